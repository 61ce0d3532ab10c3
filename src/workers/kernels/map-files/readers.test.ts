import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import gcoord from 'gcoord';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { convertMapFile, describeMapFile } from './describe-map-file.ts';
import type { MapFeature } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { readFlatgeobuf } from './read-flatgeobuf.ts';
import { readGeojson } from './read-geojson.ts';
import { readGpx } from './read-gpx.ts';
import { readKml } from './read-kml.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-maps-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function written(content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, `${Math.random()}`);
  await writeFile(file, content);
  return file;
}

const LAKE: LonLat[] = [
  [120.158, 30.255],
  [120.159, 30.255],
  [120.159, 30.256],
  [120.158, 30.255],
];

const GEOJSON = {
  type: 'FeatureCollection',
  attribution: '<a href="https://example.org">&copy; Somebody</a>',
  features: [
    {
      type: 'Feature',
      properties: { name: '湖', deep: { no: 1 }, width: 12, open: true, none: null },
      geometry: { type: 'Polygon', coordinates: [LAKE] },
    },
    {
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: LAKE.slice(0, 2) },
    },
    {
      type: 'Feature',
      properties: { name: 'A' },
      geometry: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [120.1, 30.1, 12] },
          { type: 'MultiPolygon', coordinates: [[LAKE]] },
        ],
      },
    },
  ],
};

