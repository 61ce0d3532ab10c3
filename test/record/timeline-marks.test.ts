import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { entry } from '../../src/domain/session/entry.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { eachMark } from '../../src/workers/kernels/replay/each-mark.ts';
import { timelineMarks } from '../../src/workers/kernels/replay/timeline-marks.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { append, openRecord, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

const PHASES = 4_500;

/** A reader of a recording with so many changes of phase, one a second. */
async function recorded(): Promise<RecordReader> {
  const file = path.join(tempFolder(), 'night.anlan');
  const { record } = await openRecord(file, {
    documents: { 'site.json': JSON.stringify(twoSquares()) },
  });
  const entries = Array.from({ length: PHASES }, (_, second) => {
    const times = { observedAt: second * 1_000, recordedAt: second * 1_000 };
    return entry('phase', { phase: 'dwell', by: `${second}`, reason: '' }, times);
  });
  for (let at = 0; at < PHASES; at += 500) await append(record, entries.slice(at, at + 500));
  await append(record, ticks(1, PHASES));
  await record.close();
  const reader = new RecordReader();
  wanted(await reader.open({ file }));
  onTestFinished(() => reader.close());
  return reader;
}

test('every mark of a range is read, however many pieces that takes, and each once', async () => {
  const reader = await recorded();
  const seen: number[] = [];
  const range = { kinds: ['phase'], from: 100_000, to: 4_400_000 } as const;
  for await (const mark of eachMark(reader, range)) seen.push(mark.entry.recordedAt / 1_000);
  expect(seen).toEqual(Array.from({ length: 4_301 }, (_, index) => 100 + index));
});

test('a timeline tells what it leaves out, from when on and how many', async () => {
  const reader = await recorded();
  const range = { kinds: ['phase'], from: 0, to: 5_000_000 } as const;
  const whole = await timelineMarks(reader, range);
  expect(whole.entries).toHaveLength(PHASES);
  expect(whole).not.toHaveProperty('left');
  const short = await timelineMarks(reader, range, 3_000);
  expect(short.entries.at(-1)?.entry.recordedAt).toBe(2_999_000);
  expect(short.left).toEqual({ from: 3_000_000, n: 1_500 });
});
