import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckpointId, OrderId } from '../../src/domain/base/ids.ts';
import { emptyColumns } from '../../src/domain/crowd/observation.ts';
import { type Entry, entry } from '../../src/domain/session/entry.ts';
import { initialWorld, reduce, type World } from '../../src/domain/session/world.ts';
import { encodeForLog } from '../../src/store/event-file.ts';
import { Sql } from '../../src/store/sql.ts';
import { verifyChain } from '../../src/store/verify.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { anyEntry } from './arbitrary-entries.ts';
import { append, openRecord, ticks } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

const MINUTE = 60_000;

function night(): string {
  return path.join(tempFolder(), 'night.anlan');
}

function foldAll(entries: readonly Entry[]): World {
  return entries.reduce(reduce, initialWorld(twoSquares(), 0));
}

describe('the log', () => {
  test('gives back every entry, and the world folded from it is the world that was', async () => {
    const folder = tempFolder();
    let files = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { minLength: 1, maxLength: 30 }), async (entries) => {
        files += 1;
        const { record } = await openRecord(path.join(folder, `${files}.anlan`));
        await append(record, entries);
        const read = await record.read(0, 1_000);
        await record.close();
        expect(read.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        expect(read.map((logged) => logged.entry)).toEqual(entries);
        expect(foldAll(read.map((logged) => logged.entry))).toEqual(foldAll(entries));
      }),
      { numRuns: 15 },
    );
  });

  test('is read in pieces', async () => {
    const { record } = await openRecord(night());
    await append(record, ticks(10));
    expect((await record.read(0, 4)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect((await record.read(8, 4)).map(({ seq }) => seq)).toEqual([9, 10]);
    expect(await record.read(10, 4)).toEqual([]);
    await record.close();
  });

  test('gives the newest entries of a kind, in order', async () => {
    const { record } = await openRecord(night());
    const columns = emptyColumns(2);
    columns.observedAt.set([7_000, 3_000]);
    const times = { observedAt: 7_000, recordedAt: 8_000 };
    for (let i = 0; i < 4; i++) {
      await append(record, [...ticks(1, i), entry('observations', columns, times)]);
    }
    expect((await record.recent('observations', 3)).map(({ seq }) => seq)).toEqual([4, 6, 8]);
    expect(await record.recent('observations', Number.MAX_SAFE_INTEGER)).toHaveLength(4);
    expect(await record.recent('phase', 3)).toEqual([]);
    await record.close();
  });

  test('indexes observations by the least and the greatest time of their readings', async () => {
    const file = night();
    const { record } = await openRecord(file);
    const columns = emptyColumns(3);
    columns.observedAt.set([7_000, 3_000, 5_000]);
    const times = { observedAt: 7_000, recordedAt: 8_000 };
    await append(record, [entry('observations', columns, times)]);
    await record.close();
    const sql = await Sql.open(file, 'readOnly');
    expect(await sql.all('SELECT * FROM observation_spans')).toEqual([
      { seq: 1, least_observed_at: 3_000, greatest_observed_at: 7_000 },
    ]);
    await sql.close();
  });

  test('says which entry cannot be read', async () => {
    const file = night();
    const { record } = await openRecord(file);
    await append(record, ticks(3));
    const sql = await Sql.open(file, 'readWrite');
    await sql.exec(`DROP TRIGGER log_keeps_content; UPDATE log SET payload = x'00' WHERE seq = 2`);
    await sql.close();
    await expect(record.read(0, 10)).rejects.toThrow(
      'entry 2 cannot be read: the payload of tick is no JSON',
    );
    await record.close();
  });
});

describe('a full disk', () => {
  test('is said, leaves nothing half written, and recording goes on when there is space', async () => {
    const file = night();
    const { record } = await openRecord(file, { maxPages: 40 });
    let recorded = 0;
    let refusals = 0;
    while (refusals === 0) {
      const batch = ticks(50, recorded).map(encodeForLog);
      const outcome = await record.write({ entries: batch });
      if (outcome.ok) {
        recorded += 50;
        continue;
      }
      refusals += 1;
      expect(outcome.error.code).toBe('diskFull');
      expect(outcome.error.message).toContain(file);
    }
    expect(recorded).toBeGreaterThan(0);
    expect(await record.read(recorded, 10)).toEqual([]);

    // A second try fails the same way, and what is read is still there.
    const again = await record.write({ entries: ticks(50, recorded).map(encodeForLog) });
    expect(again).toMatchObject({ ok: false, error: { code: 'diskFull' } });
    expect(await record.read(recorded - 1, 10)).toHaveLength(1);

    await record.limitPages(10_000);
    expect(await append(record, ticks(50, recorded))).toBe(recorded + 50);
    await record.close();
    expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: recorded + 50 } });
  });
});

describe('frames', () => {
  test('come back with the row of the log that holds their digest', async () => {
    const { record } = await openRecord(night());
    await append(record, ticks(5));
    const frame = (issuedAt: number) => ({
      issuedAt,
      density: Uint8Array.of(0, 60, issuedAt % 256),
      age: Uint8Array.of(255, 0, 1),
    });
    await record.write({ frames: [frame(10_000)] });
    await record.write({ entries: ticks(1, 5).map(encodeForLog), frames: [frame(20_000)] });
    const stored = await record.readFrames(0, 15_000);
    expect(stored).toMatchObject([{ frame: frame(10_000), recordedSeq: 6 }]);
    expect(await record.readFrames(0, 60_000)).toMatchObject([
      { recordedSeq: 6 },
      { frame: frame(20_000), recordedSeq: 8 },
    ]);
    expect(stored[0]?.digest).toHaveLength(32);
    await record.close();
  });

  test('that were changed in the file are refused', async () => {
    const file = night();
    const { record } = await openRecord(file);
    await record.write({
      frames: [{ issuedAt: 0, density: Uint8Array.of(1), age: Uint8Array.of(2) }],
    });
    const sql = await Sql.open(file, 'readWrite');
    await sql.exec('UPDATE frames SET issued_at = 1, valid_at = 1');
    await sql.close();
    await expect(record.readFrames(0, 10)).rejects.toThrow('it was changed');
    await record.close();
  });
});

