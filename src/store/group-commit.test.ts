import { expect, test } from 'vitest';
import { entry } from '../domain/session/entry.ts';
import { encodeForLog, type WriteBatch } from './event-file.ts';
import { GroupCommit } from './group-commit.ts';
import type { Outcome } from './record.ts';

const tick = (time: number) =>
  encodeForLog(entry('tick', { time }, { observedAt: time, recordedAt: time }));

/** A log in memory whose every commit waits until it is let go, and may be told to fail. */
function heldLog() {
  const batches: WriteBatch[] = [];
  const waiting: (() => void)[] = [];
  let lastSeq = 0;
  let refuse = (_batch: WriteBatch) => false;
  return {
    batches,
    refuseIf(condition: (batch: WriteBatch) => boolean) {
      refuse = condition;
    },
    async letGo() {
      waiting.shift()?.();
      // The next transaction begins after a few turns of the promise queue.
      await new Promise((resolve) => setImmediate(resolve));
    },
    async write(batch: WriteBatch): Promise<Outcome<{ lastSeq: number }>> {
      batches.push(batch);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (refuse(batch)) return { ok: false, error: { code: 'diskFull', message: 'full' } };
      lastSeq += batch.entries?.length ?? 0;
      return { ok: true, value: { lastSeq } };
    },
  };
}

test('what arrives during a commit shares the next one, and each caller gets its own number', async () => {
  const log = heldLog();
  const commits = new GroupCommit((batch) => log.write(batch));
  const first = commits.append([tick(1)]);
  const second = commits.append([tick(2), tick(3)]);
  const third = commits.append([tick(4)]);
  await log.letGo();
  expect(await first).toEqual({ ok: true, value: { lastSeq: 1 } });
  await log.letGo();
  expect(await second).toEqual({ ok: true, value: { lastSeq: 3 } });
  expect(await third).toEqual({ ok: true, value: { lastSeq: 4 } });
  expect(log.batches.map(({ entries }) => entries?.length)).toEqual([1, 3]);
});

test('an append that arrives behind ten rasters waits for no more than one commit', async () => {
  const log = heldLog();
  const commits = new GroupCommit((batch) => log.write(batch));
  const frame = { issuedAt: 0, density: new Uint8Array(4), age: new Uint8Array(4) };
  const frames = Array.from({ length: 10 }, () => commits.aside({ frames: [frame] }));
  const order = commits.append([tick(1)]);
  await log.letGo();
  await log.letGo();
  expect(await order).toEqual({ ok: true, value: { lastSeq: 1 } });
  expect(log.batches[1]?.frames).toHaveLength(1);
  for (let i = 0; i < 8; i++) await log.letGo();
  expect((await Promise.all(frames)).every(({ ok }) => ok)).toBe(true);
});

test('an order is recorded even when the raster beside it does not fit', async () => {
  const log = heldLog();
  log.refuseIf((batch) => batch.frames !== undefined);
  const commits = new GroupCommit((batch) => log.write(batch));
  const before = commits.append([tick(1)]);
  const frame = { issuedAt: 0, density: new Uint8Array(4), age: new Uint8Array(4) };
  const raster = commits.aside({ frames: [frame] });
  const order = commits.append([tick(2)]);
  for (let i = 0; i < 3; i++) await log.letGo();
  expect((await before).ok).toBe(true);
  expect((await raster).ok).toBe(false);
  expect(await order).toEqual({ ok: true, value: { lastSeq: 2 } });
});

test('a failure is told to every caller of the transaction, and the next one is tried anew', async () => {
  const log = heldLog();
  log.refuseIf(() => true);
  const commits = new GroupCommit((batch) => log.write(batch));
  const failed = [commits.append([tick(1)]), commits.append([tick(2)])];
  await log.letGo();
  await log.letGo();
  expect((await Promise.all(failed)).map(({ ok }) => ok)).toEqual([false, false]);
  log.refuseIf(() => false);
  const again = commits.append([tick(1)]);
  await log.letGo();
  expect(await again).toEqual({ ok: true, value: { lastSeq: 1 } });
});

test('a bug in one transaction reaches its callers and stops nobody after them', async () => {
  let calls = 0;
  const commits = new GroupCommit(async () => {
    calls += 1;
    if (calls === 1) throw new Error('a bug');
    return { ok: true, value: { lastSeq: 1 } };
  });
  await expect(commits.append([tick(1)])).rejects.toThrow('a bug');
  expect(await commits.append([tick(1)])).toEqual({ ok: true, value: { lastSeq: 1 } });
  await commits.drained();
});

test('a caller that writes again the moment it is answered is not forgotten', async () => {
  let lastSeq = 0;
  const commits = new GroupCommit(async ({ entries }) => {
    lastSeq += entries?.length ?? 0;
    return { ok: true, value: { lastSeq } };
  });
  for (let call = 1; call <= 50; call++) {
    const outcome = await commits.append([tick(call)]);
    expect(outcome).toEqual({ ok: true, value: { lastSeq: call } });
    // A few turns of the promise queue, so that some call meets every step of the writer's end.
    for (let turn = 0; turn < call % 7; turn++) await undefined;
  }
});
