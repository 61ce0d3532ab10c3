import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sql } from '../../../store/sql.ts';
import { describeMapFile } from './describe-map-file.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { readMapFile } from './read-map-file.ts';
import type { TileArchive } from './tile-archive.ts';
import { layerNamesOf } from './vector-layer-names.ts';

const DATA = process.env.ANLAN_DATA;
const MAPS = path.join(DATA ?? '', 'map');
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1);
/** A vector tile with one empty layer "a", as the specification writes it. */
const MVT = Uint8Array.of(0x1a, 5, 0x0a, 1, 0x61, 0x78, 2);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-tiles-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function archiveOf(file: string): Promise<TileArchive> {
  const opened = await readMapFile(file);
  if (opened.kind !== 'tiles') throw new Error(`${file} holds features`);
  return opened.archive;
}

/** An MBTiles file with these tiles (rows counted from the south) and this account of itself. */
async function mbtiles(
  tiles: readonly (readonly [z: number, x: number, row: number, data: Uint8Array])[],
  metadata: Readonly<Record<string, string>>,
  more = '',
): Promise<string> {
  const file = path.join(folder, `${Math.random()}.mbtiles`);
  const sql = await Sql.open(file, 'create');
  await sql.exec(
    `CREATE TABLE metadata (name TEXT, value TEXT);
     CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
     ${more}`,
  );
  for (const tile of tiles) await sql.run('INSERT INTO tiles VALUES (?, ?, ?, ?)', tile);
  for (const pair of Object.entries(metadata)) {
    await sql.run('INSERT INTO metadata VALUES (?, ?)', pair);
  }
  await sql.close();
  return file;
}

describe('MBTiles', () => {
  test('counts rows from the south, unpacks gzip, and finds the layers nobody listed', async () => {
    const file = await mbtiles([[1, 0, 1, gzipSync(MVT)]], {
      format: 'pbf',
      bounds: '120,30,121,31',
      attribution: '<a href="x">© A</a>',
    });
    const archive = await archiveOf(file);
    expect(Buffer.compare((await archive.tile(1, 0, 0)) ?? MVT.subarray(1), MVT)).toBe(0);
    expect(await archive.tile(1, 0, 1)).toBeUndefined();
    expect(archive.pyramid).toMatchObject({ tileKind: 'vector', minZoom: 1, maxZoom: 1 });
    expect(archive.bounds).toEqual([120, 30, 121, 31]);
    expect(archive.attribution).toBe('© A');
    await archive.close();
  });

  test('of pictures is raster, whatever it forgot to say', async () => {
    const archive = await archiveOf(await mbtiles([[0, 0, 0, PNG]], {}));
    expect(archive.pyramid).toEqual({
      tileKind: 'raster',
      minZoom: 0,
      maxZoom: 0,
      vectorLayers: [],
    });
    await archive.close();
  });

  test('without tiles, of unknown tiles, or that computes without end is refused in words', async () => {
    await expect(describeMapFile(await mbtiles([], {}))).rejects.toThrow('holds no tiles');
    const odd = await mbtiles([[0, 0, 0, Uint8Array.of(1, 2)]], { format: 'tiff' });
    await expect(describeMapFile(odd)).rejects.toThrow('format "tiff"');
    const endless = await mbtiles(
      [],
      {},
      `DROP TABLE tiles;
       CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
       SELECT i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n;`,
    );
    await expect(describeMapFile(endless)).rejects.toThrow('without end');
  });

  test('is another program’s SQLite file: refused in words', async () => {
    const file = path.join(folder, 'other.db');
    const sql = await Sql.open(file, 'create');
    await sql.exec('CREATE TABLE a (b)');
    await sql.close();
    await expect(describeMapFile(file)).rejects.toThrow('no MBTiles file');
  });
});

describe('names in vector tiles', () => {
  test('are read, and damaged tiles end the list', () => {
    expect(layerNamesOf(MVT)).toEqual(['a']);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(layerNamesOf(bytes).length).toBeLessThan(60);
      }),
    );
  });
});

describe.skipIf(!DATA)('real archives (ANLAN_DATA)', () => {
  test('the same tiles come out of PMTiles and MBTiles', async () => {
    const one = await archiveOf(path.join(MAPS, 'monaco.pmtiles'));
    const other = await archiveOf(path.join(MAPS, 'monaco.mbtiles'));
    expect(one.pyramid).toEqual(other.pyramid);
    expect(one.pyramid.vectorLayers).toContain('transportation');
    const tile = await one.tile(14, 8_529, 5_975);
    expect(tile?.length).toBeGreaterThan(1_000);
    const twin = await other.tile(14, 8_529, 5_975);
    expect(Buffer.compare(twin ?? PNG, tile ?? MVT)).toBe(0);
    expect(await one.tile(14, 0, 0)).toBeUndefined();
    await Promise.all([one.close(), other.close()]);
  });

  test('what they hold is told', async () => {
    expect(await describeMapFile(path.join(MAPS, 'hubin.pmtiles'))).toMatchObject({
      format: 'pmtiles',
      kind: 'tiles',
      tiles: {
        minZoom: 10,
        maxZoom: 16,
        vectorLayers: ['water', 'park', 'road', 'building', 'poi', 'metro'],
      },
    });
    expect(await describeMapFile(path.join(MAPS, 'hubin-core.geojson'))).toMatchObject({
      shapes: { points: 16, lines: 83, polygons: 18 },
      attribution: '© OpenStreetMap contributors, ODbL 1.0',
      refusedCount: 0,
    });
  });

  test.each(['hubin.pmtiles', 'monaco.mbtiles'])(
    '%s with damaged bytes is refused in words, or read',
    async (name) => {
      const whole = await readFile(path.join(MAPS, name));
      const file = path.join(folder, `damaged-${name}`);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 200, max: whole.length }),
          async (changes, length) => {
            const damaged = Buffer.from(whole.subarray(0, length));
            for (const [at, value] of changes) damaged[Math.min(at, length - 1)] = value;
            await writeFile(file, damaged);
            await describeMapFile(file).then(
              () => undefined,
              (error: unknown) => expect(error).toBeInstanceOf(MapFileProblem),
            );
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  test('a directory that claims more entries than it has bytes for is never walked', async () => {
    const file = path.join(folder, 'claims.pmtiles');
    await copyFile(path.join(MAPS, 'hubin.pmtiles'), file);
    const bytes = Buffer.from(await readFile(file));
    const root = Number(bytes.readBigUInt64LE(8));
    // Not packed, and its first number says 2^35 - 1 entries.
    bytes[97] = 1;
    bytes.set([0xff, 0xff, 0xff, 0xff, 0x7f], root);
    await rm(file, { force: true });
    await writeFile(file, bytes);
    await expect(describeMapFile(file)).rejects.toThrow('a directory of the archive is damaged');
  });
});