describe('curves', () => {
  test('keep every peak at any number of points', async () => {
    const { record } = await openRecord(night());
    const values = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 60 });
    let curve = 0;
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 1, max: 80 }), async (people, points) => {
        curve += 1;
        const id = `zone-${curve}`;
        const series = people.map((value, index) => ({
          kind: 'zonePeople' as const,
          id,
          t: 10_000 * index,
          value,
        }));
        await record.write({ series });
        const to = 10_000 * (people.length - 1);
        const read = await record.readSeries({ kind: 'zonePeople', id, from: 0, to, points });
        expect(read.t.length).toBeLessThanOrEqual(points);
        expect(read.t).toEqual([...read.t].sort((a, b) => a - b));
        expect(Math.max(...read.max)).toBe(Math.max(...people));
        expect(Math.min(...read.min)).toBe(Math.min(...people));
        expect(read.t.every((t) => t >= 0 && t <= to)).toBe(true);
        expect(read.min.every((least, index) => least <= (read.max[index] ?? -1))).toBe(true);
      }),
      { numRuns: 40 },
    );
    await record.close();
  });

  test('hold the part that was asked for, and the newest value of an instant', async () => {
    const { record } = await openRecord(night());
    const row = (t: number, value: number) => ({
      kind: 'areaPeople' as const,
      id: 'area',
      t,
      value,
    });
    await record.write({ series: [row(0, 1), row(10, 2), row(20, 30), row(30, 4), row(40, 5)] });
    await record.write({ series: [row(20, 3)] });
    const query = { kind: 'areaPeople' as const, id: 'area', from: 10, to: 30, points: 2 };
    expect(await record.readSeries(query)).toEqual({
      begins: 0,
      from: 10,
      to: 30,
      t: [15, 25],
      min: [2, 3],
      max: [2, 4],
    });
    const none = { begins: 0, from: 50, to: 40, t: [], min: [], max: [] };
    expect(await record.readSeries({ ...query, from: 50, to: 40 })).toEqual(none);
    expect(await record.readSeries({ ...query, from: 20, to: 20 })).toMatchObject({
      t: [20],
      max: [3],
    });
    expect((await record.readSeries({ ...query, points: 0 })).max).toEqual([4]);
    await record.close();
  });
});

describe('snapshots', () => {
  const world = (time: number): World => ({ ...initialWorld(twoSquares(), time) });

  test('give the newest world and models back when the file is opened', async () => {
    const file = night();
    const { record } = await openRecord(file);
    await append(record, ticks(9));
    const models = { estimator: Uint8Array.of(1, 2, 3), rules: new Uint8Array(0) };
    await record.write({ snapshots: [{ seq: 5, world: world(5_000), models: {} }] });
    await record.write({ snapshots: [{ seq: 9, world: world(9_000), models }] });
    await record.close();
    const again = await openRecord(file);
    expect(again.opened.snapshot).toEqual({ seq: 9, world: world(9_000), models });
    // The digest of each world is a row of its own.
    expect(again.opened.headSeq).toBe(11);
    await again.record.close();
  });

  test("keep every world, and the models' states of the newest three", async () => {
    const file = night();
    const { record } = await openRecord(file);
    await append(record, ticks(60));
    for (let minute = 1; minute <= 60; minute++) {
      const models = { rules: Uint8Array.of(minute) };
      await record.write({ snapshots: [{ seq: minute, world: world(minute * MINUTE), models }] });
    }
    await record.close();
    const sql = await Sql.open(file, 'readOnly');
    const kept = await sql.all('SELECT seq FROM worlds ORDER BY seq');
    const models = await sql.all('SELECT seq FROM models ORDER BY seq');
    await sql.close();
    expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(models.map(({ seq }) => seq)).toEqual([58, 59, 60]);
  });

  test('of an entry that is not recorded are refused', async () => {
    const { record } = await openRecord(night());
    const outcome = await record.write({ snapshots: [{ seq: 1, world: world(0), models: {} }] });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'io' } });
    await append(record, ticks(1));
    await record.close();
  });
});

test('a piece that cannot be written leaves the log as it was', async () => {
  const file = night();
  const { record } = await openRecord(file);
  await append(record, ticks(2));
  const series = [{ kind: 'areaPeople' as const, id: 'area', t: 0, value: Number.NaN }];
  const entries = ticks(3, 2).map(encodeForLog);
  await expect(record.write({ entries, series })).rejects.toThrow('cannot be bound');
  const order = entry(
    'orderRefused',
    {
      order: 'order-1' as OrderId,
      checkpoint: 'cp-1' as CheckpointId,
      by: 'a',
      reason: 'b',
    },
    { observedAt: 0, recordedAt: 0 },
  );
  expect(await append(record, [order])).toBe(3);
  await record.close();
  expect(await verifyChain(file)).toMatchObject({ ok: true, value: { entries: 3 } });
});
