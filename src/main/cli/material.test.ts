import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import gcoord from 'gcoord';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anlan } from '../../../test/hub/hub-process.ts';
import { checkGround, checkReferences } from '../../domain/site/check-site.ts';
import { buildGround } from '../../domain/site/ground.ts';
import { siteSchema } from '../../domain/site/site.ts';
import { readMaterialOptions } from './material-options.ts';

const HUBIN = new URL('../../../resources/hubin/site.json', import.meta.url);
const DATA = process.env.ANLAN_DATA;

let folder = '';
let siteFile = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-material-'));
  siteFile = path.join(folder, 'site.json');
  await writeFile(siteFile, await readFile(HUBIN));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function siteIn(file: string) {
  const site = siteSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  expect(checkReferences(site)).toEqual([]);
  expect(checkGround(buildGround(site))).toEqual([]);
  return site;
}

async function run(features: readonly object[], ...words: readonly string[]) {
  const file = path.join(folder, `${Math.random()}.geojson`);
  const out = `${file}.site.json`;
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  const ended = await anlan('material', file, '--into', siteFile, '--out', out, ...words);
  return { ...ended, out };
}

const feature = (type: string, coordinates: unknown, properties: object = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});

const inGcj = (line: readonly (readonly [number, number])[]) =>
  line.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02));

/** A square of some 40 m by Hubin Road, on ground that people can walk on. */
const square = (lon: number, lat: number, side = 0.0004) => [
  [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat + side],
    [lon, lat],
  ],
];

describe('anlan material', () => {
  test('lines in GCJ-02 become streets where they really are; what cannot is told', async () => {
    const line = [
      [120.1585, 30.2552],
      [120.1595, 30.2552],
    ] as const;
    const { code, stdout, stderr, out } = await run(
      [
        feature('LineString', inGcj(line), {
          'name:zh': '新街',
          'name:en': 'New Street',
          width: '7.5 m',
        }),
        feature('LineString', line, { name: 'No width' }),
        feature('LineString', line, { width: 4 }),
        feature('Point', line[0], { name: 'A' }),
        feature(
          'LineString',
          [
            [100, 20],
            [101, 21],
          ],
          { name: 'Far', width: 3 },
        ),
      ],
      ...['--datum', 'GCJ-02', '--as', 'streets'],
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('1 streets');
    expect(stderr).toContain('feature 2 (No width): has no width in metres: give --width');
    expect(stderr).toContain('feature 3: has no name');
    expect(stderr).toContain('feature 4 (A): is a Point, and streets are made of lines');
    expect(stderr).toContain('feature 5 (Far): lies outside');
    const before = await siteIn(siteFile);
    const { streets } = await siteIn(out);
    expect(streets).toHaveLength(before.streets.length + 1);
    const added = streets.at(-1);
    expect(added).toMatchObject({
      name: { zh: '新街', en: 'New Street' },
      clearWidthM: 7.5,
      surface: 'walkway',
    });
    added?.line.forEach((at, index) => {
      expect(at[0]).toBeCloseTo(line[index]?.[0] ?? 0, 5);
      expect(at[1]).toBeCloseTo(line[index]?.[1] ?? 0, 5);
    });
  });

  test('areas become hot-spots in their zone, with ids from names, each once', async () => {
    const { code, stderr, out } = await run(
      [
        feature('Polygon', square(120.1588, 30.2548), { name: 'East Corner' }),
        feature('Polygon', square(120.1588, 30.2548), { name: 'East Corner' }),
        feature('Polygon', square(120.1588, 30.2548), { name: '东角', alertPeople: 50 }),
        feature('Polygon', square(120.155, 30.2545, 0.0001), { name: 'In the lake' }),
      ],
      ...['--datum', 'WGS84', '--as', 'hotSpots', '--alert-people', '300'],
    );
    expect(code, stderr).toBe(0);
    const { hotSpots } = await siteIn(out);
    const added = hotSpots.slice(-3);
    expect(added.map(({ id }) => id)).toEqual(['east-corner', 'east-corner-2', 'hot-spot-1']);
    expect(added.map(({ alertPeople }) => alertPeople)).toEqual([300, 300, 50]);
    expect(stderr).toContain('(In the lake)');
  });

  test('a zone in which nobody can walk is left out, the others stay', async () => {
    const { code, stderr, out } = await run(
      [
        feature('Polygon', square(120.155, 30.2545, 0.0001), { name: 'Lake zone' }),
        feature(
          'Polygon',
          [
            [
              [120.1592, 30.2605],
              [120.1594, 30.2605],
              [120.1594, 30.2607],
              [120.1592, 30.2607],
              [120.1592, 30.2605],
            ],
          ],
          { name: 'North end' },
        ),
      ],
      ...['--datum', 'WGS84', '--as', 'zones', '--ring', 'diversion', '--design-density', '2'],
    );
    const told = `${stderr}`;
    expect(told).toContain('feature 1 (Lake zone): nobody can walk in it');
    if (code !== 0) throw new Error(told);
    expect((await siteIn(out)).zones.at(-1)).toMatchObject({ id: 'north-end', ring: 'diversion' });
  });

  test('with nothing to add writes nothing', async () => {
    const { code, stderr, out } = await run(
      [feature('Point', [120.1585, 30.2552], { name: 'A' })],
      ...['--datum', 'WGS84', '--as', 'openGround'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('nothing was added');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  test.skipIf(!DATA)('roads of OpenStreetMap become streets of the site (ANLAN_DATA)', async () => {
    const file = path.join(DATA ?? '', 'map/hubin-core.geojson');
    const out = path.join(folder, 'osm.json');
    const { code, stdout, stderr } = await anlan(
      ...['material', file, '--datum', 'WGS84', '--as', 'streets', '--where', 'kind=road'],
      ...['--width', '6', '--into', siteFile, '--out', out],
    );
    expect(code, stderr).toBe(0);
    const added = Number(/^(\d+) streets/.exec(stdout)?.[1]);
    expect(added).toBeGreaterThan(30);
    expect((await siteIn(out)).streets).toHaveLength(
      (await siteIn(siteFile)).streets.length + added,
    );
  });

  test.each([
    [['--as', 'streets', '--into', 's'], 'name one map FILE'],
    [['a', '--as', 'streets', '--into', 's'], '--datum must be given'],
    [['a', '--datum', 'Mars', '--as', 'streets', '--into', 's'], '--datum is not "Mars"'],
    [['a', '--datum', 'WGS84', '--as', 'roads', '--into', 's'], '--as is not "roads"'],
    [['a', '--datum', 'WGS84', '--as', 'streets'], '--into names'],
    [['a', '--datum', 'WGS84', '--as', 'streets', '--into', 's', '--width', '-1'], '--width'],
    [['a', '--datum', 'WGS84', '--as', 'streets', '--into', 's', '--where', 'x'], 'KEY=VALUE'],
  ])('%j: %s', (words, why) => {
    expect(readMaterialOptions(words)).toContain(why);
  });
});
