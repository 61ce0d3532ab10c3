import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options } from '@electron/fuses';
import { expect, test, vi } from 'vitest';
import { FUSES } from '../../config/fuses.ts';
import { contentSecurityPolicy } from '../../src/main/hub/transport/content-security-policy.ts';
import { electron, FakeContents } from './fake-electron.ts';
import { runShell } from './shell.ts';

/**
 * Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), point by point, on the
 * main process as it runs. What is Electron's default is asserted as well: a default may change, and a line may be
 * added that undoes it.
 */
vi.mock('electron', async () => await import('./fake-electron.ts'));

const project = fileURLToPath(new URL('../../', import.meta.url));
/** Not a literal: the preload's types are those of a page. */
const PRELOAD = '../../src/main/electron/preload.ts';
const read = (file: string) => readFileSync(path.join(project, file), 'utf8');
const shellSources = readdirSync(path.join(project, 'src/main/electron'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => read(`src/main/electron/${name}`))
  .join('\n');

/** Opens all three windows and gives their preferences. */
async function allPreferences() {
  const shell = await runShell();
  await shell.menuClick('大屏');
  await shell.menuClick('复盘席');
  expect(electron.windows).toHaveLength(3);
  return electron.windows.map(({ options }) => options.webPreferences ?? {});
}

function decide(handler: string, ...args: unknown[]): unknown {
  return Reflect.apply(electron.handlers[handler] ?? (() => 'no handler'), undefined, args);
}

test('1. Only load secure content: app:// alone, and no request leaves the program', async () => {
  const shell = await runShell();
  expect(shell.window('command').webContents.url).toMatch(/^app:\/\/anlan\//);
  const cancelled = (url: string) => {
    let cancel: unknown;
    decide('request', { url }, (answer: { cancel: boolean }) => {
      ({ cancel } = answer);
    });
    return cancel;
  };
  for (const url of [
    'http://127.0.0.1:4780/state.json',
    'https://example.com/a.js',
    'ws://127.0.0.1/seat',
    'wss://example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'not an address',
  ]) {
    expect([url, cancelled(url)]).toEqual([url, true]);
  }
  for (const url of ['app://anlan/index.html', 'blob:app://anlan/1', 'data:image/png;base64,']) {
    expect([url, cancelled(url)]).toEqual([url, false]);
  }
});

test('2. No Node integration, in windows, workers and frames', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  }
});

test('3. Context isolation', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ contextIsolation: true });
  }
});

test('4. Sandboxed processes, with one CommonJS preload of at most 60 lines', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({
      sandbox: true,
      preload: '/nowhere/.vite/build/preload.cjs',
    });
  }
  expect(read('src/main/electron/preload.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});

test('5. Every permission is denied', async () => {
  await runShell();
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'usb',
    'any',
  ]) {
    const answers: unknown[] = [];
    decide('permissionRequest', {}, permission, (granted: boolean) => answers.push(granted), {});
    expect(answers).toEqual([false]);
    expect(decide('permissionCheck', undefined, permission, 'app://anlan', {})).toBe(false);
  }
  expect(decide('devicePermission', { deviceType: 'usb' })).toBe(false);
});

test('6. webSecurity stays on', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ webSecurity: true });
  }
});

test('7. A content security policy from nothing upwards, the same in both shells, on every answer', async () => {
  await runShell((fake) => {
    fake.app.appPath = fake.app.userData;
    mkdirSync(path.join(fake.app.userData, '.vite/renderer'), { recursive: true });
    writeFileSync(path.join(fake.app.userData, '.vite/renderer/index.html'), 'page');
  });
  const ask = async (url: string) => await electron.protocols.app?.(new Request(url));
  const page = await ask('app://anlan/index.html?role=wall');
  expect(await page?.text()).toBe('page');
  for (const answer of [page, await ask('app://anlan/nothing.html')]) {
    expect(answer?.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
  }
  const policy = contentSecurityPolicy().split('; ');
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
  );
  const scripts = policy.find((line) => line.startsWith('script-src'));
  expect(scripts).toContain("'self'");
  expect(scripts).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  expect(read('src/main/hub/transport/http.ts')).toContain('contentSecurityPolicy()');
});

test('8. allowRunningInsecureContent stays off', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ allowRunningInsecureContent: false });
  }
});

test('9. No experimental features', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ experimentalFeatures: false });
  }
  expect(shellSources).not.toContain('appendSwitch');
});

test('10. No enableBlinkFeatures', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  }
});

test('11. and 12. No webview: the tag is off, and attaching one is prevented', async () => {
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ webviewTag: false });
  }
  expect(prevented(electron.windows[0]?.webContents, 'will-attach-webview', '')).toBe(true);
  expect(read('src/renderer/index.html')).not.toContain('webview');
});

test('13. No navigation away, in any contents that come to be', async () => {
  const shell = await runShell();
  const stranger = new FakeContents();
  electron.app.emit('web-contents-created', {}, stranger);
  for (const contents of [shell.window('command').webContents, stranger]) {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of [
        'https://example.com/',
        'http://127.0.0.1:4780/',
        'file:///etc/passwd',
        'app://anlan.evil/index.html',
        'app://evil@anlan/index.html',
        'app://evil/index.html',
        'javascript:alert(1)',
        'data:text/html,hello',
        'app:anlan',
        '',
      ]) {
        expect([event, url, prevented(contents, event, url)]).toEqual([event, url, true]);
      }
      expect(prevented(contents, event, 'app://anlan/index.html?role=wall')).toBe(false);
    }
  }
  for (const preferences of await allPreferences()) {
    expect(preferences).toMatchObject({ navigateOnDragDrop: false });
  }
});

