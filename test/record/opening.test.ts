import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EventFile } from '../../src/store/event-file.ts';
import type { RecordFailure } from '../../src/store/record.ts';
import { Sql } from '../../src/store/sql.ts';
import { verifyChain } from '../../src/store/verify.ts';
import { append, DOCUMENTS, openRecord, recordOf, ticks } from './open-record.ts';
import { tempFolder } from './temp-folder.ts';

async function failureOf(file: string): Promise<RecordFailure | undefined> {
  const outcome = await EventFile.open(file, { documents: DOCUMENTS });
  if (!outcome.ok) return outcome.error;
  await outcome.value.record.close();
  return undefined;
}

async function change(file: string, statements: string): Promise<void> {
  const sql = await Sql.open(file, 'create');
  await sql.exec(statements);
  await sql.close();
}

describe('a record that can be opened', () => {
  test('is made from the documents when nothing is there, and read from the file afterwards', async () => {
    const file = path.join(tempFolder(), '安澜 night.anlan');
    const made = await openRecord(file);
    expect(made.opened).toMatchObject({
      created: true,
      documents: DOCUMENTS,
      headSeq: 0,
      notices: [],
    });
    await append(made.record, ticks(3));
    await made.record.close();
    const again = await openRecord(file, { documents: { 'other.json': '{}' } });
    expect(again.opened).toMatchObject({
      created: false,
      documents: DOCUMENTS,
      headSeq: 3,
      notices: [],
    });
    const verified = await verifyChain(file);
    expect(verified.ok && verified.value.headHash).toBe(again.opened.headHash);
    await again.record.close();
  });

  test('is one file when it is closed, beside the empty file of its lock', async () => {
    const folder = tempFolder();
    await recordOf(path.join(folder, 'night.anlan'), ticks(3));
    expect((await verifyChain(path.join(folder, 'night.anlan'))).ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['night.anlan', 'night.anlan-lock']);
    expect(statSync(path.join(folder, 'night.anlan-lock')).size).toBe(0);
  });

  test('is begun anew in a file that is empty, and says so', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    writeFileSync(file, '');
    const { record, opened } = await openRecord(file);
    expect(opened.created).toBe(true);
    expect(opened.notices).toEqual(['The file was there but empty; it was begun anew.']);
    await record.close();
  });

  test('passes over a damaged snapshot, takes the one before and says so', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, ticks(10));
    for (const seq of [4, 8]) {
      const world = {
        time: seq,
        levels: {},
        checkpoints: {},
        drones: {},
        units: {},
        broadcasts: {},
        marks: {},
        mapLayers: {},
        warnings: {},
        editedFeeds: {},
        sensors: [],
        feeds: {},
        dataQuality: {},
      };
      await record.write({ snapshots: [{ seq, world, models: { rules: Uint8Array.of(seq) } }] });
    }
    await record.close();
    await change(file, `UPDATE models SET state = x'00' WHERE seq = 8`);
    const again = await openRecord(file);
    expect(again.opened.snapshot).toMatchObject({ seq: 4, models: { rules: Uint8Array.of(4) } });
    expect(again.opened.headSeq).toBe(12);
    expect(again.opened.notices).toEqual([
      expect.stringContaining('snapshot at entry 8 is damaged'),
    ]);
    await again.record.close();
  });
});

