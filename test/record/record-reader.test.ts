import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyColumns, LATE } from '../../src/domain/crowd/observation.ts';
import { type Entry, entry } from '../../src/domain/session/entry.ts';
import { initialWorld, reduce, type World } from '../../src/domain/session/world.ts';
import type { EventFile } from '../../src/store/event-file.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { startThread, threadFile } from '../../src/workers/remote.ts';
import type { ReplayThread } from '../../src/workers/replay-port.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { append, openRecord, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

const DOCUMENTS = { 'site.json': JSON.stringify(twoSquares()) };

function reading(sensor: number, observedAt: number, recordedAt: number, flags = 0): Entry {
  const columns = emptyColumns(1);
  columns.sensor[0] = sensor;
  columns.observedAt[0] = observedAt;
  columns.value[0] = observedAt / 1_000;
  columns.flags[0] = flags;
  return entry('observations', columns, { observedAt, recordedAt });
}

async function readerOf(file: string): Promise<RecordReader> {
  const reader = new RecordReader();
  wanted(await reader.open({ file }));
  onTestFinished(() => reader.close());
  return reader;
}

/** A night of `seconds` with a tick, a reading and a phase now and then, and a world and a raster every ten seconds. */
async function night(record: EventFile, seconds: number, from = 0): Promise<readonly World[]> {
  let world = initialWorld(twoSquares(), 0);
  const worlds: World[] = [];
  for (let second = from; second < from + seconds; second++) {
    const time = 1_000 * second;
    const entries: Entry[] = [...ticks(1, second), reading(second % 2, time - 300, time)];
    if (second % 7 === 0) {
      const phase = { phase: 'dwell', by: `${second}`, reason: '' } as const;
      entries.push(entry('phase', phase, { observedAt: time, recordedAt: time }));
    }
    const lastSeq = await append(record, entries);
    world = entries.reduce(reduce, world);
    worlds.push(world);
    if (second % 10 !== 9) continue;
    const frame = { issuedAt: time, density: Uint8Array.of(second % 256), age: Uint8Array.of(1) };
    await record.write({
      frames: [frame],
      snapshots: [{ seq: lastSeq, world, models: {} }],
    });
  }
  return worlds;
}

