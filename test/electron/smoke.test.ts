import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { expect, test } from 'vitest';
import { findElectron } from '../../config/find-electron.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));
const found = findElectron({ node: process.execPath });
const hasDesktop =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const obstacle = 'missing' in found ? 'no Electron binary' : hasDesktop ? undefined : 'no desktop';

// Not a skipped test: where the binary cannot be had, this is what is true, and `npm start` says the same.
if (obstacle !== undefined) {
  test(`the smoke test of the real shell is skipped: ${obstacle}`, () => {
    process.stdout.write(`skipped: ${obstacle}\n`);
    if ('missing' in found) expect(found.missing).toMatch(/Electron/);
    else expect(hasDesktop).toBe(false);
  });
} else {
  test('the real shell opens the command seat on a rehearsal, sandboxed, and closes in order', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anlan-electron-'));
    const built = spawnSync(process.execPath, [path.join(project, 'config/build-shell.ts')]);
    expect(built.status).toBe(0);
    const app = await _electron.launch({
      executablePath: 'program' in found ? found.program : '',
      cwd: project,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${path.join(folder, 'user')}`,
        project,
        ...['hubin', '--source', 'rehearsal'],
        ...['--event-file', path.join(folder, 'night.anlan')],
      ],
    });
    try {
      const page = await app.firstWindow();
      await page.waitForFunction('globalThis.anlanCounters?.framesDrawn > 2');
      expect(page.url()).toMatch(/^app:\/\/anlan\/index\.html\?/);
      expect(await page.evaluate('typeof require + typeof process')).toBe('undefinedundefined');
      expect(await page.evaluate('Object.isFrozen(anlanShell)')).toBe(true);
      expect(await page.evaluate('fetch("http://127.0.0.1:1/").catch(() => "refused")')).toBe(
        'refused',
      );
    } finally {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
}
