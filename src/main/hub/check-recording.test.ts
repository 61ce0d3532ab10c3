import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeShortNight } from '../../../test/fixtures/short-night-file.ts';
import { EventFile } from '../../store/event-file.ts';
import { Sql, textIn } from '../../store/sql.ts';
import { checkRecording } from './check-recording.ts';

describe('an event file that a session is to go on in', () => {
  test('that is whole can be opened, and nothing is changed or laid beside it', async () => {
    const file = await recording();
    rmSync(`${file}-lock`, { force: true });
    const before = readFileSync(file);
    expect(await checkRecording(file)).toMatchObject({ ok: true });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(path.dirname(file))).toEqual(['night.anlan']);
  });

  test('that is not there, empty, or of another kind says which', async () => {
    const folder = path.dirname(await recording());
    const empty = path.join(folder, 'empty.anlan');
    writeFileSync(empty, '');
    const text = path.join(folder, 'text.anlan');
    writeFileSync(text, 'a letter '.repeat(1_000));
    expect(await codeOf(path.join(folder, 'nowhere.anlan'))).toBe('missing');
    expect(await codeOf(path.join(folder, 'gone', 'night.anlan'))).toBe('missing');
    expect(await codeOf(empty)).toBe('missing');
    expect(await codeOf(text)).toBe('notAnEventFile');
  });

  test('that was cut, or whose log was changed, is damaged', async () => {
    const file = await recording();
    const cut = path.join(path.dirname(file), 'cut.anlan');
    const whole = readFileSync(file);
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length / 2)));
    expect(await codeOf(cut)).toBe('damaged');
    const changed = path.join(path.dirname(file), 'changed.anlan');
    copyFileSync(file, changed);
    await forge(changed, 'DELETE FROM log WHERE seq = (SELECT max(seq) - 1 FROM log)');
    expect(await codeOf(changed)).toBe('damaged');
  });

  test('whose documents are no event says what is wrong with them', async () => {
    const other = path.join(path.dirname(await recording()), 'other.anlan');
    const made = await EventFile.open(other, { documents: { 'site.json': '{}' } });
    if (!made.ok) throw new Error(made.error.message);
    await made.value.record.close();
    const checked = await checkRecording(other);
    expect(checked).toMatchObject({
      ok: false,
      error: { code: 'event', message: expect.stringContaining('site.json') },
    });
  });
});

async function recording(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-check-recording-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'night.anlan');
  await writeShortNight(file);
  return file;
}

/** As one does who wants to hide it: without the triggers that forbid it. */
async function forge(file: string, statement: string): Promise<void> {
  const sql = await Sql.open(file, 'readWrite');
  for (const row of await sql.all("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
    await sql.exec(`DROP TRIGGER "${textIn(row, 'name')}"`);
  }
  await sql.exec(statement);
  await sql.close();
}

async function codeOf(file: string): Promise<string> {
  const checked = await checkRecording(file);
  return checked.ok ? 'none' : checked.error.code;
}
