import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { areaM2, contains } from '../../../domain/geo/polygon.ts';
import { Sql } from '../../../store/sql.ts';
import { openSimulation } from '../../../workers/kernels/agents/open-simulation.ts';
import type { Simulation } from '../../../workers/kernels/agents/simulation.ts';
import { readJupedsimSqlite } from '../tracks/jupedsim-sqlite.ts';
import { changedDocument } from './changed-document.ts';
import { checkScenario } from './check-scenario.ts';
import { DestinationTally } from './destination-tally.ts';
import { anlanExample } from './example-documents.ts';
import { openTrajectories, outputFile } from './output-file.ts';
import { runScenario } from './run-scenario.ts';
import { readSavedState, writeSavedState } from './saved-state.ts';
import { parseWktAreas } from './wkt.ts';

const EVERY_S = 0.25;

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'anlan-export-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function room(seed = 5, saved?: Uint8Array): Promise<Simulation> {
  const scenario = checkScenario(anlanExample());
  const simulation = await openSimulation(scenario, { seed, kernel: 'twin' }, saved);
  onTestFinished(() => simulation.close());
  return simulation;
}

async function run(simulation: Simulation, files: readonly string[], untilS = 60) {
  const outputs = files.flatMap((file) => outputFile(file) ?? []);
  const writers = await openTrajectories(outputs, simulation.scenario, EVERY_S);
  if (!writers.ok) throw new Error(writers.error);
  const tally = new DestinationTally(simulation.scenario, simulation.options.dtS);
  await runScenario(simulation, {
    untilS,
    everyS: EVERY_S,
    writers: writers.value,
    tally,
    stop: new AbortController().signal,
    onProgress: () => undefined,
  });
  for (const writer of writers.value) await writer.finish();
  return tally;
}

interface CsvRow {
  readonly id: number;
  readonly frame: number;
  readonly t_s: number;
  readonly x_m: number;
  readonly y_m: number;
}

function csvRows(file: string): readonly CsvRow[] {
  return parse(readFileSync(file), {
    columns: true,
    cast: (text, { header }) => (header ? text : Number(text)),
  });
}

test('the three formats tell the same run', async () => {
  const at = folder();
  const [sqlite, csv, geojson] = ['run.sqlite', 'run.csv', 'run.geojson'].map((name) =>
    path.join(at, name),
  ) as [string, string, string];
  const simulation = await room();
  const tally = await run(simulation, [sqlite, csv, geojson]);
  expect(simulation.account).toMatchObject({ entered: 8, left: 8, onGround: 0 });
  expect(tally.figures()).toMatchObject([{ id: 'east', people: 8 }]);
  expect(tally.lastExitS).toBeLessThanOrEqual(simulation.timeS);

  const rows = csvRows(csv);
  expect(rows.length).toBeGreaterThan(100);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(8);
  for (const { frame, t_s } of rows) expect(t_s).toBeCloseTo(frame * EVERY_S, 9);

  const sql = await Sql.open(sqlite, 'still');
  onTestFinished(() => sql.close());
  expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const stored = await sql.all('SELECT frame, id, pos_x, pos_y FROM trajectory_data');
  expect(stored).toHaveLength(rows.length);
  stored.forEach((row, i) => {
    expect(row.frame).toBe(rows[i]?.frame);
    expect(row.id).toBe(rows[i]?.id);
    expect(row.pos_x).toBeCloseTo(rows[i]?.x_m ?? 0, 3);
    expect(row.pos_y).toBeCloseTo(rows[i]?.y_m ?? 0, 3);
  });

  const { features } = JSON.parse(readFileSync(geojson, 'utf8'));
  expect(features).toHaveLength(rows.length);
  const local = localMetres([120.16, 30.25]);
  features.forEach(({ geometry, properties }: (typeof features)[number], i: number) => {
    const [east, north] = local.toLocal(geometry.coordinates);
    expect(properties).toEqual({ id: rows[i]?.id, frame: rows[i]?.frame, t_s: rows[i]?.t_s });
    expect(Math.hypot(east - (rows[i]?.x_m ?? 0), north - (rows[i]?.y_m ?? 0))).toBeLessThan(0.02);
  });
});

test('the reader of `anlan analyse` and the ground of each frame agree with the run', async () => {
  const file = path.join(folder(), 'run.sqlite');
  await run(await room(), [file]);
  const read = await readJupedsimSqlite(file, undefined);
  expect(read.format).toBe('JuPedSim SQLite');
  const sql = await Sql.open(file, 'still');
  onTestFinished(() => sql.close());
  const grounds = await sql.all(
    'SELECT min(frame) AS first, wkt FROM frame_data JOIN geometry ON geometry_hash = hash GROUP BY hash ORDER BY first',
  );
  // Two seconds with the door closed, then open.
  expect(grounds.map(({ first }) => first)).toEqual([0, 8]);
  const [closed = [], open = []] = grounds.map(({ wkt }) => parseWktAreas(String(wkt)));
  expect(closed).toHaveLength(2);
  expect(open).toHaveLength(1);
  expect(open.reduce((sum, each) => sum + areaM2(each), 0)).toBeCloseTo(60 - 2.5, 6);
  const positions = await sql.all('SELECT pos_x, pos_y FROM trajectory_data WHERE frame >= 8');
  for (const { pos_x, pos_y } of positions) {
    expect(open.some((each) => contains(each, [Number(pos_x), Number(pos_y)]))).toBe(true);
  }
});

test('a run that goes on from a saved state ends as one never stopped, frame for frame', async () => {
  const at = folder();
  const names = ['first.csv', 'second.csv', 'whole.csv', 'stopped.anlan-state'];
  const [first, second, whole, state] = names.map((name) => path.join(at, name)) as [
    string,
    string,
    string,
    string,
  ];
  const stopped = await room();
  await run(stopped, [first], 3.1);
  await writeSavedState(state, stopped);
  const saved = await readSavedState(state, stopped.scenario);
  expect(saved).toMatchObject({ ok: true, value: { seed: 5, dtS: 0.05, step: 62 } });
  const resumed = await room(5, saved.ok ? saved.value.bytes : undefined);
  await run(resumed, [second]);
  const never = await room();
  await run(never, [whole]);
  expect(resumed.hash()).toBe(never.hash());
  expect([...csvRows(first), ...csvRows(second)]).toEqual(csvRows(whole));
});

test('a state of another scenario, and what is no state, are refused in words', async () => {
  const file = path.join(folder(), 'x.anlan-state');
  const simulation = await room();
  await writeSavedState(file, simulation);
  const other = checkScenario(changedDocument(anlanExample(), ['name'], 'hall'));
  expect(await readSavedState(file, other)).toMatchObject({
    ok: false,
    error: expect.stringContaining('was saved of another scenario ("room")'),
  });
  expect(await readSavedState(import.meta.filename, other)).toMatchObject({
    ok: false,
    error: expect.stringContaining('is no saved state'),
  });
  expect(await readSavedState('/nowhere/x.anlan-state', other)).toMatchObject({ ok: false });
});

test('GeoJSON of a scenario that lies nowhere is refused, and nothing is left behind', async () => {
  const at = folder();
  const scenario = checkScenario(changedDocument(anlanExample(), ['origin'], undefined));
  const outputs = ['run.csv', 'run.geojson'].flatMap(
    (name) => outputFile(path.join(at, name)) ?? [],
  );
  expect(await openTrajectories(outputs, scenario, 1)).toMatchObject({
    ok: false,
    error: expect.stringContaining('does not say where it lies on the earth'),
  });
  expect(existsSync(path.join(at, 'run.csv.partial'))).toBe(false);
});
