import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sql, SqlError } from './sql.ts';
import { TrajectoryFile, type TrajectoryGeometry } from './trajectory-file.ts';

const room: TrajectoryGeometry = {
  hash: 12,
  wkt: 'GEOMETRYCOLLECTION (POLYGON ((0 0, 9 0, 9 5, 0 5, 0 0)))',
  bounds: [0, 0, 9, 5],
};
const roomWithDoor: TrajectoryGeometry = { ...room, hash: 34, bounds: [-1, 0, 9, 5] };

function fileInFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-trajectory-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'run.sqlite');
}

async function open(file: string): Promise<Sql> {
  const sql = await Sql.open(file, 'still');
  onTestFinished(() => sql.close());
  return sql;
}

function people(count: number, frame: number) {
  return Array.from({ length: count }, (_, id) => ({ id, x: id + frame / 8, y: -id / 4 }));
}

test('the layout is that of JuPedSim, version 3', async () => {
  const file = fileInFolder();
  const trajectory = await TrajectoryFile.create(file, 2);
  await trajectory.write(0, people(2, 0), room);
  await trajectory.write(1, people(2, 1), roomWithDoor);
  await trajectory.finish();
  const sql = await open(file);
  const columns = async (table: string) =>
    (await sql.all(`PRAGMA table_info(${table})`)).map((row) => `${row.name} ${row.type}`);
  expect(await columns('trajectory_data')).toEqual([
    'frame INTEGER',
    'id INTEGER',
    'pos_x REAL',
    'pos_y REAL',
  ]);
  expect(await columns('frame_data')).toEqual(['frame INTEGER', 'geometry_hash INTEGER']);
  expect(await columns('geometry')).toEqual(['hash INTEGER', 'wkt TEXT']);
  expect(await sql.all('SELECT * FROM metadata ORDER BY key')).toEqual([
    { key: 'fps', value: '2.0' },
    { key: 'version', value: '3' },
    { key: 'xmax', value: '9.0' },
    { key: 'xmin', value: '-1.0' },
    { key: 'ymax', value: '5.0' },
    { key: 'ymin', value: '0.0' },
  ]);
  expect(
    await sql.all('SELECT frame, hash FROM frame_data JOIN geometry ON geometry_hash = hash'),
  ).toEqual([
    { frame: 0, hash: 12 },
    { frame: 1, hash: 34 },
  ]);
  expect(await sql.all('SELECT * FROM trajectory_data WHERE frame = 1')).toEqual([
    { frame: 1, id: 0, pos_x: 0.125, pos_y: 0 },
    { frame: 1, id: 1, pos_x: 1.125, pos_y: -0.25 },
  ]);
});

// Whole batches, a part of one, frames without anybody, more frames than a transaction holds.
test.each([0, 1, 499, 500, 1_234])('%i people a frame are all there', async (count) => {
  const file = fileInFolder();
  const frames = count === 1 ? 450 : 3;
  const trajectory = await TrajectoryFile.create(file, 25);
  for (let frame = 0; frame < frames; frame++) {
    await trajectory.write(frame, people(count, frame), room);
  }
  await trajectory.finish();
  const sql = await open(file);
  expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const row = await sql.first(
    'SELECT count(*) AS rows, count(DISTINCT frame * 10000 + id) AS different FROM trajectory_data',
  );
  expect(row).toEqual({ rows: frames * count, different: frames * count });
  expect(await sql.first('SELECT count(*) AS frames FROM frame_data')).toEqual({ frames });
});

test('an older file stays until the new one is whole', async () => {
  const file = fileInFolder();
  writeFileSync(file, 'older');
  const thrownAway = await TrajectoryFile.create(file, 1);
  await thrownAway.write(0, people(3, 0), room);
  await thrownAway.discard();
  expect(readFileSync(file, 'utf8')).toBe('older');
  expect(existsSync(`${file}.partial`)).toBe(false);
  const kept = await TrajectoryFile.create(file, 1);
  await kept.write(0, people(3, 0), room);
  expect(readFileSync(file, 'utf8')).toBe('older');
  await kept.finish();
  expect(existsSync(`${file}.partial`)).toBe(false);
  expect(await (await open(file)).first('SELECT count(*) AS n FROM trajectory_data')).toEqual({
    n: 3,
  });
});

test('a folder that is not there is an error of SQLite', async () => {
  await expect(TrajectoryFile.create('/nowhere/at/all.sqlite', 1)).rejects.toBeInstanceOf(SqlError);
});