test('14. No window is opened by a page', async () => {
  await runShell();
  const contents = new FakeContents();
  electron.app.emit('web-contents-created', {}, contents);
  expect(contents.openHandler?.()).toEqual({ action: 'deny' });
});

test('15. Nothing is handed to shell.openExternal', () => {
  expect(shellSources.length).toBeGreaterThan(10_000);
  expect(shellSources).not.toMatch(/\bopenExternal\s*\(|\bshell\b[^;]*from 'electron'/);
});

test('16. Electron is pinned to one exact version', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number(devDependencies.electron?.split('.')[0])).toBeGreaterThanOrEqual(45);
});

test('17. Messages are taken from the top frame of our own windows and pages alone', async () => {
  const shell = await runShell();
  shell.hubSays({ t: 'running', source: 'rehearsal' });
  const { webContents } = shell.window('command');
  const stranger = new FakeContents();
  stranger.url = 'app://anlan/index.html';
  shell.ask(stranger);
  shell.ask(webContents, { url: 'https://example.com/' });
  shell.ask(webContents, { url: 'app://anlan.evil/index.html' });
  shell.ask(webContents, { parent: {} });
  electron.ipc.emit('hub:ask-port', { sender: webContents, senderFrame: null });
  expect(webContents.posted).toEqual([]);
  expect(stranger.posted).toEqual([]);
  expect(shell.warnings.filter((line) => line.includes('ignored'))).toHaveLength(5);
  shell.ask(webContents);
  expect(webContents.posted).toHaveLength(1);
  shell.switchSeat(stranger, 'en');
  electron.ipc.emit('seat:language-en', { sender: webContents, senderFrame: null });
  const inFrame = { url: webContents.url, parent: {} };
  electron.ipc.emit('seat:language-en', { sender: webContents, senderFrame: inFrame });
  expect(shell.warnings.filter((line) => line.includes('seat:language-en'))).toHaveLength(3);
  expect(webContents.sent).toEqual([]);
  await shell.menuClick('大屏');
  expect(shell.window('wall').webContents.url).toContain('lang=zh');
  // Every channel goes through that check.
  expect(electron.ipc.eventNames()).toEqual([
    'hub:ask-port',
    'seat:language-zh',
    'seat:language-en',
  ]);
  expect(shellSources.match(/\bipcMain\b/g)).toHaveLength(3);
  expect(shellSources.match(/onOwnMessage\(ipcMain,/g)).toHaveLength(2);
});

test('18. Pages come by a protocol of our own, not by file://', async () => {
  await runShell();
  expect(electron.schemes).toEqual([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  expect(Object.keys(electron.protocols)).toEqual(['app']);
  expect(shellSources).not.toMatch(/loadFile|file:\/\//);
});

test('19. Every fuse is named', () => {
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  expect(names.length).toBeGreaterThanOrEqual(9);
  for (const name of names) {
    const option = FuseV1Options[name as keyof typeof FuseV1Options];
    expect([name, typeof FUSES[option]]).toEqual([name, 'boolean']);
  }
  expect(FUSES).toMatchObject({
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
});

test('20. No API of Electron reaches a page: only a frozen object of ours with four things', async () => {
  await runShell();
  const posted: unknown[] = [];
  vi.stubGlobal('window', { postMessage: (...args: unknown[]) => posted.push(args) });
  await import(`${PRELOAD}?run=1`);
  const fake = await import('./fake-electron.ts');
  expect(Object.keys(electron.exposed)).toEqual(['anlanShell']);
  const shell = electron.exposed.anlanShell as Record<string, unknown>;
  expect(Object.isFrozen(shell)).toBe(true);
  expect(Object.keys(shell).sort()).toEqual([
    'electron',
    'platform',
    'requestHubPort',
    'switchedTo',
  ]);

  Reflect.apply(shell.requestHubPort as () => void, undefined, ['anything']);
  for (const word of ['zh', 'en', 'hub:port', {}]) {
    Reflect.apply(shell.switchedTo as () => void, undefined, [word, 'more']);
  }
  expect(fake.ipcRenderer.sent).toEqual([
    ['hub:ask-port'],
    ['seat:language-zh'],
    ['seat:language-en'],
    ['seat:language-en'],
    ['seat:language-en'],
  ]);
  fake.ipcRenderer.emit('hub:port', { ports: ['the port'], sender: 'electron' });
  fake.ipcRenderer.emit('hub:gone', { sender: 'electron' });
  fake.ipcRenderer.emit('shell:language', { sender: 'electron' }, 'en');
  expect(posted).toEqual([
    [{ anlan: 'hubPort' }, '/', ['the port']],
    [{ anlan: 'hubGone' }, '/', []],
    [{ anlan: 'language', language: 'en' }, '/', []],
  ]);
  vi.unstubAllGlobals();
});

function prevented(contents: FakeContents | undefined, event: string, url: string): boolean {
  let stopped = false;
  contents?.emit(event, {
    url,
    preventDefault: () => {
      stopped = true;
    },
  });
  return stopped;
}
