import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { namedRng } from '../../src/domain/base/rng.ts';
import { initialWorld } from '../../src/domain/session/world.ts';
import { EventFile, encodeForLog } from '../../src/store/event-file.ts';
import { GroupCommit } from '../../src/store/group-commit.ts';
import { RecordWriter } from '../../src/store/record-writer.ts';
import { verifyChain } from '../../src/store/verify.ts';
import type { RecordThread } from '../../src/workers/record-port.ts';
import { startThread, threadFile } from '../../src/workers/remote.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { DOCUMENTS, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

function startRecordThread() {
  const thread = startThread<RecordThread>(threadFile('record.thread.ts'));
  onTestFinished(() => thread.terminate());
  return thread.api;
}

describe('the record thread', () => {
  test('opens, records, reads and closes', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const record = startRecordThread();
    const opened = wanted(await record.open({ file, documents: DOCUMENTS }));
    expect(opened).toMatchObject({ created: true, headSeq: 0 });

    const answers = await Promise.all([
      record.append(ticks(2)),
      record.append(ticks(3, 2)),
      record.frame({ issuedAt: 1, density: new Uint8Array(9), age: new Uint8Array(9) }),
      record.series([{ kind: 'areaPeople', id: 'area', t: 10, value: 120 }]),
      record.append(ticks(1, 5)),
    ]);
    expect(answers).toEqual([
      { ok: true, value: { lastSeq: 2 } },
      { ok: true, value: { lastSeq: 5 } },
      { ok: true, value: undefined },
      { ok: true, value: undefined },
      { ok: true, value: { lastSeq: 6 } },
    ]);
    const world = initialWorld(twoSquares(), 6_000);
    const models = { estimator: Uint8Array.of(1, 2) };
    wanted(await record.snapshot({ seq: 6, world, models }));

    expect((await record.read(0, 100)).map(({ entry }) => entry)).toEqual(ticks(6));
    expect(await record.recent('tick', 1)).toEqual([{ seq: 6, entry: ticks(1, 5)[0] }]);
    const curve = { kind: 'areaPeople' as const, id: 'area', from: 0, to: 20, points: 1 };
    expect((await record.readSeries(curve)).max).toEqual([120]);
    await record.close();

    const again = startRecordThread();
    const reopened = wanted(await again.open({ file }));
    expect(reopened).toMatchObject({
      created: false,
      // Six ticks, the digests of a frame and of a world, a signature.
      headSeq: 9,
      snapshot: { seq: 6, world, models },
    });
    await again.close();
  });

  test('answers with the failure when the file cannot be opened', async () => {
    const record = startRecordThread();
    const outcome = await record.open({ file: path.join(tempFolder(), 'night.anlan') });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'missing' } });
  });
});

test('a hundred callers at once get their own numbers, in order, in few transactions', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  let transactions = 0;
  const record = new RecordWriter({
    onStage: async (stage) => {
      if (stage === 'committed') transactions += 1;
    },
  });
  wanted(await record.open({ file, documents: DOCUMENTS }));
  const sizes = Array.from({ length: 100 }, (_, index) => (index * 7) % 5);
  let from = 0;
  const calls = sizes.map((size) => {
    const call = record.append(ticks(size, from));
    from += size;
    return call;
  });
  const lastSeqs = (await Promise.all(calls)).map((outcome) => wanted(outcome).lastSeq);
  let sum = 0;
  expect(lastSeqs).toEqual(sizes.map((size) => (sum += size)));
  expect(transactions).toBeLessThan(10);
  expect((await record.read(0, 1_000)).map(({ entry }) => entry)).toEqual(ticks(from));
  await record.close();
});

test('an entry that cannot be recorded is the failure of its caller alone', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  const record = new RecordWriter();
  wanted(await record.open({ file, documents: DOCUMENTS }));
  const [good, bad, after] = await Promise.allSettled([
    record.append(ticks(1)),
    record.append(ticks(1, Number.NaN)),
    record.append(ticks(1, 1)),
  ]);
  expect([good?.status, bad?.status, after?.status]).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  await record.close();
  expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 2 } });
});

test('what waits when the record is closed is committed first', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  const record = new RecordWriter();
  wanted(await record.open({ file, documents: DOCUMENTS }));
  const calls = [record.append(ticks(5)), record.append(ticks(5, 5))];
  await record.close();
  expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
  expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 10 } });
});

test('on a full disk an order is recorded where the raster beside it is not, and all goes on with space', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  const { record } = wanted(await EventFile.open(file, { documents: DOCUMENTS, maxPages: 40 }));
  const commits = new GroupCommit((batch) => record.write(batch));
  const rng = namedRng(1, 'noise');
  const noise = Uint8Array.from({ length: 200_000 }, () => 256 * rng.next());
  const raster = { frames: [{ issuedAt: 1, density: noise, age: noise.toReversed() }] };
  expect(await commits.aside(raster)).toMatchObject({ ok: false, error: { code: 'diskFull' } });
  const encoded = ticks(2).map(encodeForLog);
  const [first, fat, second] = await Promise.all([
    commits.append(encoded.slice(0, 1)),
    commits.aside(raster),
    commits.append(encoded.slice(1)),
  ]);
  expect([first?.ok, fat?.ok, second?.ok]).toEqual([true, false, true]);
  await record.limitPages(10_000);
  expect((await commits.aside(raster)).ok).toBe(true);
  await record.close();
  expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 2 } });
});