describe('a recording', () => {
  test('goes on to the last thing that happened, and not to what reviewers added', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 20);
    const phase = { phase: 'egress', by: 'Wang', reason: '' } as const;
    const last = { observedAt: 19_600, recordedAt: 19_600 };
    await append(record, [entry('phase', phase, last)]);
    const verdict = { alert: 'x@1', verdict: 'true', note: '', by: 'r' } as const;
    const later = { observedAt: 99_000, recordedAt: 99_000 };
    await append(record, [entry('disposition', verdict, later)]);
    await record.close();
    const reader = await readerOf(file);
    const to = (await reader.span())?.to ?? 0;
    expect(to).toBe(19_600);
    expect((await reader.worldAt(to)).world.phase).toBe('egress');
  });

  test('gives the world of every instant as it was', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    const worlds = await night(record, 65);
    await record.close();
    const reader = await readerOf(file);
    expect(await reader.span()).toEqual({ from: 0, to: 64_000, headSeq: 65 * 2 + 10 + 12 });
    for (let second = 0; second < 65; second++) {
      const { world } = await reader.worldAt(1_000 * second + 500);
      expect(world).toEqual(worlds[second]);
    }
    // Before the first entry nothing has happened; after the last it stays as it was.
    expect(await reader.worldAt(-1)).toEqual({ seq: 0, world: initialWorld(twoSquares(), 0) });
    expect((await reader.worldAt(1e12)).world).toEqual(worlds.at(-1));
    const kept = await reader.snapshotBefore(39_500);
    expect(kept?.world).toEqual(worlds[39]);
    expect((await reader.snapshotBefore(38_999))?.world.time).toBe(29_000);
    expect(await reader.snapshotBefore(8_999)).toBeUndefined();
  });

  test('is read on from any entry up to an instant, and its notes are given to nobody', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 30);
    await record.close();
    const reader = await readerOf(file);
    const all = await reader.entries({ afterSeq: 0, limit: 1_000 });
    expect(all).toHaveLength(65);
    const seqs = all.map(({ seq }) => seq);
    const pieces: number[] = [];
    for (let seq = 0; ; ) {
      const piece = await reader.entries({ afterSeq: seq, until: 20_000, limit: 4 });
      if (piece.length === 0) break;
      pieces.push(...piece.map((logged) => logged.seq));
      seq = pieces.at(-1) ?? seq;
    }
    expect(pieces).toEqual(
      seqs.filter((_, index) => (all[index]?.entry.recordedAt ?? 0) <= 20_000),
    );
    const phases = await reader.entries({ afterSeq: 0, limit: 10, kinds: ['phase'] });
    expect(phases.map(({ entry: { kind } }) => kind)).toEqual(Array(5).fill('phase'));
  });

  test('is read without what a newer entry takes the place of, and folds to the same world', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 30);
    await record.close();
    const reader = await readerOf(file);
    for (const until of [0, 6_500, 17_000, 60_000]) {
      const query = { afterSeq: 9, until, limit: 1_000 };
      const all = await reader.entries(query);
      const last = all.findLast(({ entry: { kind } }) => kind === 'tick');
      const few = await reader.entries({ ...query, newestOf: ['tick'] });
      const isKept = ({ seq, entry: { kind } }: (typeof all)[number]) =>
        kind !== 'tick' || seq === last?.seq;
      expect(few).toEqual(all.filter(isKept));
    }
    // In pieces, too: the newest is that of the whole way, not of a piece.
    const ticks: number[] = [];
    for (let afterSeq = 0; ; ) {
      const query = { afterSeq, until: 17_000, limit: 3, newestOf: ['tick'] as const };
      const piece = await reader.entries(query);
      if (piece.length === 0) break;
      afterSeq = piece.at(-1)?.seq ?? afterSeq;
      for (const { entry: each } of piece) if (each.kind === 'tick') ticks.push(each.recordedAt);
    }
    expect(ticks).toEqual([17_000]);
  });

  test('finds rasters, marks and numbers of a range', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 60);
    await record.close();
    const reader = await readerOf(file);
    expect((await reader.frameAt(38_999))?.at).toBe(29_000);
    expect((await reader.frameAt(39_000))?.frame.density).toEqual(Uint8Array.of(39));
    expect(await reader.frameAt(8_999)).toBeUndefined();
    expect(await reader.frameTimes({ from: 9_000, to: 40_000 })).toEqual([
      9_000, 19_000, 29_000, 39_000,
    ]);
    const sparse = await reader.frames({ from: 0, to: 60_000, everyMs: 20_000 });
    expect(sparse.map(({ at }) => at)).toEqual([9_000, 29_000, 49_000]);
    const marks = await reader.marks({ kinds: ['phase'], from: 14_000, to: 35_000 });
    expect(marks.map((mark) => mark.entry.recordedAt)).toEqual([14_000, 21_000, 28_000, 35_000]);
    const near = (at: number, direction: 1 | -1) =>
      reader.nearest({ kinds: ['phase'], at, direction });
    expect((await near(14_000, 1))?.entry.recordedAt).toBe(21_000);
    expect((await near(14_000, -1))?.entry.recordedAt).toBe(7_000);
    expect(await near(56_000, 1)).toBeUndefined();
    expect(await near(0, -1)).toBeUndefined();
    expect(await reader.counts()).toEqual({ tick: 60, observations: 60, phase: 9 });
    expect(await reader.counts({ from: 10_000, to: 19_999 })).toEqual({
      tick: 10,
      observations: 10,
      phase: 1,
    });
    const { parts, minutes } = await reader.sizes();
    expect(minutes).toBeCloseTo(59 / 60);
    expect(parts.find(({ part }) => part === 'tick')).toMatchObject({ rows: 60 });
    expect(parts.find(({ part }) => part === 'worlds')).toMatchObject({ rows: 6 });
    expect(parts.every(({ bytes }) => bytes >= 0)).toBe(true);
  });

  test('tells what was true apart from what was seen', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await append(record, [...ticks(1, 10), reading(0, 10_000, 10_000)]);
    await append(record, [...ticks(1, 11), reading(1, 11_000, 11_000)]);
    await append(record, [...ticks(1, 12), reading(0, 9_500, 12_000, LATE)]);
    await record.close();
    const reader = await readerOf(file);
    const seen = await reader.entries({ afterSeq: 0, until: 11_500, limit: 10 });
    expect(seen.filter(({ entry: { kind } }) => kind === 'observations')).toHaveLength(2);
    const readings = (await reader.observed({ after: 9_000, until: 10_000 })).filter(
      ({ kind }) => kind === 'observations',
    );
    expect(readings).toHaveLength(1);
    const [{ payload } = { payload: undefined }] = readings;
    expect(payload).toMatchObject({
      count: 2,
      observedAt: Float64Array.of(9_500, 10_000),
      flags: Uint8Array.of(0, 0),
    });
    const kinds = (await reader.observed({ after: 10_000, until: 12_000 })).map(
      ({ kind, observedAt }) => [kind, observedAt],
    );
    expect(kinds).toEqual([
      ['tick', 11_000],
      ['observations', 11_000],
      ['tick', 12_000],
    ]);
    expect(await reader.observed({ after: 10_000, until: 12_000, kinds: ['phase'] })).toEqual([]);
  });

  test('ends at its last tick, however late a reviewer wrote into it', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 20);
    const judged = { alert: 'core@1', verdict: 'false', note: '', by: 'r' } as const;
    const nextDay = { observedAt: 86_400_000, recordedAt: 86_400_000 };
    await append(record, [entry('disposition', judged, nextDay)]);
    await record.close();
    const reader = await readerOf(file);
    expect(await reader.span()).toMatchObject({ from: 0, to: 19_000 });
    const marks = await reader.marks({ kinds: ['disposition'], from: 0, to: 1e12 });
    expect(marks).toMatchObject([{ entry: { payload: judged } }]);
  });

  test('that is going on is read by a thread while its writer writes, and by another that came later', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    await night(record, 10);
    const thread = startThread<ReplayThread>(threadFile('replay.thread.ts'));
    onTestFinished(() => thread.terminate());
    const opened = wanted(await thread.api.open({ file }));
    expect(opened).toMatchObject({ formatVersion: 2, span: { to: 9_000 }, documents: DOCUMENTS });
    const worlds = await night(record, 15, 10);
    expect(await thread.api.span()).toMatchObject({ to: 24_000 });
    const told = await thread.api.entries({ afterSeq: 0, limit: 1_000, kinds: ['tick'] });
    expect(told.map(({ entry }) => entry.recordedAt)).toContain(worlds.at(-1)?.time);
    await record.close();
    expect(await thread.api.span()).toMatchObject({ to: 24_000 });
    await thread.api.close();
    // Nobody wrote it any more: the next writer finds it closed.
    const again = await openRecord(file);
    expect(again.opened.notices).toEqual([]);
    await again.record.close();
  });

  test('that stood still is followed when somebody goes on with it', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const first = await openRecord(file, { documents: DOCUMENTS });
    await night(first.record, 10);
    await first.record.close();
    const reader = await readerOf(file);
    const { record } = await openRecord(file);
    await night(record, 10, 10);
    await expect.poll(async () => (await reader.span())?.to, { interval: 100 }).toBe(19_000);
    await record.close();
  });

  test('that was written and closed between two looks is read anew', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const first = await openRecord(file, { documents: DOCUMENTS });
    await night(first.record, 10);
    await first.record.close();
    const reader = await readerOf(file);
    for (let ten = 1; ten < 4; ten++) {
      const { record } = await openRecord(file);
      await night(record, 10, 10 * ten);
      await record.close();
      const spans = await Promise.all([reader.span(), reader.span(), reader.span()]);
      expect(spans.map((span) => span?.to)).toEqual(Array(3).fill(10_000 * ten + 9_000));
      expect((await reader.frameAt(1e9))?.at).toBe(10_000 * ten + 9_000);
    }
  });

  test('of a rehearsal that jumped back shows the newer pass, and plays through the jump', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file, { documents: DOCUMENTS });
    const first = await night(record, 60);
    const jump = { from: 59_000, to: 25_000, by: 'planner' };
    const left = { observedAt: 59_000, recordedAt: 59_000 };
    await append(record, [entry('rehearsalJumped', jump, left)]);
    const second = await night(record, 20, 26);
    await record.close();
    const reader = await readerOf(file);
    expect(await reader.span()).toMatchObject({ from: 0, to: 45_000 });
    expect((await reader.worldAt(20_000)).world).toEqual(first[20]);
    expect((await reader.worldAt(45_000)).world.sensors).not.toEqual(first[45]?.sensors);
    expect((await reader.worldAt(45_000)).world.time).toBe(second.at(-1)?.time);
    const times: number[] = [];
    for (let seq = 0; ; ) {
      const piece = await reader.entries({ afterSeq: seq, until: 40_000, limit: 7 });
      if (piece.length === 0) break;
      seq = piece.at(-1)?.seq ?? seq;
      times.push(
        ...piece.flatMap((logged) =>
          logged.entry.kind === 'tick' ? [logged.entry.payload.time / 1_000] : [],
        ),
      );
    }
    expect(times).toEqual(Array.from({ length: 41 }, (_, second) => second));
    expect(await reader.frameTimes({ from: 0, to: 60_000 })).toEqual([
      9_000, 19_000, 29_000, 39_000,
    ]);
    expect(await reader.counts({ from: 0, to: 40_000 })).toMatchObject({ tick: 41 });
    const readings = await reader.observed({ after: 29_000, until: 30_000 });
    expect(readings.filter(({ kind }) => kind === 'observations')).toHaveLength(1);
    expect(readings.find(({ kind }) => kind === 'observations')?.payload).toMatchObject({
      count: 1,
    });
  });

  test('that is none is refused in words', async () => {
    const reader = new RecordReader();
    const file = path.join(tempFolder(), 'none.anlan');
    expect(await reader.open({ file })).toMatchObject({ ok: false, error: { code: 'missing' } });
  });
});
