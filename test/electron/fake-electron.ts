import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { must } from '../../src/domain/base/assert.ts';

/**
 * Stands in for the `electron` module, whose binary is not there: it keeps what it is told and lets a test be the
 * system. Nothing here decides anything. `resetElectron` makes everything new.
 */

/** Contents of a window. */
export class FakeContents extends EventEmitter {
  readonly posted: { channel: string; ports: readonly unknown[] }[] = [];
  readonly sent: { channel: string; args: readonly unknown[] }[] = [];
  openHandler: (() => { action: string }) | undefined;
  destroyed = false;
  url = 'about:blank';
  /** What a script in the page gives. */
  run: (code: string) => unknown = () => '';
  /** What a window without a screen shows. */
  picture = new Uint8Array();
  readonly printed: { readonly options: unknown; readonly page: string }[] = [];

  getURL = () => this.url;
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ channel, ports });
  }
  send(channel: string, ...args: readonly unknown[]): void {
    this.sent.push({ channel, args });
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  executeJavaScript = async (code: string) => this.run(code);
  invalidate(): void {
    const { picture } = this;
    const image = {
      isEmpty: () => picture.length === 0,
      toJPEG: (quality: number) => Uint8Array.from([quality, ...picture]),
    };
    this.emit('paint', {}, {}, image);
  }
  /** The page as its protocol gives it, for a PDF. */
  async printToPDF(options: unknown): Promise<Uint8Array> {
    const answer = await electron.protocols.app?.(new Request(this.url));
    const page = (await answer?.text()) ?? '';
    this.printed.push({ options, page });
    return new TextEncoder().encode(`%PDF ${page}`);
  }
}

type Bounds = { x: number; y: number; width: number; height: number };
type WindowOptions = Partial<Bounds> & {
  readonly show?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
};

/** A window that is never seen. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly log: string[] = [];
  maximized = false;
  fullScreen = false;
  minimized = false;
  bounds: Bounds;
  readonly options: WindowOptions;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.bounds = { x: 0, y: 0, width: 800, height: 600, ...options };
    electron.windows.push(this);
    electron.app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(address: string): Promise<void> {
    this.webContents.url = address;
    this.log.push('load');
  }
  show = () => this.log.push('show');
  focus = () => this.log.push('focus');
  restore = () => this.log.push('restore');
  isMinimized = () => this.minimized;
  isMaximized = () => this.maximized;
  isFullScreen = () => this.fullScreen;
  isDestroyed = () => this.webContents.destroyed;
  getNormalBounds = () => ({ ...this.bounds });
  maximize(): void {
    this.maximized = true;
  }
  setFullScreen(on: boolean): void {
    this.fullScreen = on;
  }
  /** As the person does it; true when nothing held it open. */
  close(): boolean {
    let held = false;
    this.emit('close', { preventDefault: () => (held = true) });
    if (held) return false;
    this.destroy();
    return true;
  }
  /** Without asking anybody. */
  destroy(): void {
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    electron.windows.splice(electron.windows.indexOf(this), 1);
    if (electron.windows.length === 0) electron.app.emit('window-all-closed');
  }
}

/** The hub's process; a test speaks for it by `emit('message', …)` and `emit('exit', code)`. */
export class FakeHubProcess extends EventEmitter {
  readonly received: { message: unknown; ports: readonly unknown[] }[] = [];
  readonly file: string;
  readonly options: unknown;

  constructor(file: string, options: unknown) {
    super();
    this.file = file;
    this.options = options;
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.received.push({ message, ports });
  }
  kill(): boolean {
    this.emit('exit', 15);
    return true;
  }
}

class FakeApp extends EventEmitter {
  isPackaged = true;
  locked = true;
  languages = ['zh-CN'];
  appPath = '/nowhere';
  userData = '/nowhere/user';
  quits = 0;
  quitted = false;

