import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../src/domain/base/ids.ts';
import { namedRng } from '../../src/domain/base/rng.ts';
import { entry } from '../../src/domain/session/entry.ts';
import { initialWorld } from '../../src/domain/session/world.ts';
import { checkReport } from '../../src/main/cli/check-report.ts';
import { checkRecord } from '../../src/store/check-record.ts';
import { compactRecord } from '../../src/store/compact-record.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { repairRecord } from '../../src/store/repair.ts';
import { openSigner, type Signer } from '../../src/store/signing.ts';
import { Sql } from '../../src/store/sql.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { append, openRecord, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

async function signerIn(folder: string, name = 'key.pem'): Promise<Signer> {
  const opened = await openSigner(path.join(folder, name));
  if (!opened.ok) throw new Error(opened.error);
  return opened.value.signer;
}

/** A signed recording of `tens` times ten seconds, with a raster and a world every ten. */
async function signedNight(file: string, tens: number, signer?: Signer): Promise<void> {
  const { record } = await openRecord(file, signer ? { signer } : {});
  const rng = namedRng(1, 'noise');
  for (let ten = 0; ten < tens; ten++) {
    const lastSeq = await append(record, ticks(10, 10 * ten));
    const time = 10_000 * ten + 9_000;
    const noise = Uint8Array.from({ length: 3_000 }, () => 256 * rng.next());
    wanted(
      await record.write({
        frames: [{ issuedAt: time, density: noise, age: noise }],
        snapshots: [{ seq: lastSeq, world: initialWorld(twoSquares(), time), models: {} }],
      }),
    );
  }
  await record.close();
}

async function tamper(file: string, statements: string): Promise<void> {
  const sql = await Sql.open(file, 'readWrite');
  await sql.exec('DROP TRIGGER log_keeps_rows; DROP TRIGGER log_keeps_content');
  await sql.exec(statements);
  await sql.close();
}

describe('a check', () => {
  test('finds nothing wrong with a signed recording, and says what proves it', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const signer = await signerIn(folder);
    await signedNight(file, 6, signer);
    const found = wanted(await checkRecord(file));
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({
      formatVersion: 2,
      lastSeq: 73,
      log: { entries: 60, signedUntil: 72, clock: { backwards: 0 } },
      frames: { proven: 6, unproven: 0, thinned: 0 },
      worlds: { proven: 6, unproven: 0, thinned: 0 },
    });
    expect(found.log.keys).toMatchObject([{ fingerprint: signer.fingerprint, signatures: 1 }]);
    const { key } = { key: signer.fingerprint };
    expect(wanted(await checkRecord(file, { head: found.headHash, key })).problems).toEqual([]);
    const strange = '0'.repeat(64);
    expect(wanted(await checkRecord(file, { head: strange, key: 'abcd' })).problems).toEqual([
      `the hash ${strange} is no part of this recording`,
      `it was signed with another key: ${signer.fingerprint}`,
      'the key abcd signed nothing',
    ]);
  });

  test.each([
    [
      'a raster',
      'UPDATE frames SET blob = zeroblob(100) WHERE id = 2',
      'the frame of 1970-01-01T00:00:19.000Z was changed',
    ],
    ['a raster taken out', 'DELETE FROM frames WHERE id = 3', 'that entry 35 names is missing'],
    ['a world', `UPDATE worlds SET recorded_at = 1, world = x'00' WHERE seq = 22`, 'the world of'],
    [
      'a signature',
      `UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), 'signedAt":', 'signedAt":1') AS BLOB) WHERE kind = 'record.signature'`,
      'the chain breaks at entry 73',
    ],
    ['an entry', 'UPDATE log SET recorded_at = 5 WHERE seq = 31', 'the chain breaks at entry 31'],
  ])('names %s that was changed', async (_what, statements, problem) => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 6, await signerIn(folder));
    await tamper(file, statements);
    const found = wanted(await checkRecord(file));
    expect(found.problems.join('\n')).toContain(problem);
  });

  test('knows a chain that somebody wrote anew by its key and its head', async () => {
    const folder = tempFolder();
    const [mine, other] = [await signerIn(folder), await signerIn(folder, 'other.pem')];
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 2, mine);
    const { headHash } = wanted(await checkRecord(file));
    const forged = path.join(folder, 'forged.anlan');
    await signedNight(forged, 2, other);
    const known = { head: headHash, key: mine.fingerprint };
    expect(wanted(await checkRecord(forged, known)).problems).toHaveLength(3);
    // By itself it cannot be told from a true one.
    expect(wanted(await checkRecord(forged)).problems).toEqual([]);
  });

  test('says how the clock went back', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, [...ticks(5, 100), ...ticks(5, 40), ...ticks(3, 200)]);
    await record.close();
    expect(wanted(await checkRecord(file)).log.clock).toEqual({ backwards: 1, mostMs: 64_000 });
  });
});

