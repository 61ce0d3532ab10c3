import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  utilityProcess,
  type WebContents,
} from 'electron';
import { APP_SCHEME } from './app-address.ts';
import { appProtocol } from './app-protocol.ts';
import { ASK_HUB_PORT, LANGUAGE, SEAT_LANGUAGES } from './channels.ts';
import { type HubState, hubSupervisor, isLive } from './hub-supervisor.ts';
import { keepAwake } from './keep-awake.ts';
import { leaving } from './leaving.ts';
import { guardNavigation } from './navigation.ts';
import { newEvent } from './new-event.ts';
import { onOwnMessage } from './own-messages.ts';
import { denyPermissions } from './permissions.ts';
import { recordingCheck } from './recording-check.ts';
import { reportPages } from './report-pages.ts';
import { reportWindows } from './report-windows.ts';
import { seatPorts } from './seat-ports.ts';
import { shellDialogs } from './shell-dialogs.ts';
import { shellMenu } from './shell-menu.ts';
import { shellWindows } from './shell-windows.ts';
import { LANGUAGES, type Language, shellWords, systemLanguage } from './shell-words.ts';
import { eventFileAmong, hubWords } from './start-words.ts';
import { MACHINE_TIMERS } from './timers.ts';
import { windowMemory } from './window-memory.ts';
import { windowOptions } from './window-options.ts';

/** Endings that a page may read from `resources/`: never the documents of an event, which hold sealed injects. */
const PUBLIC_RESOURCES = [
  '.jpg',
  '.mp3',
  '.pbf',
  '.pmtiles',
  '.png',
  '.svg',
  '.wav',
  '.webp',
  '.woff2',
];

const warn = (message: string) => process.stderr.write(`anlan: ${message}\n`);

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
  },
]);
guardNavigation(app);
// Two hubs on one machine would record two truths.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit();