const KML = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a night -->
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>D</name>
<NetworkLink><Link><href>http://127.0.0.1:9/never.kml</href></Link></NetworkLink>
<Folder><Placemark><name>湖滨路</name><description><![CDATA[<!DOCTYPE html><b>x</b>]]></description>
<LineString><coordinates>120.158,30.255,0 120.159,30.256,0</coordinates></LineString></Placemark>
<Placemark><name>Square</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
120.158,30.255 120.159,30.255 120.159,30.256 120.158,30.255</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Nowhere</name></Placemark></Folder></Document></kml>`;

const GPX = `<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><copyright author="A. Walker"/></metadata>
<wpt lat="30.255" lon="120.158"><name>岗位 1</name></wpt>
<rte><name>Evacuation</name><rtept lat="30.255" lon="120.158"/><rtept lat="30.256" lon="120.159"/></rte>
<trk><name>T</name><trkseg><trkpt lat="30.255" lon="120.158"/><trkpt lat="30.257" lon="120.159"/></trkseg></trk></gpx>`;

const shapes = (features: readonly MapFeature[]) => features.map(({ geometry }) => geometry.type);
const names = (features: readonly MapFeature[]) =>
  features.map(({ properties }) => properties.name);

describe('GeoJSON', () => {
  test('gives every feature, collections split, altitudes and what is not plain left out', () => {
    const read = readGeojson(JSON.stringify(GEOJSON));
    expect(shapes(read.features)).toEqual(['Polygon', 'LineString', 'Point', 'MultiPolygon']);
    expect(read.features[0]?.properties).toEqual({ name: '湖', width: 12, open: true });
    expect(read.features[2]?.geometry.coordinates).toEqual([120.1, 30.1]);
    expect(read.attribution).toBe('© Somebody');
    expect(read.refusedCount).toBe(0);
  });

  test('refuses single features with their place, and keeps the others', () => {
    const bad = [
      { type: 'Polygon', coordinates: [LAKE.slice(0, 3)] },
      { type: 'Polygon', coordinates: [[...LAKE.slice(0, 3), [120.1, 30.1]]] },
      { type: 'Point', coordinates: [13_375_000, 3_535_000] },
      { type: 'Point', coordinates: [30.25, 120.15] },
      { type: 'Point', coordinates: ['1', 2] },
      { type: 'LineString', coordinates: [[120, 30]] },
      { type: 'Circle', coordinates: [120, 30] },
      null,
    ].map((geometry) => ({ type: 'Feature', properties: {}, geometry }));
    const read = readGeojson(
      JSON.stringify({ ...GEOJSON, features: [...bad, ...GEOJSON.features] }),
    );
    expect(read.features).toHaveLength(4);
    expect(read.refusedCount).toBe(8);
    expect(read.refused).toEqual([
      'features[0].geometry.coordinates[0]: has 3 points where 4 are needed',
      'features[1].geometry.coordinates[0]: the ring is not closed: its last point must be its first',
      'features[2].geometry.coordinates: 13375000, 3535000 is no longitude and latitude: convert the file to degrees (EPSG:4326) first',
      'features[3].geometry.coordinates: 30.25, 120.15 is no longitude and latitude: write longitude first',
      'features[4].geometry.coordinates: longitude and latitude must be finite numbers',
      'features[5].geometry.coordinates: has 1 points where 2 are needed',
      'features[6].geometry: a geometry of type "Circle" is unknown',
      'features[7].geometry: has no geometry',
    ]);
  });

  test.each([
    ['{"type":"Topology"}', 'TopoJSON'],
    ['{"type":"FeatureCollection","features":7}', 'features: is no list'],
    ['{"type":"FeatureCollection","features":[]}', 'has no features'],
    ['{"type":"FeatureCollection"', 'is not JSON'],
    ['{"type":"Point","coordinates":[1,1],"crs":{"properties":{"name":"EPSG:3857"}}}', 'EPSG:3857'],
    ['[1]', 'no GeoJSON object'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => readGeojson(text)).toThrow(why);
  });
});

describe('KML and GPX', () => {
  test('KML gives its placemarks, and follows no link', () => {
    const read = readKml(KML);
    expect(shapes(read.features)).toEqual(['LineString', 'Polygon']);
    expect(names(read.features)).toEqual(['湖滨路', 'Square']);
  });

  test('GPX gives waypoints, routes and tracks, and its author', () => {
    const read = readGpx(GPX);
    expect(shapes(read.features).sort()).toEqual(['LineString', 'LineString', 'Point']);
    expect(names(read.features)).toContain('岗位 1');
    expect(read.attribution).toBe('A. Walker');
  });

  test.each([
    '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!doctype kml SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!-- a --><!DOCTYPE kml SYSTEM "file:///etc/passwd">',
  ])('a document type is refused unread: %s', async (prolog) => {
    const file = await written(KML.replace('<!-- a night -->', prolog));
    await expect(describeMapFile(file)).rejects.toThrow('document type');
  });

  test('an entity that nobody declared, and XML that does not close, are refused', () => {
    expect(() => readKml(KML.replace('Square', '&boom;'))).toThrow('not well-formed');
    expect(() => readKml(KML.slice(0, 500))).toThrow('not well-formed');
  });

  test('text in GBK is read as its declaration says', async () => {
    // 湖滨 in GBK.
    const gbk = Buffer.concat([
      Buffer.from(KML.slice(0, KML.indexOf('湖滨路')).replace('UTF-8', 'GBK')),
      Buffer.from([0xba, 0xfe, 0xb1, 0xf5]),
      Buffer.from(KML.slice(KML.indexOf('湖滨路') + 3)),
    ]);
    const { geojson } = await convertMapFile(await written(gbk), 'WGS84');
    expect(geojson).toContain('湖滨');
  });
});

describe('FlatGeobuf', () => {
  const features = GEOJSON.features.slice(0, 1);
  const bytes = (crs = 0) => {
    const collection = {
      type: 'FeatureCollection' as const,
      features: features.map(({ geometry }) => ({
        type: 'Feature' as const,
        properties: { name: '湖', width: 12 },
        geometry: geometry as { type: 'Polygon'; coordinates: number[][][] },
      })),
    };
    return serialize(collection, crs);
  };

  test('gives its features', async () => {
    const read = await readFlatgeobuf(bytes());
    expect(read.features).toEqual([
      {
        type: 'Feature',
        properties: { name: '湖', width: 12 },
        geometry: { type: 'Polygon', coordinates: [LAKE] },
      },
    ]);
  });

  test('in metres of a projection is refused', async () => {
    await expect(readFlatgeobuf(bytes(3857))).rejects.toThrow('EPSG:4326');
    await expect(readFlatgeobuf(bytes(4490))).resolves.toMatchObject({ refusedCount: 0 });
  });

  test('damaged anywhere is said in words, and never counted for ever', async () => {
    const whole = bytes();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = value;
        await inWordsOnly(() => readFlatgeobuf(damaged));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('any file', () => {
  test('is told by its content, never by its name', async () => {
    const formats = await Promise.all(
      [JSON.stringify(GEOJSON), `\ufeff${KML}`, GPX].map(
        async (text) => (await describeMapFile(await written(text))).format,
      ),
    );
    expect(formats).toEqual(['geojson', 'kml', 'gpx']);
  });

  test.each([
    ['', 'is empty'],
    ['   \n', 'is empty'],
    ['PK\u0003\u0004zip', 'zip archive'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'XML of <svg>'],
    ['name,lon,lat\nA,1,2', 'is not GeoJSON'],
    ['PMTiles\u0002', 'version 2'],
    [Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
    [Uint8Array.of(0x7b, 0xff, 0xfe), 'not text in utf-8'],
  ])('%j is refused in words: %s', async (content, why) => {
    await expect(describeMapFile(await written(content))).rejects.toThrow(why);
  });

  test('that is not there is refused in words', async () => {
    await expect(describeMapFile(path.join(folder, 'nowhere'))).rejects.toThrow('cannot be opened');
    await expect(describeMapFile(folder)).rejects.toThrow('folder');
  });

  test('cut or with bytes changed is refused in words, or read', async () => {
    const texts = [JSON.stringify(GEOJSON), KML, GPX];
    await fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(400),
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.nat(30),
        (which, at, put, cut) => {
          const text = texts[which] ?? '';
          const changed = text.slice(0, at) + put + text.slice(at + cut);
          const read = [readGeojson, readKml, readGpx][which] ?? readGeojson;
          syncInWordsOnly(() => read(changed));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('of any JSON is refused in words, or read', () => {
    fc.assert(fc.property(fc.json(), (json) => syncInWordsOnly(() => readGeojson(json))));
    const shape = fc.record({
      type: fc.constantFrom('Point', 'LineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'),
      coordinates: fc.anything({ maxDepth: 4 }),
      geometries: fc.anything({ maxDepth: 3 }),
    });
    fc.assert(
      fc.property(shape, (value) => syncInWordsOnly(() => readGeojson(JSON.stringify(value)))),
      { numRuns: 1_000 },
    );
  });
});

describe('datums', () => {
  const metres = localMetres([120.1588, 30.256]);
  const near = fc
    .tuple(
      fc.double({ min: -2_000, max: 2_000, noNaN: true }),
      fc.double({ min: -2_000, max: 2_000, noNaN: true }),
    )
    .map((at) => metres.toLonLat(at));

  test.each([
    ['GCJ-02', gcoord.GCJ02],
    ['BD-09', gcoord.BD09],
    ['WGS84', gcoord.WGS84],
  ] as const)('a file in %s lands within a metre of its WGS84 twin', async (datum, system) => {
    await fc.assert(
      fc.asyncProperty(fc.array(near, { minLength: 2, maxLength: 20 }), async (line) => {
        const coordinates = line.map((at) => gcoord.transform([...at], gcoord.WGS84, system));
        const file = await written(JSON.stringify({ type: 'LineString', coordinates }));
        const { geojson } = await convertMapFile(file, datum);
        const [feature] = JSON.parse(geojson).features as { geometry: { coordinates: LonLat[] } }[];
        line.forEach((at, index) => {
          const landed = feature?.geometry.coordinates[index];
          if (!landed) throw new Error('a point is missing');
          const [east, north] = metres.toLocal(landed);
          const [trueEast, trueNorth] = metres.toLocal(at);
          expect(Math.hypot(east - trueEast, north - trueNorth)).toBeLessThan(1);
        });
      }),
      { numRuns: 20 },
    );
  });
});

async function inWordsOnly(read: () => Promise<unknown>): Promise<void> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(MapFileProblem);
  }
}

function syncInWordsOnly(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(MapFileProblem);
  }
}
