import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
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

describe('event files', () => {
  test('are chosen in native dialogs; the path goes to the hub and to no page', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePaths: ['/data/chosen.anlan'] }];
    });
    shell.hubSays(REHEARSAL);
    await shell.menuClick('打开活动文件…');
    await shell.fileChecked();
    expect(electron.asked[0]).toMatchObject({
      dialog: 'open',
      options: { properties: ['openFile'], filters: [{ extensions: ['anlan'] }] },
    });
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(shell.hubHeard()).toMatchObject([
      { t: 'open', order: { words: ['/data/chosen.anlan'] } },
    ]);
    const { webContents } = shell.window('command');
    expect(JSON.stringify([webContents.sent, webContents.posted, webContents.url])).not.toContain(
      'chosen',
    );
  });

  test('a new live session of the bundled event records where the dialog says', async () => {
    vi.setSystemTime(new Date(2026, 11, 31, 17, 30));
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePath: path.join(fake.app.userData, 'tonight') }];
    });
    const file = path.join(electron.app.userData, 'tonight.anlan');
    await shell.menuClick('新的实况：随附的湖滨活动…');
    await vi.waitFor(() => expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' }));
    expect(electron.asked).toMatchObject([
      { dialog: 'save', options: { defaultPath: 'hubin-live-20261231-1730.anlan' } },
    ]);
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(shell.hubHeard()).toMatchObject([
      { order: { words: ['--source', 'live', '--event-file', file] } },
    ]);
    // The look whether it can be made left nothing there.
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['新的实况：选活动文件夹…', 'live'],
    ['新的演练：选活动文件夹…', 'rehearsal'],
  ])('%s asks for the folder of the event, then where to record it', async (label, source) => {
    vi.setSystemTime(new Date(2026, 11, 31, 17, 30));
    const folder = ownEvent();
    const file = path.join(folder, '..', 'tonight.anlan');
    const shell = await runShell((fake) => {
      fake.answers = [
        { canceled: false, filePaths: [folder] },
        { canceled: false, filePath: file },
      ];
    });
    await shell.menuClick(label);
    await vi.waitFor(() => expect(electron.asked).toHaveLength(2));
    expect(electron.asked).toMatchObject([
      { dialog: 'open', options: { properties: ['openDirectory'] } },
      {
        dialog: 'save',
        options: { defaultPath: `${path.basename(folder)}-${source}-20261231-1730.anlan` },
      },
    ]);
    await vi.waitFor(() => expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' }));
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    expect(shell.hubHeard()).toMatchObject([
      { order: { words: [folder, '--source', source, '--event-file', file] } },
    ]);
    const { webContents } = shell.window('command');
    expect(JSON.stringify([webContents.sent, webContents.posted, webContents.url])).not.toContain(
      folder,
    );
  });

  test.each([
    ['New live session of an event folder…', 'English', /no site\.json.*not touched/s],
    ['新的实况：选活动文件夹…', '中文', /没有 site\.json.*不受影响/s],
  ])('%s: a folder that is no event is told, and what runs goes on', async (label, lang, why) => {
    const folder = ownEvent();
    rmSync(path.join(folder, 'site.json'));
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePaths: [folder] }, { response: 0 }];
    });
    shell.hubSays(LIVE);
    await shell.menuClick(lang);
    await shell.menuClick(label);
    await vi.waitFor(() => expect(electron.asked).toHaveLength(2));
    expect(electron.asked[1]).toMatchObject({ dialog: 'message', options: { type: 'error' } });
    expect(electron.asked[1]?.options.detail).toMatch(why);
    expect(electron.asked[1]?.options.detail).toContain(folder);
    await shell.settle();
    expect(shell.hubHeard()).toMatchObject([{ t: 'open' }]);
    expect(electron.hubs).toHaveLength(1);
  });

  test('a folder whose files are damaged is told with file and field', async () => {
    const folder = ownEvent();
    writeFileSync(path.join(folder, 'feeds.json'), '{"live": 7, "rehearsal": []}');
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePaths: [folder] }, { response: 0 }];
    });
    shell.hubSays(REHEARSAL);
    await shell.menuClick('新的演练：选活动文件夹…');
    await vi.waitFor(() => expect(electron.asked).toHaveLength(2));
    expect(electron.asked[1]?.options).toMatchObject({
      type: 'error',
      message: '这个文件夹不能用作活动。',
      detail: expect.stringContaining('feeds.json: live: '),
    });
    expect(shell.hubHeard()).toHaveLength(1);
  });

  test('a new session is not recorded into a file that exists', async () => {
    const file = path.join(ownEvent(), 'yesterday.anlan');
    writeFileSync(file, 'a recording');
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePath: file }, { response: 0 }];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('新的实况：随附的湖滨活动…');
    expect(electron.asked[1]?.options).toMatchObject({
      type: 'error',
      message: '这个文件已经存在。',
    });
    expect(shell.hubHeard()).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe('a recording');
  });

  test('a folder dialog that is left begins nothing', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: true, filePaths: [] }];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('新的实况：选活动文件夹…');
    expect(electron.asked).toHaveLength(1);
    expect(shell.hubHeard()).toHaveLength(1);
  });

  test('a dialog that is left changes nothing; a live session is not left without a question', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [
        { canceled: true, filePaths: [] },
        { canceled: false, filePaths: ['/data/other.anlan'] },
        { response: 0 },
      ];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('打开活动文件…');
    await shell.menuClick('打开活动文件…');
    await shell.fileChecked();
    expect(electron.asked.map(({ dialog }) => dialog)).toEqual(['open', 'open', 'message']);
    expect(electron.hubs[0]?.received).toHaveLength(1);
    expect(electron.hubs).toHaveLength(2);
  });

  test.each([
    ['Open event file…', 'English', /It is damaged\..*not touched/s],
    ['打开活动文件…', '中文', /它已损坏。.*不受影响/s],
  ])(
    '%s: a file that cannot be opened is told in %s, and what runs goes on',
    async (label, lang, why) => {
      const shell = await runShell((fake) => {
        fake.answers = [{ canceled: false, filePaths: ['/data/cut.anlan'] }, {}];
      });
      shell.hubSays(LIVE);
      await shell.menuClick(lang);
      await shell.menuClick(label);
      expect(shell.hubHeard()).toEqual([{ t: 'check', file: '/data/cut.anlan' }]);
      await shell.fileChecked({ code: 'damaged', message: 'its chain breaks at entry 7' });
      expect(electron.asked.map(({ dialog }) => dialog)).toEqual(['open', 'message']);
      const { detail } = electron.asked[1]?.options ?? {};
      expect(detail).toMatch(why);
      expect(detail).toContain('/data/cut.anlan');
      expect(detail).toContain('its chain breaks at entry 7');
      expect(electron.hubs[0]?.received).toHaveLength(1);
      expect(electron.hubs).toHaveLength(2);
    },
  );

  test('a file whose reading ends the process that judges it is not opened either', async () => {
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePaths: ['/data/cut.anlan'] }, {}];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('打开活动文件…');
    electron.hubs[1]?.emit('exit', 139);
    await shell.settle();
    expect(electron.asked[1]?.options.detail).toContain('139');
    expect(electron.hubs[0]?.received).toHaveLength(1);
  });

  test('a new session is not begun where nothing can be recorded', async () => {
    const file = path.join(ownEvent(), 'gone', 'tonight.anlan');
    const shell = await runShell((fake) => {
      fake.answers = [{ canceled: false, filePath: file }, {}];
    });
    shell.hubSays(LIVE);
    await shell.menuClick('新的实况：随附的湖滨活动…');
    await vi.waitFor(() => expect(electron.asked).toHaveLength(2));
    expect(electron.asked[1]?.options).toMatchObject({
      type: 'error',
      message: '不能记录到这个文件。',
      detail: expect.stringMatching(/ENOENT.*不受影响/s),
    });
    expect(shell.hubHeard()).toHaveLength(1);
  });

  test('a new session that is refused gives way to the one before it, in its file', async () => {
    const shell = await runShell((fake) => {
      const filePath = path.join(fake.app.userData, 'tonight');
      fake.answers = [{ canceled: false, filePath }, { response: 1 }, {}];
    });
    shell.hubSays({ t: 'recordsTo', file: '/data/first.anlan' });
    shell.hubSays(LIVE);
    await shell.menuClick('新的实况：随附的湖滨活动…');
    await vi.waitFor(() => expect(shell.hubHeard().at(-1)).toEqual({ t: 'close' }));
    electron.hubs[0]?.emit('exit', 0);
    await shell.settle();
    shell.hubSays({ t: 'refused', message: 'the disk is full' });
    electron.hubs[1]?.emit('exit', 2);
    await shell.settle();
    expect(electron.asked.at(-1)?.options.detail).toMatch(/the disk is full.*接着进行/s);
    expect(electron.hubs).toHaveLength(3);
    expect(shell.hubHeard()).toMatchObject([
      { t: 'open', order: { recordTo: '/data/first.anlan', goesOn: true } },
    ]);
  });
});

/** The folder of a post's own event. */
function ownEvent(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-own-event-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(fileURLToPath(new URL('../../resources/hubin', import.meta.url)), folder, {
    recursive: true,
  });
  return folder;
}
