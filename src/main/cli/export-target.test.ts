import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { recordOf, ticks } from '../../../test/record/open-record.ts';
import { tempFolder } from '../../../test/record/temp-folder.ts';
import { compact } from './compact.ts';
import { exportRecording } from './export.ts';
import { refuseTarget } from './export-target.ts';
import { importLog } from './import.ts';
import { report } from './report.ts';

/** A folder with two recordings, and the ways by which the first may be named. */
async function twoNights() {
  const folder = tempFolder();
  const [file, other] = [path.join(folder, 'night.anlan'), path.join(folder, 'other.anlan')];
  await recordOf(file, ticks(3));
  await recordOf(other, ticks(4));
  const [soft, hard] = [path.join(folder, 'soft'), path.join(folder, 'hard')];
  symlinkSync(file, soft);
  linkSync(file, hard);
  return { folder, file, other, soft, hard };
}

test('a recording is no place to write to, by whatever name', async () => {
  const { folder, file, other, soft, hard } = await twoNights();
  for (const out of [file, soft, hard, path.join(folder, '.', 'x', '..', 'night.anlan')]) {
    await expect(refuseTarget(out, file)).rejects.toThrow('is the file that is read');
  }
  await expect(refuseTarget(other, file)).rejects.toThrow('other.anlan is a recording');
  await expect(refuseTarget(`${file}-wal`, other)).rejects.toThrow('belongs to the recording');
  const old = path.join(folder, 'old.html');
  writeFileSync(old, '<html>');
  for (const out of [old, path.join(folder, 'new.html'), folder]) {
    await expect(refuseTarget(out, file)).resolves.toBeUndefined();
  }
});

test('commands leave what they would have destroyed as it is', async () => {
  const { file, other } = await twoNights();
  const text = path.join(path.dirname(file), 'night.ndjson');
  writeFileSync(text, 'not a log\n');
  const before = [file, other, text].map((each) => readFileSync(each));
  const span = { from: undefined, to: undefined };
  for (const out of [file, other]) {
    expect(await exportRecording({ file, format: 'ndjson', out, everyS: 10, ...span })).toBe(1);
    expect(await report({ file, language: 'en', format: 'json', out, ...span })).toBe(1);
    const wish = { framesEveryMs: 60_000, worldsEveryMs: undefined, json: false };
    expect(await compact({ file, to: out, ...wish })).toBe(1);
    expect(await importLog({ file: text, out })).toBe(1);
  }
  expect(await importLog({ file: text, out: text })).toBe(1);
  expect([file, other, text].map((each) => readFileSync(each))).toEqual(before);
});
