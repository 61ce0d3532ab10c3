import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../../../test/record/temp-folder.ts';
import { replaceFile } from './replace-file.ts';

async function* broken() {
  yield 'half of ';
  throw new Error('the disk is full');
}

test('a file is replaced when the new one is whole', async () => {
  const file = path.join(tempFolder(), 'night.geojson');
  await replaceFile(file, 'first');
  await replaceFile(file, 'second');
  expect(readFileSync(file, 'utf8')).toBe('second');
  expect(readdirSync(path.dirname(file))).toEqual(['night.geojson']);
});

test('a failure half way leaves the old file, and nothing beside it', async () => {
  const file = path.join(tempFolder(), 'night.geojson');
  writeFileSync(file, 'old');
  await expect(replaceFile(file, broken())).rejects.toThrow('the disk is full');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(path.dirname(file))).toEqual(['night.geojson']);
});
