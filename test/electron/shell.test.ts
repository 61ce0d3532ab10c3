import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { electron } from './fake-electron.ts';
import { runShell } from './shell.ts';

vi.mock('electron', async () => await import('./fake-electron.ts'));
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIVE = { t: 'running', source: 'live' };
const REHEARSAL = { t: 'running', source: 'rehearsal' };
const TWO_SCREENS = [
  { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
  { id: 2, workArea: { x: 1920, y: 0, width: 1920, height: 1040 } },
];

describe('the shell starts', () => {
  test('with the command window, hidden until it is painted, and a hub in a process of its own', async () => {
    const shell = await runShell();
    expect(shell.kinds()).toEqual(['command']);
    const window = shell.window('command');
    expect(window.webContents.url).toBe(
      'app://anlan/index.html?window=command&role=commander&lang=zh',
    );
    expect(window.options.show).toBe(false);
    expect(window.log).toEqual(['load']);
    window.emit('ready-to-show');
    expect(window.log).toEqual(['load', 'show']);
    expect(window.maximized).toBe(true);
    expect(electron.hubs).toHaveLength(1);
    expect(electron.hubs[0]?.file).toBe('/nowhere/.vite/build/hub-process.cjs');
    expect(shell.hubHeard()[0]).toMatchObject({ t: 'open', order: { version: '1.2.3' } });
  });

  test('once: the second leaves at once, and the first brings its window to the front', async () => {
    await runShell((fake) => {
      fake.app.locked = false;
    });
    expect(electron.app.quits).toBe(1);
    expect(electron.windows).toEqual([]);
    expect(electron.hubs).toEqual([]);

    const shell = await runShell();
    const window = shell.window('command');
    window.minimized = true;
    electron.app.emit('second-instance', {}, ['anlan', '--flag']);
    expect(window.log).toEqual(['load', 'restore', 'focus']);
    expect(shell.kinds()).toEqual(['command']);
  });

  test('opens the event file that a second start was given', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ response: 1 }];
    });
    shell.hubSays(REHEARSAL);
    // Relative to where the second start stood, not to where this program stands.
    electron.app.emit('second-instance', {}, ['anlan', 'night.anlan'], '/data');
    await shell.settle();
    expect(shell.hubHeard()).toEqual([{ t: 'check', file: '/data/night.anlan' }]);
    await shell.fileChecked();
    expect(electron.asked).toMatchObject([
      {
        dialog: 'message',
        options: { buttons: ['继续演练', '结束演练并打开'], defaultId: 0, cancelId: 0 },
      },
    ]);
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(shell.hubHeard()).toMatchObject([
      { t: 'open', order: { words: ['/data/night.anlan'] } },
    ]);
    expect(shell.window('command').log).toEqual(['load', 'focus', 'load']);
  });
});

test('a rehearsal is not ended for a file from outside when the answer is to keep it', async () => {
  const shell = await runShell((fake) => {
    fake.answers = [{ response: 0 }];
  });
  shell.hubSays(REHEARSAL);
  electron.app.emit('second-instance', {}, ['anlan', '/data/night.anlan'], '/');
  await shell.settle();
  await shell.fileChecked();
  expect(electron.asked).toHaveLength(1);
  expect(electron.hubs[0]?.received.map(({ message }) => message)).toMatchObject([{ t: 'open' }]);
});