  getAppPath = () => this.appPath;
  getPath = (name: string) => (name === 'userData' ? this.userData : `${this.userData}/${name}`);
  getVersion = () => '1.2.3';
  getPreferredSystemLanguages = () => this.languages;
  requestSingleInstanceLock = () => this.locked;
  whenReady = () => Promise.resolve();
  /** As Electron: asks first, then closes every window. */
  quit(): void {
    this.quits += 1;
    let held = false;
    this.emit('before-quit', { preventDefault: () => (held = true) });
    if (held) return;
    for (const window of [...electron.windows]) if (!window.close()) return;
    this.quitted = true;
  }
}

type Decide = (...args: never[]) => unknown;

function newElectron() {
  const handlers: Record<string, Decide> = {};
  const keep = (name: string) => (handler: Decide) => {
    handlers[name] = handler;
  };
  return {
    app: new FakeApp(),
    windows: [] as BrowserWindow[],
    hubs: [] as FakeHubProcess[],
    handlers,
    schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
    protocols: {} as Record<string, (request: Request) => Promise<Response>>,
    ipc: new EventEmitter(),
    menu: undefined as unknown,
    blockers: new Set<number>(),
    lastBlocker: 0,
    displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
    /** What the person answers, in turn. */
    answers: [] as unknown[],
    asked: [] as { dialog: string; options: Record<string, unknown> }[],
    exposed: {} as Record<string, unknown>,
    session: {
      setPermissionRequestHandler: keep('permissionRequest'),
      setPermissionCheckHandler: keep('permissionCheck'),
      setDevicePermissionHandler: keep('devicePermission'),
      webRequest: { onBeforeRequest: keep('request') },
    },
  };
}

/** Everything the fake holds. */
export let electron = newElectron();

export function resetElectron(): void {
  electron = newElectron();
}

const ask = (dialog: string) => async (options: Record<string, unknown>) => {
  electron.asked.push({ dialog, options });
  return must(electron.answers.shift(), `an answer to ${dialog}`);
};

// What the code under test imports. Each looks at the newest state.
export const app = new Proxy(
  {},
  {
    get: (_target, name) => {
      const value: unknown = Reflect.get(electron.app, name);
      return typeof value === 'function' ? value.bind(electron.app) : value;
    },
  },
);
export const protocol = {
  registerSchemesAsPrivileged: (schemes: typeof electron.schemes) => {
    electron.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
    electron.protocols[scheme] = handler;
  },
};
export const session = {
  get defaultSession() {
    return electron.session;
  },
};
export const ipcMain = {
  on: (channel: string, listener: (...args: unknown[]) => void) => {
    electron.ipc.on(channel, listener);
  },
};
export const dialog = {
  showOpenDialog: ask('open'),
  showSaveDialog: ask('save'),
  showMessageBox: ask('message'),
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => {
    electron.menu = menu;
  },
};
export const powerSaveBlocker = {
  start: (_kind: string) => {
    electron.lastBlocker += 1;
    electron.blockers.add(electron.lastBlocker);
    return electron.lastBlocker;
  },
  stop: (id: number) => electron.blockers.delete(id),
};
export const screen = {
  getPrimaryDisplay: () => must(electron.displays[0], 'a screen'),
  getAllDisplays: () => electron.displays,
  getDisplayMatching: (bounds: Bounds) =>
    electron.displays.find(
      ({ workArea }) => bounds.x >= workArea.x && bounds.x < workArea.x + workArea.width,
    ) ?? electron.displays[0],
};
export const utilityProcess = {
  fork: (file: string, _args: readonly string[], options: unknown) => {
    const hub = new FakeHubProcess(file, options);
    electron.hubs.push(hub);
    return hub;
  },
};
/** Node's own channel: its ports are real. */
export const MessageChannelMain = MessageChannel;
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => {
    electron.exposed[name] = api;
  },
};
/** The preload's end. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  sent: [] as (readonly unknown[])[],
  send: (...args: readonly unknown[]) => {
    ipcRenderer.sent.push(args);
  },
});
