import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const project = fileURLToPath(new URL('../../', import.meta.url));

// Without a desktop no browser is opened; other systems always have one.
test.runIf(process.platform === 'linux')(
  'npm start without Electron says so in one line, serves the console and prints its address',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anlan-start-'));
    const empty = path.join(folder, 'no-electron');
    mkdirSync(empty);
    const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
    const words = ['--port', '0', '--event-file', path.join(folder, 'night.anlan')];
    const started = spawn(process.execPath, ['config/start.mjs', ...words], {
      cwd: project,
      env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: empty },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => started.once('exit', resolve));
    onTestFinished(async () => {
      started.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    let printed = '';
    let said = '';
    started.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    started.stderr.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    expect(await (await fetch(`${address}/`)).text()).toContain('<div id="root">');
    const lines = said.split('\n').filter((line) => line.startsWith('anlan: '));
    expect(lines).toEqual([
      'anlan: ELECTRON_OVERRIDE_DIST_PATH holds no electron: using the browser (see docs/packaging.md)',
    ]);
    started.kill('SIGINT');
    expect(await ended).toBe(0);
  },
);
