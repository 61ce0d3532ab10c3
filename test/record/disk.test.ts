import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/base/quantity.ts';
import { initialWorld } from '../../src/domain/session/world.ts';
import { checkRecord } from '../../src/store/check-record.ts';
import { DiskWatch } from '../../src/store/disk-watch.ts';
import { RecordWriter } from '../../src/store/record-writer.ts';
import { DEFAULT_RETENTION, shortage } from '../../src/store/retention.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { DOCUMENTS, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

/** A disk with so much room, and a clock that a test moves. */
function madeUp(freeBytes: number) {
  const at = { now: 0, freeBytes };
  const watch = (file: string) =>
    new DiskWatch(
      file,
      () => at.now,
      async () => at.freeBytes,
    );
  return { at, watch };
}

describe('the watch over a disk', () => {
  test('tells the hours left from what the last minutes took', async () => {
    const { at, watch } = madeUp(10e9);
    const disk = watch('/night.anlan');
    const space = { usedBytes: 1e9, spareBytes: 0 };
    expect(await disk.look(space)).toEqual({ freeBytes: 10e9 });
    at.now = 30_000;
    expect((await disk.look(space)).hoursLeft).toBeUndefined();
    at.now = 6 * MINUTE;
    // 0.5 GB in six minutes are 5 GB an hour; room inside the file counts.
    expect(await disk.look({ usedBytes: 1.5e9, spareBytes: 2.5e9 })).toEqual({
      freeBytes: 12.5e9,
      bytesPerHour: 5e9,
      hoursLeft: 2.5,
    });
    // What was written long ago says nothing about now.
    at.now = 60 * MINUTE;
    expect((await disk.look({ usedBytes: 1.5e9, spareBytes: 0 })).hoursLeft).toBeUndefined();
  });

  test('warns at two hours, and thins at half an hour or with little room', () => {
    const of = (hoursLeft: number, freeBytes = 10e9) =>
      shortage({ freeBytes, hoursLeft }, DEFAULT_RETENTION);
    expect([of(2), of(1.99), of(0.5), of(0.49), of(9, 1e6)]).toEqual([
      'none',
      'warn',
      'warn',
      'thin',
      'thin',
    ]);
    expect(shortage({ freeBytes: 10e9 }, DEFAULT_RETENTION)).toBe('none');
  });
});

test('a disk that is short before the first raster is told, and nothing breaks', async () => {
  const folder = tempFolder();
  const { watch } = madeUp(1e6);
  const record = new RecordWriter({}, watch);
  const file = path.join(folder, 'night.anlan');
  wanted(await record.open({ file, documents: DOCUMENTS, signingKey: false }));
  wanted(await record.append(ticks(1)));
  expect(await record.storage()).toMatchObject({ low: true });
  wanted(await record.append(ticks(1, 1)));
  await record.close();
  expect(wanted(await checkRecord(file))).toMatchObject({ problems: [], log: { entries: 2 } });
});

test('a disk that runs short costs rasters, the oldest ones first, and never an entry', async () => {
  const folder = tempFolder();
  const file = path.join(folder, 'night.anlan');
  const { at, watch } = madeUp(10e9);
  const record = new RecordWriter({}, watch);
  const signingKey = path.join(folder, 'key.pem');
  wanted(await record.open({ file, documents: DOCUMENTS, signingKey }));
  const plane = new Uint8Array(50);
  const seconds = (3 * HOUR) / 1_000;
  for (let second = 0; second < seconds; second += 10) {
    const time = 1_000 * second;
    const { lastSeq } = wanted(await record.append(ticks(1, second)));
    wanted(await record.frame({ issuedAt: time, density: plane, age: plane }));
    if (second % 600 === 0) {
      const world = initialWorld(twoSquares(), time);
      wanted(await record.snapshot({ seq: lastSeq, world, models: {} }));
    }
  }
  expect(await record.storage()).toMatchObject({ low: false });
  at.freeBytes = 1e6;
  expect(await record.storage()).toMatchObject({ low: true, freeBytes: expect.any(Number) });
  // New rasters are kept a minute apart from now on.
  for (let second = seconds; second < seconds + 120; second += 10) {
    wanted(await record.append(ticks(1, second)));
    wanted(await record.frame({ issuedAt: 1_000 * second, density: plane, age: plane }));
  }
  await record.close();
  const found = wanted(await checkRecord(file));
  expect(found.problems).toEqual([]);
  expect(found.log.entries).toBe(seconds / 10 + 12);
  // Of the 719 that were older than an hour one a minute stays; an hour of them, and two or three new ones.
  expect(found.frames.thinned).toBe(719 - 120);
  expect(found.frames.proven - 120 - 361).toBeGreaterThanOrEqual(2);
  expect(found.frames.proven - 120 - 361).toBeLessThanOrEqual(3);
  expect(found.worlds).toMatchObject({ proven: 18, thinned: 0 });
});
