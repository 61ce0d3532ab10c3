import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { must } from '../../src/domain/base/assert.ts';
import { type BrowserWindow, electron, type FakeContents, resetElectron } from './fake-electron.ts';

const MAIN = '../../src/main/electron/main.ts';
let runs = 0;

/** The shell's main process, running on the fake Electron, and what a test does to it. */
export interface RunningShell {
  window(kind: string): BrowserWindow;
  kinds(): readonly (string | null)[];
  /** The hub says something. */
  hubSays(message: object): void;
  /** The process that judges an event file, the newest, has done so. */
  fileChecked(fault?: { code: string; message: string }): Promise<void>;
  /** What the hub that runs now was told. */
  hubHeard(): readonly unknown[];
  /** A page asks for a port. */
  ask(contents: FakeContents, from?: { url?: string; parent?: unknown }): void;
  /** A seat's own key switches it. */
  switchSeat(contents: FakeContents, to: 'zh' | 'en'): void;
  menuClick(label: string): Promise<void>;
  settle(): Promise<void>;
  readonly warnings: readonly string[];
}

/**
 * Loads `main.ts` anew on a new fake; the calling test file mocks `electron` with the fake. `prepare` sets the system
 * up before.
 */
export async function runShell(prepare: (fake: typeof electron) => void = () => {}) {
  resetElectron();
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-shell-'));
  const warnings: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    warnings.push(String(text));
    return true;
  });
  onTestFinished(() => {
    stderr.mockRestore();
    rmSync(folder, { recursive: true });
  });
  electron.app.userData = folder;
  // Electron's addition to `process` in a packaged program.
  Object.defineProperty(process, 'resourcesPath', { value: folder, configurable: true });
  prepare(electron);
  // A module runs once for each address.
  runs += 1;
  await import(`${MAIN}?run=${runs}`);
  await settle();
  const shell: RunningShell = {
    warnings,
    settle,
    kinds: () => electron.windows.map(kindOf),
    window: (kind) =>
      must(
        electron.windows.find((window) => kindOf(window) === kind),
        `the ${kind} window`,
      ),
    hubSays: (message) => must(electron.hubs.at(-1), 'a hub').emit('message', message),
    fileChecked: async (fault) => {
      const judge = must(electron.hubs.at(-1), 'a process that judges');
      judge.emit('message', { t: 'checked', ...(fault ? { fault } : {}) });
      judge.emit('exit', 0);
      await settle();
    },
    hubHeard: () => must(electron.hubs.at(-1), 'a hub').received.map(({ message }) => message),
    ask: (contents, { url = contents.url, parent = null } = {}) => {
      electron.ipc.emit('hub:ask-port', { sender: contents, senderFrame: { url, parent } });
    },
    switchSeat: (contents, to) => {
      const senderFrame = { url: contents.url, parent: null };
      electron.ipc.emit(`seat:language-${to}`, { sender: contents, senderFrame });
    },
    menuClick: async (label) => {
      must(findItem(electron.menu, label), `the item ${label}`).click();
      await settle();
    },
  };
  return shell;
}

/** Lets promises that are settled run their course. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function kindOf(window: BrowserWindow): string | null {
  return new URL(window.webContents.url).searchParams.get('window');
}

interface Clickable {
  click(): void;
}

function findItem(menu: unknown, label: string): Clickable | undefined {
  if (Array.isArray(menu)) {
    return menu.map((item) => findItem(item, label)).find((found) => found !== undefined);
  }
  if (typeof menu !== 'object' || menu === null) return undefined;
  if ('label' in menu && menu.label === label && 'click' in menu) return menu as Clickable;
  return 'submenu' in menu ? findItem(menu.submenu, label) : undefined;
}