describe('windows', () => {
  test('of four kinds stand on their screens, and come back where they stood', async () => {
    const first = await runShell((fake) => {
      fake.displays = TWO_SCREENS;
    });
    const { userData } = electron.app;
    await first.menuClick('大屏');
    await first.menuClick('复盘席');
    await first.menuClick('规划席');
    expect(first.kinds()).toEqual(['command', 'wall', 'review', 'planner']);
    expect(new URL(first.window('wall').webContents.url).searchParams.get('role')).toBe('wall');
    expect(new URL(first.window('review').webContents.url).searchParams.get('role')).toBe(
      'reviewer',
    );
    expect(first.window('planner').webContents.url).toBe(
      'app://anlan/index.html?window=planner&role=planner&lang=zh',
    );
    first.window('wall').emit('ready-to-show');
    expect(first.window('wall').fullScreen).toBe(true);
    expect(first.window('wall').bounds.x).toBeGreaterThanOrEqual(1920);

    const review = first.window('review');
    review.bounds = { x: 2000, y: 50, width: 1000, height: 700 };
    review.emit('move');
    const planner = first.window('planner');
    planner.bounds = { x: 2100, y: 60, width: 1100, height: 720 };
    planner.emit('move');
    vi.advanceTimersByTime(1_000);
    const remembered = readFileSync(path.join(userData, 'windows.json'), 'utf8');

    const second = await runShell((fake) => {
      fake.displays = TWO_SCREENS;
      writeFileSync(path.join(fake.app.userData, 'windows.json'), remembered);
    });
    expect(second.kinds()).toEqual(['command', 'wall', 'review', 'planner']);
    expect(second.window('review').bounds).toMatchObject({ x: 2000, y: 50, width: 1000 });
    expect(second.window('planner').bounds).toMatchObject({ x: 2100, y: 60, width: 1100 });
    expect(second.window('planner').webContents.url).toContain('role=planner');
    expect(second.warnings).toEqual([]);
  });

  test('begin anew, and it is said, when what was remembered is damaged', async () => {
    const shell = await runShell((fake) => {
      writeFileSync(path.join(fake.app.userData, 'windows.json'), '{"open": "everything"}');
    });
    expect(shell.kinds()).toEqual(['command']);
    expect(shell.warnings.join()).toMatch(/windows\.json.*open/);
  });

  test('one of a kind: the menu brings an open one to the front', async () => {
    const shell = await runShell();
    await shell.menuClick('指挥席');
    expect(shell.kinds()).toEqual(['command']);
    expect(shell.window('command').log).toContain('focus');
  });

  test('a page that crashed is loaded again', async () => {
    const shell = await runShell();
    const window = shell.window('command');
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    vi.advanceTimersByTime(1_000);
    expect(window.log).toEqual(['load', 'load']);
    expect(shell.warnings.join()).toContain('crashed');
  });

  test('follow the language chosen in the menu, which is remembered', async () => {
    const shell = await runShell();
    await shell.menuClick('English');
    expect(shell.window('command').webContents.sent).toEqual([
      { channel: 'shell:language', args: ['en'] },
    ]);
    await shell.menuClick('Wall');
    expect(shell.window('wall').webContents.url).toContain('lang=en');
    const file = readFileSync(path.join(electron.app.userData, 'windows.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ language: 'en' });
  });

  test('stay in the language that was chosen when they are loaded anew, and on their session', async () => {
    const shell = await runShell((fake) => {
      fake.app.languages = ['en-GB'];
      fake.answers = [{ canceled: false, filePath: path.join(fake.app.userData, 'tonight') }];
    });
    shell.hubSays(REHEARSAL);
    const { webContents } = shell.window('command');
    expect(webContents.url).toContain('lang=en');
    await shell.menuClick('中文');
    await shell.menuClick('复盘席');
    const review = shell.window('review').webContents;
    review.url += '&session=replay-7';
    await shell.menuClick('English');
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    review.emit('render-process-gone', {}, { reason: 'crashed' });
    vi.advanceTimersByTime(1_000);
    expect(webContents.url).toBe('app://anlan/index.html?window=command&role=commander&lang=en');
    expect(review.url).toBe(
      'app://anlan/index.html?window=review&role=reviewer&lang=en&session=replay-7',
    );
    await shell.menuClick('中文');
    await shell.menuClick('新的实况：随附的湖滨活动…');
    await vi.waitFor(() => expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' }));
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(webContents.url).toContain('lang=zh');
    expect(review.url).toContain('lang=zh');
  });

  test("follow a seat's own key together with menu and memory; that seat is not told its own word", async () => {
    const shell = await runShell();
    await shell.menuClick('大屏');
    const wall = shell.window('wall').webContents;
    shell.switchSeat(wall, 'en');
    expect(wall.sent).toEqual([]);
    expect(shell.window('command').webContents.sent).toEqual([
      { channel: 'shell:language', args: ['en'] },
    ]);
    await shell.menuClick('Review seat');
    expect(shell.window('review').webContents.url).toContain('lang=en');
    const file = readFileSync(path.join(electron.app.userData, 'windows.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ language: 'en' });
    shell.switchSeat(wall, 'zh');
    await shell.menuClick('规划席');
    expect(shell.window('planner').webContents.url).toContain('lang=zh');
  });
});

describe('seat and hub', () => {
  test('each window gets a port of its own when the hub runs, and a new one after a restart', async () => {
    const shell = await runShell();
    const { webContents } = shell.window('command');
    shell.ask(webContents);
    expect(webContents.posted).toEqual([]);
    shell.hubSays(LIVE);
    expect(webContents.posted).toMatchObject([{ channel: 'hub:port' }]);
    expect(electron.hubs[0]?.received.map(({ message }) => message)).toMatchObject([
      { t: 'open' },
      { t: 'seat' },
    ]);
    expect(electron.hubs[0]?.received[1]?.ports).toHaveLength(1);
    expect(webContents.posted[0]?.ports).toHaveLength(1);

    shell.hubSays({ t: 'recordsTo', file: '/data/night.anlan' });
    electron.hubs[0]?.emit('exit', 70);
    expect(webContents.sent).toEqual([{ channel: 'hub:gone', args: [] }]);
    shell.ask(webContents);
    vi.advanceTimersByTime(499);
    expect(electron.hubs).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(electron.hubs).toHaveLength(2);
    expect(shell.hubHeard()).toMatchObject([
      { t: 'open', order: { recordTo: '/data/night.anlan', goesOn: true } },
    ]);
    shell.hubSays(LIVE);
    expect(webContents.posted).toHaveLength(2);
  });

  test('why a hub cannot be started again is said once, not at every try, and again after it ran', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{}, {}];
    });
    shell.hubSays(LIVE);
    const refuseRestart = () => {
      electron.hubs.at(-1)?.emit('exit', 70);
      vi.advanceTimersByTime(30_000);
      shell.hubSays({ t: 'refused', message: 'there is no event file' });
      electron.hubs.at(-1)?.emit('exit', 2);
      vi.advanceTimersByTime(30_000);
    };
    refuseRestart();
    refuseRestart();
    await shell.settle();
    expect(electron.asked).toMatchObject([
      { options: { type: 'error', message: '会话中断了，还不能接着进行。' } },
    ]);
    expect(electron.asked[0]?.options.detail).toContain('there is no event file');
    shell.hubSays(LIVE);
    refuseRestart();
    expect(electron.asked).toHaveLength(2);
  });

  test('a window that has its port gets no second one when another window asks', async () => {
    const shell = await runShell();
    shell.hubSays(REHEARSAL);
    await shell.menuClick('大屏');
    shell.ask(shell.window('command').webContents);
    shell.ask(shell.window('wall').webContents);
    expect(shell.window('command').webContents.posted).toHaveLength(1);
    expect(shell.window('wall').webContents.posted).toHaveLength(1);
  });

  test('a fatal error in the hub is said, and the exit after it starts the hub again', async () => {
    const shell = await runShell();
    electron.hubs[0]?.emit('error', 'FatalError', 'V8', 'out of memory');
    electron.hubs[0]?.emit('exit', 133);
    vi.advanceTimersByTime(500);
    expect(electron.hubs).toHaveLength(2);
    expect(shell.warnings.join()).toContain('FatalError at V8');
  });

  test('a window that is gone gets no port', async () => {
    const shell = await runShell();
    await shell.menuClick('大屏');
    const wall = shell.window('wall');
    shell.ask(wall.webContents);
    wall.close();
    shell.hubSays(REHEARSAL);
    expect(wall.webContents.posted).toEqual([]);
    expect(shell.hubHeard()).toHaveLength(1);
  });

  test('what the hub cannot open, and what it must say, is said in a native dialog', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ response: 0 }];
    });
    shell.hubSays({ t: 'refused', message: 'the file is damaged at entry 7' });
    expect(electron.asked[0]?.options).toMatchObject({
      type: 'error',
      detail: 'the file is damaged at entry 7',
    });
    const other = await runShell((fake) => {
      fake.answers = [{ response: 0 }];
    });
    other.hubSays({ ...LIVE, notice: 'feeds cannot reach port 4780' });
    expect(electron.asked[0]?.options).toMatchObject({
      type: 'warning',
      detail: 'feeds cannot reach port 4780',
    });
  });
});

