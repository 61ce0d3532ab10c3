import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SessionId } from '../../src/domain/base/ids.ts';
import { entry } from '../../src/domain/session/entry.ts';
import { checkRecord } from '../../src/store/check-record.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { RecordWriter } from '../../src/store/record-writer.ts';
import { openSigner } from '../../src/store/signing.ts';
import { Sql } from '../../src/store/sql.ts';
import { append, DOCUMENTS, openRecord, ticks, wanted } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

/** Recorded by the version that had format 1: a minute, with rasters, snapshots, an order and a phase. */
const FORMAT_1 = fileURLToPath(new URL('../fixtures/night-format-1.anlan', import.meta.url));
const FORMAT_1_HEAD = '87a56ff4f9e8b4a113e9a19d88b97e2dcc08c48c041f4a2d7953208540561261';
const FORMAT_1_BEGIN = 1_798_732_740_000;

function formatOne(): string {
  const file = path.join(tempFolder(), 'night.anlan');
  copyFileSync(FORMAT_1, file);
  return file;
}

function ownFile(): string {
  return path.join(tempFolder(), 'night.anlan');
}

describe('a file of format 1', () => {
  test('is read as it is, and stays as it is', async () => {
    const file = formatOne();
    const reader = new RecordReader();
    onTestFinished(() => reader.close());
    const opened = wanted(await reader.open({ file }));
    expect(opened).toMatchObject({
      formatVersion: 1,
      span: { from: FORMAT_1_BEGIN, to: FORMAT_1_BEGIN + 59_000 },
    });
    const { world } = await reader.worldAt(FORMAT_1_BEGIN + 35_000);
    expect(world.phase).toBe('countdown');
    expect(world.time).toBe(FORMAT_1_BEGIN + 35_000);
    expect(world.sensors[1]?.lastValue).toBe(70);
    expect((await reader.frameAt(FORMAT_1_BEGIN + 35_000))?.at).toBe(FORMAT_1_BEGIN + 29_000);
    expect((await reader.sizes()).parts.find(({ part }) => part === 'frames')?.rows).toBe(6);
    expect(readFileSync(file)).toEqual(readFileSync(FORMAT_1));
  });

  test('opens, goes on with its chain, and says what of it is proven', async () => {
    const file = formatOne();
    const before = wanted(await checkRecord(file));
    expect(before).toMatchObject({ headHash: FORMAT_1_HEAD, problems: [] });
    const wallNow = () => FORMAT_1_BEGIN + 60_000;
    const { record, opened } = await openRecord(file, { wallNow });
    expect(opened).toMatchObject({ created: false, headSeq: 123, headHash: FORMAT_1_HEAD });
    expect(opened.notices).toEqual(['The file was brought from format version 1 to 2.']);
    expect(opened.snapshot).toMatchObject({
      seq: 123,
      models: { rules: Uint8Array.of(59), estimator: Uint8Array.of(1, 59) },
    });
    expect(opened.snapshot?.world.phase).toBe('countdown');
    await append(record, ticks(10, FORMAT_1_BEGIN / 1_000 + 60));
    const issuedAt = FORMAT_1_BEGIN + 69_000;
    const plane = Uint8Array.of(1);
    wanted(await record.write({ frames: [{ issuedAt, density: plane, age: plane }] }));
    await record.close();
    const after = wanted(await checkRecord(file, { head: FORMAT_1_HEAD }));
    expect(after).toMatchObject({
      formatVersion: 2,
      problems: [],
      log: { entries: 133 },
      frames: { proven: 1, unproven: 6 },
      worlds: { proven: 0, unproven: 4 },
    });
    const again = await openRecord(file, { wallNow: () => FORMAT_1_BEGIN + 80_000 });
    expect(again.opened.notices).toEqual([]);
    await again.record.close();
  });
});

describe('a wrong clock', () => {
  const session = (clock: 'wall' | 'stepped') =>
    entry(
      'sessionOpened',
      { session: 'a' as SessionId, event: 'e', source: 'live', clock, exercise: false },
      { observedAt: 1_000, recordedAt: 1_000 },
    );

  test('that stands before the end of its own record is said when that is opened', async () => {
    const file = ownFile();
    const { record } = await openRecord(file);
    await append(record, [session('wall'), ...ticks(100, 10)]);
    await record.close();
    const early = await openRecord(file, { wallNow: () => 60_000 });
    expect(early.opened.notices).toEqual([
      expect.stringContaining('The clock of this machine shows 1970-01-01T00:01:00.000Z'),
    ]);
    await early.record.close();
    const right = await openRecord(file, { wallNow: () => 105_000 });
    expect(right.opened.notices).toEqual([]);
    await right.record.close();
  });

  test('is no matter for a session whose time is not the clock’s', async () => {
    const file = ownFile();
    const { record } = await openRecord(file);
    await append(record, [session('stepped'), ...ticks(100, 10)]);
    await record.close();
    const { record: again, opened } = await openRecord(file, { wallNow: () => 60_000 });
    expect(opened.notices).toEqual([]);
    await again.close();
  });

  test('that goes back is signed through, and what it stamped keeps its order', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const key = await openSigner(path.join(folder, 'key.pem'));
    if (!key.ok) throw new Error(key.error);
    let now = 10 * 60_000;
    const options = { signer: key.value.signer, wallNow: () => now };
    const { record } = await openRecord(file, options);
    await append(record, ticks(10, 600));
    now = 60_000;
    await append(record, ticks(10, 60));
    await append(record, ticks(10, 70));
    await record.close();
    const found = wanted(await checkRecord(file));
    expect(found.problems).toEqual([]);
    expect(found.log.keys).toMatchObject([{ signatures: 2 }]);
    expect(found.log.clock.backwards).toBe(1);
  });
});

