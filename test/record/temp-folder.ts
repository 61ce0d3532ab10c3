import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder for one test, removed when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