describe('recordings', () => {
  const CHOSEN = { canceled: false, filePaths: ['/data/last-year.anlan'] };

  test('open beside what runs, in the review window; a live session goes on', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [CHOSEN];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('打开记录回放…');
    expect(electron.asked).toMatchObject([
      { dialog: 'open', options: { title: '打开记录回放…', filters: [{ extensions: ['anlan'] }] } },
    ]);
    expect(shell.hubHeard().slice(1)).toEqual([
      { t: 'openRecording', n: 1, file: '/data/last-year.anlan' },
    ]);
    expect(shell.kinds()).toEqual(['command']);

    shell.hubSays({ t: 'replay', n: 1, opened: { ok: true, value: 'replay-7' } });
    await shell.settle();
    expect(shell.kinds()).toEqual(['command', 'review']);
    const { webContents } = shell.window('review');
    expect(webContents.url).toBe(
      'app://anlan/index.html?window=review&role=reviewer&lang=zh&session=replay-7',
    );
    expect(JSON.stringify([webContents.sent, webContents.posted])).not.toContain('last-year');
    expect(electron.hubs).toHaveLength(1);
  });

  test('take the place of what an open review window shows', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [CHOSEN];
    });
    shell.hubSays(REHEARSAL);
    await shell.menuClick('复盘席');
    await shell.menuClick('打开记录回放…');
    shell.hubSays({ t: 'replay', n: 1, opened: { ok: true, value: 'replay-8' } });
    await shell.settle();
    expect(shell.kinds()).toEqual(['command', 'review']);
    expect(shell.window('review').webContents.url).toContain('session=replay-8');
    expect(shell.window('review').log).toEqual(['load', 'load', 'focus']);
  });

  test('that cannot be opened are told in words, and nothing changes', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [CHOSEN, {}, { canceled: true, filePaths: [] }];
    });
    shell.hubSays(REHEARSAL);
    await shell.menuClick('打开记录回放…');
    shell.hubSays({ t: 'replay', n: 1, opened: { ok: false, error: 'no event file' } });
    await shell.settle();
    expect(electron.asked[1]?.options).toMatchObject({
      type: 'error',
      message: '无法打开这份记录。',
      detail: 'no event file',
    });
    await shell.menuClick('打开记录回放…');
    expect(shell.kinds()).toEqual(['command']);
    expect(shell.hubHeard()).toHaveLength(2);
  });

  test('are what the hub opens where nothing else runs', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{}, CHOSEN];
    });
    shell.hubSays({ t: 'refused', message: 'there is no such event' });
    electron.hubs[0]?.emit('exit', 2);
    await shell.menuClick('打开记录回放…');
    expect(electron.hubs).toHaveLength(2);
    expect(shell.hubHeard()).toMatchObject([
      { t: 'open', order: { words: ['/data/last-year.anlan', '--replay'] } },
    ]);
    expect(shell.kinds()).toEqual(['command', 'review']);
  });
});