/** Composes the shell: windows, hub, and what stands between them and the system. */
function run(): void {
  const home = app.getAppPath();
  const resources = path.join(app.isPackaged ? process.resourcesPath : home, 'resources');
  const userData = app.getPath('userData');
  const memory = windowMemory(path.join(userData, 'windows.json'), warn);
  const language = (): Language =>
    memory.value.language ?? systemLanguage(app.getPreferredSystemLanguages());
  const dialogs = shellDialogs(dialog, () => shellWords(language()));
  const awake = keepAwake(powerSaveBlocker);

  denyPermissions(session.defaultSession);
  const files = appProtocol([
    { prefix: '/', folder: path.join(home, '.vite', 'renderer') },
    { prefix: '/resources/', folder: resources, only: PUBLIC_RESOURCES },
    { prefix: '/tiles/', folder: path.join(userData, 'tiles'), only: ['.pmtiles', '.pbf'] },
  ]);
  const pages = reportPages();
  protocol.handle(APP_SCHEME, (request) => pages.answer(request) ?? files(request));

  const everyWindow = windowOptions(
    path.join(home, '.vite', 'build', 'preload.cjs'),
    !app.isPackaged,
  );
  const reports = reportWindows<WebContents>({
    make: (options) => new BrowserWindow(options),
    options: everyWindow,
    pages,
    timers: MACHINE_TIMERS,
  });

  const forkHub = () => {
    const program = path.join(home, '.vite', 'build', 'hub-process.cjs');
    const child = utilityProcess.fork(program, [], {
      serviceName: 'anlan-hub',
      // Several sessions read and write more files at once than four; read when the process begins.
      env: { UV_THREADPOOL_SIZE: '16', ...process.env },
    });
    // Without a listener this event would end the main process; the exit that follows it starts the hub again.
    child.on('error', (type, location) => warn(`the hub: ${type} at ${location}`));
    return child;
  };
  const checkRecording = recordingCheck<MessagePortMain>(forkHub);
  const hub = hubSupervisor<MessagePortMain>({
    fork: forkHub,
    order: {
      resources,
      version: app.getVersion(),
      ...(app.isPackaged ? { logFile: path.join(app.getPath('logs'), 'hub.log') } : {}),
    },
    timers: MACHINE_TIMERS,
    onState: (state) => hubBecame(state),
    draw: reports.draw,
    warn,
  });
  const seats = seatPorts<MessagePortMain>({
    channel: () => new MessageChannelMain(),
    isRunning: () => hub.state.kind === 'running',
    giveSeat: hub.giveSeat,
  });
  /** Why the hub could not be started again, as it was last said: not at every try. */
  let saidWhy: string | undefined;
  const hubBecame = (state: HubState) => {
    awake.set(isLive(state));
    if (state.kind === 'running') {
      saidWhy = undefined;
      seats.serve();
      if (state.notice) void dialogs.notice(state.notice);
    } else if (state.kind === 'refused') {
      void dialogs.refused(state.message, state.goesBack);
    } else if (state.kind === 'waiting' && state.refused && state.reason !== saidWhy) {
      saidWhy = state.reason;
      void dialogs.notRestarted(state.reason);
    }
    if (state.kind !== 'waiting' && state.kind !== 'closed') return;
    seats.hubGone();
    reports.closeAll();
  };

  const exit = leaving({
    isLive: () => isLive(hub.state),
    ask: () => dialogs.mayStopLive('quit'),
    leave: () => windows.leave(),
    stop: hub.close,
    quit: () => app.quit(),
  });
  const windows = shellWindows<WebContents>({
    make: (options) => new BrowserWindow(options),
    options: everyWindow,
    screens: () => {
      const primary = screen.getPrimaryDisplay();
      return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
    },
    screenOf: (bounds) => screen.getDisplayMatching(bounds),
    memory,
    timers: MACHINE_TIMERS,
    language,
    mayCloseLast: exit.mayCloseLast,
    warn,
  });
  const isOurs = (sender: WebContents) => windows.isOurs(sender) || reports.isOurs(sender);
  onOwnMessage(ipcMain, ASK_HUB_PORT, { isOurs, warn }, (sender: WebContents) => seats.ask(sender));

  const openEvent = async (words: readonly string[]) => {
    if (isLive(hub.state) && !(await dialogs.mayStopLive('open'))) return;
    await hub.open(words);
    windows.reload();
  };
  /** A file is judged before anything that runs is ended for it. `unasked`: it was opened outside of the console. */
  const openFile = async (file: string, unasked = false) => {
    if (hub.state.kind !== 'refused' && hub.state.kind !== 'closed') {
      const checked = await checkRecording(file);
      if (!checked.ok) return dialogs.notOpened(file, checked.error);
    }
    const rehearses = 'source' in hub.state && hub.state.source === 'rehearsal';
    if (unasked && rehearses && !(await dialogs.mayEndRehearsal(file))) return;
    await openEvent([file]);
  };
  const openRecording = async (file: string) => {
    if (hub.state.kind !== 'running') {
      // There is nothing that it could stand beside.
      await openEvent([file, '--replay']);
      return windows.open('review');
    }
    // Whatever runs goes on: a live session is not stopped for a look at another night.
    const opened = await hub.openRecording(file);
    if (opened.ok) windows.openSession('review', opened.value);
    else await dialogs.notReplayed(opened.error);
  };
  const showMenu = () => {
    const facts = { language: language(), platform: process.platform, packaged: app.isPackaged };
    const template = shellMenu(facts, {
      openEvent: async () => {
        const file = await dialogs.eventToOpen();
        if (file !== undefined) await openFile(file);
      },
      openRecording: async () => {
        const file = await dialogs.recordingToOpen();
        if (file !== undefined) await openRecording(file);
      },
      newEvent: async (source, of) => {
        const words = await newEvent({ source, of, now: new Date() }, dialogs);
        if (words) await openEvent(words);
      },
      openWindow: windows.open,
      chooseLanguage: (chosen) => speak(chosen),
      quit: () => app.quit(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };

  /** Menu, dialogs and windows speak one language. The seat that chose it itself is not told: it may be further. */
  const speak = (chosen: Language, by?: WebContents) => {
    memory.update({ language: chosen });
    showMenu();
    for (const contents of windows.contents()) if (contents !== by) contents.send(LANGUAGE, chosen);
  };
  for (const each of LANGUAGES) {
    onOwnMessage(ipcMain, SEAT_LANGUAGES[each], { isOurs: windows.isOurs, warn }, (seat) =>
      speak(each, seat),
    );
  }

  app.on('second-instance', (_event, argv, workingDirectory) => {
    windows.open('command');
    const file = eventFileAmong(argv);
    if (file !== undefined) void openFile(path.resolve(workingDirectory, file), true);
  });
  app.on('activate', () => windows.open('command'));
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', exit.beforeQuit);

  showMenu();
  windows.openRemembered();
  void hub.open(hubWords(process.argv, app.isPackaged));
}