describe('a repair', () => {
  test('saves a cut file up to where it was cut, wherever that is', async () => {
    const folder = tempFolder();
    const whole = path.join(folder, 'whole.anlan');
    await signedNight(whole, 60);
    const before = wanted(await checkRecord(whole));
    const { size } = statSync(whole);
    let longest = 0;
    for (const share of [0.3, 0.6, 0.8, 0.95, 0.999]) {
      const cut = path.join(folder, `cut-${share}.anlan`);
      copyFileSync(whole, cut);
      truncateSync(cut, Math.floor(size * share));
      const bytes = readFileSync(cut);
      const to = path.join(folder, `saved-${share}.anlan`);
      const repaired = wanted(await repairRecord(cut, to, undefined));
      expect(readFileSync(cut)).toEqual(bytes);
      expect(repaired.lost.length).toBeGreaterThan(0);
      expect(repaired.lastSeq).toBeGreaterThanOrEqual(longest);
      longest = repaired.lastSeq;
      const found = wanted(await checkRecord(to));
      expect(found.problems).toEqual([]);
      expect(found.frames.proven).toBe(repaired.frames);
      expect(found.log.remarks.join()).toContain(`saved from the damaged cut-${share}.anlan`);
      const { record, opened } = await openRecord(to, {});
      expect(opened.notices).toEqual([]);
      expect(opened.headSeq).toBe(repaired.lastSeq + 1);
      await record.close();
    }
    expect(longest).toBeGreaterThan(0.9 * before.lastSeq);
  });

  test('ends before the first entry that was changed, and counts what it leaves', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 6);
    await tamper(file, 'UPDATE log SET recorded_at = 5 WHERE seq = 31');
    const to = path.join(folder, 'saved.anlan');
    const repaired = wanted(await repairRecord(file, to, undefined));
    expect(repaired).toMatchObject({ lastSeq: 30, frames: 2, worlds: 2 });
    expect(repaired.lost[0]).toContain('entries 31 to 72');
    expect(wanted(await checkRecord(to)).problems).toEqual([]);
  });

  test('reaches what only a write-ahead log holds, and writes over nothing', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, ticks(50));
    const image = path.join(folder, 'image.anlan');
    copyFileSync(file, image);
    copyFileSync(`${file}-wal`, `${image}-wal`);
    await record.close();
    const to = path.join(folder, 'saved.anlan');
    expect(wanted(await repairRecord(image, to, undefined)).lastSeq).toBe(50);
    expect(await repairRecord(image, to, undefined)).toMatchObject({ ok: false });
  });

  test('of a file without anything of ours fails in words', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    writeFileSync(file, 'nothing\n'.repeat(5_000));
    const outcome = await repairRecord(file, path.join(folder, 'saved.anlan'), undefined);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });
});

describe('a compacted copy', () => {
  test('has every entry and the same chain', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 6);
    const to = path.join(folder, 'small.anlan');
    wanted(await compactRecord(file, to, {}, undefined));
    expect(wanted(await checkRecord(to)).headHash).toBe(wanted(await checkRecord(file)).headHash);
    expect(await compactRecord(file, to, {}, undefined)).toMatchObject({ ok: false });
  });

  test('says which rasters and worlds it goes without', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const signer = await signerIn(folder);
    await signedNight(file, 60, signer);
    const to = path.join(folder, 'small.anlan');
    const wish = { framesEveryMs: 60_000, worldsEveryMs: 120_000 };
    const compacted = wanted(await compactRecord(file, to, wish, signer));
    // The models' states of the newest worlds stay with them.
    expect(compacted).toMatchObject({ framesRemoved: 50, worldsRemoved: 55 });
    expect(compacted.bytesAfter).toBeLessThan(0.5 * compacted.bytesBefore);
    const found = wanted(await checkRecord(to));
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({
      log: { entries: 600 },
      frames: { proven: 10, thinned: 50 },
      worlds: { proven: 5, thinned: 55 },
    });
    const reader = new RecordReader();
    wanted(await reader.open({ file: to }));
    expect((await reader.worldAt(333_000)).world.time).toBe(333_000);
    expect((await reader.frameAt(333_000))?.at).toBe(309_000);
    await reader.close();
  });
});