describe('a live recording', () => {
  test('keeps the screens awake while it runs, through a restart, and no longer', async () => {
    const shell = await runShell();
    shell.hubSays(REHEARSAL);
    expect(electron.blockers.size).toBe(0);
    shell.hubSays(LIVE);
    shell.hubSays(LIVE);
    expect(electron.blockers.size).toBe(1);
    electron.hubs[0]?.emit('exit', 70);
    expect(electron.blockers.size).toBe(1);
    vi.advanceTimersByTime(500);
    shell.hubSays(LIVE);
    expect(electron.blockers.size).toBe(1);
    electron.answers = [{ response: 1 }];
    electron.app.quit();
    await shell.settle();
    electron.hubs[1]?.emit('exit', 0);
    await shell.settle();
    expect(electron.blockers.size).toBe(0);
  });

  test('is not stopped by closing the last window when the answer is to keep it', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ response: 0 }];
    });
    shell.hubSays(LIVE);
    expect(shell.window('command').close()).toBe(false);
    await shell.settle();
    expect(electron.asked[0]?.options).toMatchObject({
      buttons: ['继续记录', '停止记录并退出'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(shell.kinds()).toEqual(['command']);
    expect(shell.hubHeard()).toHaveLength(1);
    expect(electron.app.quitted).toBe(false);
  });

  test('is not asked about while another window stays', async () => {
    const shell = await runShell();
    shell.hubSays(LIVE);
    await shell.menuClick('大屏');
    expect(shell.window('command').close()).toBe(true);
    expect(electron.asked).toEqual([]);
    expect(shell.kinds()).toEqual(['wall']);
  });

  test('is closed in order when the answer is to stop, asked once however often one quits', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ response: 1 }];
    });
    shell.hubSays(LIVE);
    electron.app.quit();
    electron.app.quit();
    await shell.settle();
    expect(electron.asked).toHaveLength(1);
    expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' });
    expect(electron.app.quitted).toBe(false);
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(electron.app.quitted).toBe(true);
    expect(electron.windows).toEqual([]);
  });

  test('a rehearsal ends without a question, in order too', async () => {
    const shell = await runShell();
    shell.hubSays(REHEARSAL);
    expect(shell.window('command').close()).toBe(true);
    expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' });
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(electron.asked).toEqual([]);
    expect(electron.app.quitted).toBe(true);
  });
});
