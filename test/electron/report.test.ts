import { expect, test, vi } from 'vitest';
import { must } from '../../src/domain/base/assert.ts';
import { type BrowserWindow, electron } from './fake-electron.ts';
import { type RunningShell, runShell } from './shell.ts';

vi.mock('electron', async () => await import('./fake-electron.ts'));

const MAP = { do: 'picture', job: 1, session: 'r1', language: 'en', issuedAt: 5_000 } as const;

/** A shell whose hub runs. */
async function running(): Promise<RunningShell> {
  const shell = await runShell();
  shell.hubSays({ t: 'running', source: 'live' });
  return shell;
}

/** What the hub is told of its wish. */
async function drawn(shell: RunningShell, n: number): Promise<unknown> {
  const find = () =>
    shell.hubHeard().find((heard) => {
      const { t, n: number } = heard as { t: string; n?: number };
      return t === 'drawn' && number === n;
    });
  await expect.poll(find).toBeDefined();
  return (find() as { made: unknown }).made;
}

/** The window that was made for a report. */
const hidden = (): BrowserWindow => must(electron.windows[1], 'a window of the report');

/** A seat in the window draws these instants, one after the other. */
function draws(window: BrowserWindow, ...instants: readonly string[]): void {
  let looks = 0;
  window.webContents.run = () => {
    const shown = instants[Math.min(looks, instants.length - 1)];
    looks += 1;
    return shown;
  };
}

test('a map of a report is the picture of a window that nobody sees, once its seat has drawn the instant', async () => {
  const shell = await running();
  shell.hubSays({ t: 'draw', n: 7, wish: MAP });
  await shell.settle();
  const window = hidden();
  const address = new URL(window.webContents.url);
  expect(`${address.protocol}//${address.host}${address.pathname}`).toBe('app://anlan/index.html');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    view: 'map',
    session: 'r1',
    lang: 'en',
  });
  expect(window.options.show).toBe(false);
  expect(window.options.webPreferences).toMatchObject({
    offscreen: true,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  // Its seat gets a port as every other window's does.
  shell.ask(window.webContents);
  expect(window.webContents.posted).toMatchObject([{ channel: 'hub:port' }]);

  window.webContents.picture = Uint8Array.from([1, 2, 3]);
  draws(window, '', '4000', '5000');
  expect(await drawn(shell, 7)).toEqual({ ok: true, value: Uint8Array.from([85, 1, 2, 3]) });

  // The next instant is drawn by the same window.
  draws(window, '9000');
  shell.hubSays({ t: 'draw', n: 8, wish: { ...MAP, issuedAt: 9_000 } });
  expect(await drawn(shell, 8)).toMatchObject({ ok: true });
  expect(electron.windows).toHaveLength(2);
  expect(window.log).toEqual(['load']);

  shell.hubSays({ t: 'draw', n: 9, wish: { do: 'done', job: 1 } });
  expect(await drawn(shell, 9)).toEqual({ ok: true, value: new Uint8Array() });
  expect(window.isDestroyed()).toBe(true);
  expect(shell.kinds()).toEqual(['command']);
  // Whoever is gone is nobody of ours.
  shell.ask(window.webContents);
  expect(window.webContents.posted).toHaveLength(1);
});

test('a report is printed by a window that runs no script, from a page that nobody else can have', async () => {
  const shell = await running();
  shell.hubSays({ t: 'draw', n: 1, wish: { do: 'pdf', job: 4, html: '<p>报告</p>' } });
  const made = (await drawn(shell, 1)) as { value: Uint8Array };
  expect(new TextDecoder().decode(made.value)).toBe('%PDF <p>报告</p>');
  const { webContents, options } = hidden();
  expect(options.show).toBe(false);
  expect(options.webPreferences).toMatchObject({ javascript: false, sandbox: true });
  expect(options.webPreferences).not.toHaveProperty('preload');
  expect(webContents.printed[0]?.options).toMatchObject({
    printBackground: true,
    preferCSSPageSize: true,
    pageSize: 'A4',
  });
  // It was held for the print alone, and its window gets no port.
  expect((await electron.protocols.app?.(new Request(webContents.url)))?.status).toBe(404);
  shell.ask(webContents);
  expect(webContents.posted).toEqual([]);
});

test('what cannot be drawn is said: an empty picture, a window that was closed', async () => {
  const shell = await running();
  shell.hubSays({ t: 'draw', n: 1, wish: MAP });
  await shell.settle();
  draws(hidden(), '5000');
  expect(await drawn(shell, 1)).toEqual({ ok: false, error: expect.stringContaining('empty') });

  draws(hidden(), 'none');
  shell.hubSays({ t: 'draw', n: 5, wish: { ...MAP, issuedAt: 6_000 } });
  expect(await drawn(shell, 5)).toEqual({ ok: false, error: expect.stringContaining('WebGL') });

  draws(hidden(), '');
  shell.hubSays({ t: 'draw', n: 2, wish: { ...MAP, issuedAt: 6_000 } });
  shell.hubSays({ t: 'draw', n: 3, wish: { do: 'done', job: 1 } });
  expect(await drawn(shell, 2)).toEqual({
    ok: false,
    error: expect.stringContaining('not wanted'),
  });
});

test('with its hub the windows of its reports go', async () => {
  const shell = await running();
  shell.hubSays({ t: 'draw', n: 1, wish: MAP });
  await shell.settle();
  const window = hidden();
  electron.hubs[0]?.emit('exit', 70);
  expect(window.isDestroyed()).toBe(true);
  expect(shell.kinds()).toEqual(['command']);
});

test('a wish that is none is not drawn', async () => {
  const shell = await running();
  shell.hubSays({ t: 'draw', n: 1, wish: { do: 'picture', job: 1, session: '' } });
  await shell.settle();
  expect(electron.windows).toHaveLength(1);
  expect(shell.warnings.join()).toContain('not understood');
});
