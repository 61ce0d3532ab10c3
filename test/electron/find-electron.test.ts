import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findElectron } from '../../config/find-electron.mjs';

const unpack = fileURLToPath(new URL('../../config/unpack-electron.mjs', import.meta.url));

test('Electron is taken from the folder that ELECTRON_OVERRIDE_DIST_PATH names, or it is said', () => {
  const folder = tempFolder();
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(findElectron({ node: process.execPath })).toEqual({
    missing: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH'),
  });
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const program = path.join(folder, names[process.platform as keyof typeof names] ?? 'electron');
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  expect(findElectron({ node: process.execPath })).toEqual({ program });
});

test('a cache without it is left as it is, and nothing is downloaded', () => {
  const cache = tempFolder();
  const began = spawnSync(process.execPath, [unpack], {
    // A download would have to go through here, where nobody answers.
    env: { ...process.env, electron_config_cache: cache, ELECTRON_MIRROR: 'http://127.0.0.1:9/' },
    encoding: 'utf8',
  });
  expect(began.status).toBe(1);
  expect(began.stdout + began.stderr).toBe('');
});

function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-find-electron-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
