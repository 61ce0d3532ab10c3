import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Role } from '../../domain/session/role.ts';
import { appAddress, isOwnAddress } from './app-address.ts';
import type { Language } from './shell-words.ts';
import type { Timers } from './timers.ts';
import { WINDOW_KINDS, type WindowKind, type WindowMemory } from './window-memory.ts';
import { placeWindow, type Screen } from './window-placement.ts';

type Changed = 'move' | 'resize' | 'maximize' | 'unmaximize';
type Screened = 'enter-full-screen' | 'leave-full-screen';

/** The part of Electron's window that the shell uses; `C` is its contents. */
export interface ShellWindow<C> {
  readonly webContents: C & {
    /** The address of the page, as the page itself has changed it meanwhile. */
    getURL(): string;
    on(
      event: 'render-process-gone',
      listener: (event: unknown, details: { readonly reason: string }) => void,
    ): unknown;
  };
  loadURL(address: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isFullScreen(): boolean;
  isDestroyed(): boolean;
  maximize(): void;
  setFullScreen(on: boolean): void;
  getNormalBounds(): Rectangle;
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
  on(event: Changed | Screened, listener: () => void): unknown;
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
}

/** What the windows stand on. */
export interface WindowGround<C> {
  readonly make: (options: BrowserWindowConstructorOptions) => ShellWindow<C>;
  readonly options: BrowserWindowConstructorOptions;
  /** The screens, the primary one first. */
  readonly screens: () => readonly [Screen, ...Screen[]];
  readonly screenOf: (bounds: Rectangle) => Screen;
  readonly memory: {
    readonly value: WindowMemory;
    update(change: Partial<WindowMemory>): void;
  };
  readonly timers: Timers;
  readonly language: () => Language;
  /** Asked when the last window is about to close; false keeps it open. */
  readonly mayCloseLast: () => boolean;
  readonly warn: (message: string) => void;
}

/** The windows of the post, at most one of each kind. */
export interface ShellWindows<C> {
  /** Opens a window, or brings the one that is open to the front. */
  open(kind: WindowKind): void;
  /** The same on one session of the hub. */
  openSession(kind: WindowKind, session: string): void;
  /** Opens those that were open at the end of the last run. */
  openRemembered(): void;
  isOurs(contents: C): boolean;
  contents(): readonly C[];
  /** Loads every window's page anew, in today's language: another event has another site. */
  reload(): void;
  /** From here on closing windows is the end of the program and changes no memory. */
  leave(): void;
}

/** Which seat each window is. */
const ROLES: Readonly<Record<WindowKind, Role>> = {
  command: 'commander',
  wall: 'wall',
  review: 'reviewer',
  planner: 'planner',
};
/** Moving a window says so many times a second; it is remembered when it rests. */
const REST_MS = 500;
/** A page that crashed is loaded again after this pause; its seat resumes. */
const RELOAD_MS = 1_000;

/** Opens, places and remembers the windows. */
export function shellWindows<C>(ground: WindowGround<C>): ShellWindows<C> {
  const { memory, timers } = ground;
  const windows = new Map<WindowKind, ShellWindow<C>>();
  let leaving = false;

  const remember = (kind: WindowKind, window: ShellWindow<C>) => {
    if (leaving || window.isDestroyed() || window.isMinimized()) return;
    const bounds = window.getNormalBounds();
    const place = {
      display: ground.screenOf(bounds).id,
      bounds,
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    };
    memory.update({ places: { ...memory.value.places, [kind]: place } });
  };

  const watch = (kind: WindowKind, window: ShellWindow<C>) => {
    let cancelRest = () => {};
    const changed = () => {
      cancelRest();
      cancelRest = timers.after(REST_MS, () => remember(kind, window));
    };
    window.on('move', changed);
    window.on('resize', changed);
    window.on('maximize', changed);
    window.on('unmaximize', changed);
    window.on('enter-full-screen', changed);
    window.on('leave-full-screen', changed);
    window.on('close', (event) => {
      const isLast = windows.size === 1 && windows.get(kind) === window;
      if (!leaving && isLast && !ground.mayCloseLast()) event.preventDefault();
      else remember(kind, window);
    });
    window.once('closed', () => {
      cancelRest();
      windows.delete(kind);
      // The last window that closes is the one to begin with again.
      if (!leaving && windows.size > 0) memory.update({ open: [...windows.keys()] });
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      ground.warn(`the ${kind} window's page ended (${reason}); it is loaded again`);
      timers.after(RELOAD_MS, () => {
        if (!window.isDestroyed()) loadAnew(kind, window);
      });
    });
  };

  const load = (kind: WindowKind, window: ShellWindow<C>, query: Record<string, string> = {}) => {
    const seat = { window: kind, role: ROLES[kind], lang: ground.language() };
    window
      .loadURL(appAddress({ ...seat, ...query }))
      .catch((error: unknown) => ground.warn(`the ${kind} window could not be loaded: ${error}`));
  };

  /** The same page, of the same session. Its address may name the language of the day it was opened. */
  const loadAnew = (kind: WindowKind, window: ShellWindow<C>) => {
    const address = window.webContents.getURL();
    const shown = isOwnAddress(address) ? new URL(address).searchParams.get('session') : null;
    load(kind, window, shown === null ? {} : { session: shown });
  };

  const open = (kind: WindowKind, session?: string) => {
    const query = session === undefined ? {} : { session };
    const existing = windows.get(kind);
    if (existing) {
      if (session !== undefined) load(kind, existing, query);
      if (existing.isMinimized()) existing.restore();
      return existing.focus();
    }
    const place = placeWindow(kind, memory.value.places[kind], ground.screens());
    const window = ground.make({ ...ground.options, ...place.bounds });
    windows.set(kind, window);
    memory.update({ open: WINDOW_KINDS.filter((each) => windows.has(each)) });
    watch(kind, window);
    window.once('ready-to-show', () => {
      if (place.maximized) window.maximize();
      if (place.fullScreen) window.setFullScreen(true);
      window.show();
    });
    load(kind, window, query);
  };

  return {
    open: (kind) => open(kind),
    openSession: open,
    openRemembered() {
      for (const kind of [...memory.value.open]) open(kind);
    },
    isOurs: (contents) => [...windows.values()].some((window) => window.webContents === contents),
    contents: () => [...windows.values()].map((window) => window.webContents),
    reload() {
      for (const [kind, window] of windows) loadAnew(kind, window);
    },
    leave() {
      for (const [kind, window] of windows) remember(kind, window);
      leaving = true;
    },
  };
}