describe('the key of an installation', () => {
  test('is made once, for its owner alone, and signs every recording', async () => {
    const folder = tempFolder();
    const signingKey = path.join(folder, 'keys', 'signing.pem');
    const fingerprints = new Set<string>();
    for (const name of ['a', 'b']) {
      const record = new RecordWriter();
      const file = path.join(folder, `${name}.anlan`);
      expect(wanted(await record.open({ file, documents: DOCUMENTS, signingKey })).notices).toEqual(
        [],
      );
      wanted(await record.append(ticks(3)));
      await record.close();
      const { log } = wanted(await checkRecord(file));
      expect(log.signedUntil).toBe(3);
      for (const { fingerprint } of log.keys) fingerprints.add(fingerprint);
    }
    expect(fingerprints.size).toBe(1);
    if (process.platform !== 'win32') expect(statSync(signingKey).mode & 0o777).toBe(0o600);
  });

  test('that others may read, or that is none, is said; the record is kept', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const record = new RecordWriter();
    const opened = wanted(await record.open({ file, documents: DOCUMENTS, signingKey: folder }));
    expect(opened.notices).toEqual([expect.stringContaining('The record is not signed')]);
    wanted(await record.append(ticks(3)));
    await record.close();
    expect(wanted(await checkRecord(file))).toMatchObject({ problems: [], log: { keys: [] } });
    if (process.platform === 'win32') return;
    const key = path.join(folder, 'key.pem');
    await openSigner(key);
    chmodSync(key, 0o644);
    const careless = await openSigner(key);
    expect(careless.ok && careless.value.notices.join()).toContain('chmod 600');
  });
});

describe('anlan check', () => {
  const anlan = (...words: string[]) => {
    const script = fileURLToPath(new URL('../../src/main/cli/anlan.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('says what is proven and what is not, in words and as JSON', async () => {
    const file = ownFile();
    const record = new RecordWriter();
    wanted(await record.open({ file, documents: DOCUMENTS }));
    wanted(await record.append(ticks(30)));
    await record.close();
    const said = anlan('check', file);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(said.stdout).toContain('Nothing is wrong.');
    expect(said.stdout).toContain('everything up to row 30 was signed with the key');
    expect(said.stdout).toContain('Not proven:');
    const json = anlan('check', file, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ lastSeq: 31, problems: [] });
  });

  test('tells damage by its exit code and saves what it can', async () => {
    const file = ownFile();
    const { record } = await openRecord(file);
    await append(record, ticks(30));
    await record.close();
    const sql = await Sql.open(file, 'readWrite');
    await sql.exec('DROP TRIGGER log_keeps_content; UPDATE log SET kind = "tock" WHERE seq = 21');
    await sql.close();
    const said = anlan('check', file);
    expect(said.status).toBe(1);
    expect(said.stdout).toContain('the chain breaks at entry 21: entry 21 was changed');
    const repaired = anlan('check', file, '--repair');
    expect(repaired.status).toBe(0);
    expect(repaired.stdout).toContain('the log up to entry 20');
    expect(anlan('check', file.replace('.anlan', '-repaired.anlan')).status).toBe(0);
    expect(anlan('check', path.join(path.dirname(file), 'none.anlan')).status).toBe(3);
    expect(anlan('check').status).toBe(2);
    const compacted = anlan('compact', file, '--json');
    expect(compacted.status).toBe(0);
    expect(JSON.parse(compacted.stdout)).toMatchObject({ framesRemoved: 0 });
  });
});

test.skipIf(process.platform === 'win32')(
  'a recording in a folder that may only be read is read',
  async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, ticks(30));
    await record.close();
    // As a killed writer leaves it, copied to a disc.
    const live = await openRecord(file);
    await append(live.record, ticks(10, 30));
    const burnt = path.join(tempFolder(), 'burnt.anlan');
    copyFileSync(file, burnt);
    copyFileSync(`${file}-wal`, `${burnt}-wal`);
    await live.record.close();
    for (const part of [folder, path.dirname(burnt)]) chmodSync(part, 0o555);
    await asOrdinaryUser(async () => {
      const reader = new RecordReader();
      expect(wanted(await reader.open({ file })).notices).toEqual([]);
      expect((await reader.span())?.to).toBe(39_000);
      await reader.close();
      const second = new RecordReader();
      const { notices, span } = wanted(await second.open({ file: burnt }));
      expect(notices).toEqual([expect.stringContaining('Copy both into a folder')]);
      expect(span?.to).toBe(29_000);
      await second.close();
    });
    for (const part of [folder, path.dirname(burnt)]) chmodSync(part, 0o755);
  },
);

/** Root may write everywhere, so a test of permissions puts its rights down for a while. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.('nobody');
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