describe('pictures that are missing', () => {
  async function compacted(folder: string): Promise<string> {
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 60, await signerIn(folder));
    const to = path.join(folder, 'small.anlan');
    const wish = { framesEveryMs: 60_000, worldsEveryMs: 120_000 };
    wanted(await compactRecord(file, to, wish, await signerIn(folder)));
    return to;
  }

  test.each([
    ['frame', 'DELETE FROM frames WHERE valid_at = 309000'],
    ['world', 'DELETE FROM worlds WHERE recorded_at = 249000'],
    ['frame', 'DELETE FROM frames'],
  ])('after a compaction: no %s goes as thinned that was to stay', async (what, statement) => {
    const file = await compacted(tempFolder());
    await tamper(file, statement);
    const { problems } = wanted(await checkRecord(file));
    expect(problems.join('\n')).toMatch(new RegExp(`the ${what} of .* is missing or was changed`));
  });

  test('after a repair: only as many go as lost as it counted', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 6);
    await tamper(file, 'UPDATE frames SET blob = zeroblob(100) WHERE id = 2');
    const to = path.join(folder, 'saved.anlan');
    wanted(await repairRecord(file, to, undefined));
    const saved = wanted(await checkRecord(to));
    expect(saved).toMatchObject({ problems: [], frames: { proven: 5, lost: 1 } });
    await tamper(to, 'DELETE FROM frames WHERE id = 4');
    expect(wanted(await checkRecord(to)).problems.join()).toContain('is missing or was changed');
  });
});

describe('rows that nobody signed', () => {
  /** A signed recording to which somebody without the key has added rows. */
  async function forged(folder: string, rows: number): Promise<string> {
    const file = path.join(folder, 'night.anlan');
    await signedNight(file, 6, await signerIn(folder));
    const { record } = await openRecord(file);
    await append(record, ticks(rows, 60));
    await record.close();
    return file;
  }

  async function mark(file: string, signer: Signer) {
    const opening = await openRecord(file, { signer, checkStructure: false });
    await append(opening.record, ticks(1, 9_000));
    await opening.record.close();
    return opening.opened.notices;
  }

  test('are named by a check, and are wrong for whoever expects a key', async () => {
    const folder = tempFolder();
    const file = await forged(folder, 2_500);
    const key = (await signerIn(folder)).fingerprint;
    expect(wanted(await checkRecord(file)).log.unsignedTail).toEqual({ from: 74, to: 2_573 });
    expect(wanted(await checkRecord(file, { key })).problems).toEqual([
      expect.stringContaining('rows 74 to 2573 at the end are not signed'),
    ]);
  });

  test('are noted in the chain before anything later is signed', async () => {
    const folder = tempFolder();
    const file = await forged(folder, 2_500);
    const signer = await signerIn(folder);
    expect(await mark(file, signer)).toEqual([expect.stringContaining('rows 74 to 2573')]);
    const found = wanted(await checkRecord(file));
    expect(found).toMatchObject({
      problems: [],
      lastSeq: 2_576,
      log: { signedUntil: 2_575, signedLate: [{ from: 74, to: 2_573 }] },
    });
    expect(checkReport(found)).toContain('rows 74 to 2573 stood without a signature');
    const known = { key: signer.fingerprint };
    expect(wanted(await checkRecord(file, known)).problems).toHaveLength(1);
    expect(await mark(file, signer)).toEqual([]);
  });

  test('are too many for a crash after a minute by a wall clock', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const { record } = await openRecord(file, { signer: await signerIn(folder) });
    const session = { session: 's' as SessionId, event: 'Two', source: 'live' } as const;
    const opening = { ...session, clock: 'wall', exercise: false } as const;
    const times = { observedAt: 0, recordedAt: 0 };
    await append(record, [entry('sessionOpened', opening, times), ...ticks(10)]);
    await record.close();
    const other = await openRecord(file);
    await append(other.record, ticks(90, 10));
    await other.record.close();
    expect(await mark(file, await signerIn(folder))).toEqual([
      expect.stringContaining('rows 13 to 102'),
    ]);
  });

  test('are what a crash leaves when they are few, and are signed with what comes first', async () => {
    const folder = tempFolder();
    const file = await forged(folder, 50);
    const signer = await signerIn(folder);
    const { record, opened } = await openRecord(file, { signer });
    expect(opened.notices).toEqual([]);
    await append(record, ticks(1, 200));
    const known = { key: signer.fingerprint };
    expect(wanted(await checkRecord(file, known))).toMatchObject({
      problems: [],
      log: { signedUntil: 124, signedLate: [] },
    });
    await record.close();
  });
});

test('a phase of the night keeps its place beside the notes', async () => {
  const file = path.join(tempFolder(), 'night.anlan');
  const { record } = await openRecord(file);
  await record.write({
    frames: [{ issuedAt: 0, density: Uint8Array.of(1), age: Uint8Array.of(1) }],
  });
  const phase = { phase: 'egress', by: 'a', reason: 'b' } as const;
  const seq = await append(record, [entry('phase', phase, { observedAt: 0, recordedAt: 0 })]);
  expect(await record.read(0, 10)).toMatchObject([{ seq, entry: { payload: phase } }]);
  await record.close();
});
