import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckpointId, OrderId } from '../../src/domain/base/ids.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { numberIn, Sql, textIn } from '../../src/store/sql.ts';
import { anlan, startHub } from '../hub/hub-process.ts';
import { rehearsalEvent } from '../hub/rehearsal-event.ts';
import { seatAt } from '../hub/rehearsal-seat.ts';

const START = Date.parse('2026-12-31T17:00:00+08:00');
const LONG = { timeout: 240_000, interval: 100 };

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await rehearsalEvent();
  file = path.join(folder, 'agents.anlan');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Two and a half minutes of a rehearsal in which a checkpoint is closed. */
async function record(): Promise<void> {
  const hub = await startHub([
    folder,
    '--event-file',
    file,
    '--model',
    'agents',
    '--seed',
    '7',
    '--speed',
    '60',
  ]);
  try {
    const planner = await seatAt(hub.url, 'planner');
    await expect.poll(() => planner.world().time, LONG).toBeGreaterThan(START + 40_000);
    await planner.call('operator.takeOver', { name: '王导调' });
    await planner.call('checkpoint.order', {
      order: 'close-it' as OrderId,
      checkpoint: 'cp-2' as CheckpointId,
      mode: 'closed',
      sawVersion: planner.world().checkpoints['cp-2']?.version ?? 0,
    });
    await expect.poll(() => planner.world().time, LONG).toBeGreaterThan(START + 150_000);
    planner.close();
  } finally {
    await hub.stop();
  }
}

it('makes the people of a rehearsal again, each frame as many as were recorded to be there', async () => {
  await record();
  const out = path.join(folder, 'agents.sqlite');
  const words = ['export', file, '--format', 'jupedsim', '--every', '5', '--out', out];
  const { code, stderr } = await anlan(...words);
  expect(code, stderr).toBe(0);
  const truth = await recordedTruth();
  const sql = await Sql.open(out, 'readOnly');
  const [fps] = await sql.all("SELECT value FROM metadata WHERE key = 'fps'");
  expect(fps && textIn(fps, 'value')).toBe('0.2');
  const frames = await sql.all(
    'SELECT frame, count(*) AS people, count(DISTINCT id) AS ids FROM trajectory_data GROUP BY frame',
  );
  expect(frames.length).toBeGreaterThan(25);
  for (const row of frames) {
    const known = truth.get(START + 5_000 * numberIn(row, 'frame'));
    expect(numberIn(row, 'ids')).toBe(numberIn(row, 'people'));
    if (!known) continue;
    // Those on the approaches have a place too.
    expect(numberIn(row, 'people')).toBeGreaterThanOrEqual(known.area);
    expect(numberIn(row, 'people')).toBeLessThanOrEqual(known.area + known.outside);
  }
  const [ground] = await sql.all('SELECT wkt FROM geometry');
  expect(ground && textIn(ground, 'wkt')).toMatch(/^GEOMETRYCOLLECTION \(POLYGON \(\(/);
  await sql.close();
}, 400_000);

async function recordedTruth() {
  const reader = new RecordReader();
  await reader.open({ file });
  const entries = await reader.entries({ afterSeq: 0, limit: 100_000, kinds: ['truth'] });
  await reader.close();
  return new Map(
    entries.flatMap(({ entry }) => {
      if (entry.kind !== 'truth') return [];
      const { at, areaPeople: area, outsidePeople: outside } = entry.payload;
      return [[at, { area, outside }] as const];
    }),
  );
}