describe('opening refuses', () => {
  test('a path where nothing is, without documents to make it from', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const outcome = await EventFile.open(file);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'missing' } });
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  test('a path in a folder that does not exist', async () => {
    const file = path.join(tempFolder(), 'no', 'night.anlan');
    expect(await failureOf(file)).toMatchObject({ code: 'missing' });
  });

  test('a folder', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    mkdirSync(file);
    expect(await failureOf(file)).toMatchObject({ code: 'notAnEventFile' });
  });

  test.each([
    ['a text file', 'This is the plan of the night.\n'.repeat(100)],
    ['a short text file', 'hello'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452'.repeat(200), 'hex')],
  ])('%s, and leaves it as it is', async (_what, content) => {
    const file = path.join(tempFolder(), 'night.anlan');
    writeFileSync(file, content);
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ code: 'notAnEventFile' });
    expect(failure?.message).toContain(file);
    expect(readFileSync(file)).toEqual(Buffer.from(content));
    expect(readdirSync(path.dirname(file))).toEqual(['night.anlan']);
  });

  test('a SQLite file of another program, and leaves it as it is', async () => {
    const file = path.join(tempFolder(), 'contacts.db');
    await change(file, 'CREATE TABLE contacts (name); INSERT INTO contacts VALUES (1)');
    const before = readFileSync(file);
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ code: 'notAnEventFile' });
    expect(failure?.message).toContain('a SQLite file of another program');
    expect(readFileSync(file)).toEqual(before);
  });

  test('a file from a newer version, naming both', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    await recordOf(file, ticks(3));
    await change(file, `UPDATE meta SET value = '42' WHERE name = 'formatVersion'`);
    const failure = await failureOf(file);
    expect(failure?.code).toBe('newerVersion');
    expect(failure?.message).toMatch(/format version 42\b.*versions up to 2\b/);
  });

  test('a file that was cut short, wherever the cut is', async () => {
    const folder = tempFolder();
    const whole = path.join(folder, 'whole.anlan');
    await recordOf(whole, ticks(2_000));
    const { size } = statSync(whole);
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      const file = path.join(folder, `cut-${share}.anlan`);
      copyFileSync(whole, file);
      truncateSync(file, Math.floor(size * share));
      const failure = await failureOf(file);
      expect(failure).toMatchObject({ code: 'damaged' });
      expect(failure?.message).toMatch(/is damaged: .+ Keep it as it is, copy it/);
    }
  });

  test('a file with a page of rubbish in it', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    await recordOf(file, ticks(2_000));
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 10 * 4_096, 11 * 4_096);
    writeFileSync(file, bytes);
    expect(await failureOf(file)).toMatchObject({ code: 'damaged' });
  });

  test('a file whose chain is broken in its tail, naming the entry', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    await recordOf(file, ticks(20));
    await change(
      file,
      `DROP TRIGGER log_keeps_content; UPDATE log SET observed_at = 0.5 WHERE seq = 17`,
    );
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ code: 'damaged' });
    expect(failure?.message).toContain('entry 17 was changed');
  });

  test('a file whose last entries were taken out from under a frame', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file);
    await append(record, ticks(20));
    const frame = { issuedAt: 5, density: Uint8Array.of(1), age: Uint8Array.of(2) };
    await record.write({ frames: [frame] });
    await record.close();
    await change(file, 'DROP TRIGGER log_keeps_rows; DELETE FROM log WHERE seq > 15');
    const failure = await failureOf(file);
    expect(failure?.message).toContain('entries 16 to 21 are missing at the end of its log');
  });

  test('a file that this process writes already, by whatever name', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    const { record } = await openRecord(file);
    expect(await failureOf(path.join(folder, '.', 'x', '..', 'night.anlan'))).toMatchObject({
      code: 'inUse',
    });
    await record.close();
    expect(await failureOf(file)).toBeUndefined();
  });

  test('a file that another process writes, until that process is killed', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { child, said } = await holdInOtherProcess(file);
    expect(said).toBe('open');
    const failure = await failureOf(file);
    expect(failure).toMatchObject({ code: 'inUse' });
    expect(failure?.message).toContain(file);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await failureOf(file)).toBeUndefined();
  });

  test('a file that this process writes, to another process', async () => {
    const file = path.join(tempFolder(), 'night.anlan');
    const { record } = await openRecord(file);
    expect((await holdInOtherProcess(file)).said).toBe('inUse');
    await append(record, ticks(1));
    await record.close();
  });

  test.skipIf(process.platform === 'win32')('a folder that may not be written', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await recordOf(file, ticks(3));
    chmodSync(folder, 0o555);
    const failure = await asOrdinaryUser(() => failureOf(file));
    expect(failure).toMatchObject({ code: 'readOnly' });
    expect(failure?.message).toContain(folder);
    const fresh = path.join(folder, 'new.anlan');
    expect(await asOrdinaryUser(() => failureOf(fresh))).toMatchObject({ code: 'readOnly' });
    expect(await asOrdinaryUser(() => verifyChain(file))).toMatchObject({ ok: true });
  });

  test.skipIf(process.platform === 'win32')('a file that is write-protected', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'night.anlan');
    await recordOf(file, ticks(3));
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    const failure = await asOrdinaryUser(() => failureOf(file));
    expect(failure).toMatchObject({ code: 'readOnly' });
  });
});

async function holdInOtherProcess(file: string): Promise<{ child: ChildProcess; said: string }> {
  const script = fileURLToPath(new URL('hold-record.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

/** Root may write everywhere, so a test of permissions puts its rights down for a while. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.('nobody');
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
