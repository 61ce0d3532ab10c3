import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Link } from '../../domain/wire/contract.ts';
import { portLink } from '../../domain/wire/port-link.ts';
import type { AnlanShell, ShellMessage } from '../../domain/wire/shell.ts';
import { openPortLink, type PortWindow, shellOf } from './port-link.ts';

describe('the link through the Electron shell', () => {
  test('is asked for, comes as a message of the own window, and carries both ways', async () => {
    const shell = createShell();
    const opening = openPortLink(shell, shell.window);
    expect(shell.asked).toBe(1);
    shell.post({ anlan: 'language', language: 'en' });
    const hub = shell.givePort();
    const link = await opening;
    const heard = new Promise((resolve) => hub.onMessage(resolve));
    link.send('from the seat');
    expect(await heard).toBe('from the seat');
    const answered = new Promise((resolve) => link.onMessage(resolve));
    hub.send(Uint8Array.of(5));
    expect(await answered).toEqual(Uint8Array.of(5));
    hub.close('test is over');
  });

  test('is not taken from a stranger', async () => {
    const shell = createShell();
    const opening = openPortLink(shell, shell.window);
    shell.givePort({ stranger: true }).close('unused');
    const settled = await Promise.race([opening, Promise.resolve('still waiting')]);
    expect(settled).toBe('still waiting');
    shell.givePort().close('test is over');
    await opening;
  });

  test('closes when the shell says that the hub is gone, and stops listening', async () => {
    const shell = createShell();
    const opening = openPortLink(shell, shell.window);
    shell.givePort();
    const link = await opening;
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    shell.post({ anlan: 'hubGone' });
    shell.post({ anlan: 'hubGone' });
    expect(reasons).toEqual(['the hub is gone']);
    expect(shell.listeners).toBe(0);
  });

  test('exists only where the preload put a shell', () => {
    expect(shellOf({})).toBeUndefined();
    expect(shellOf({ anlanShell: 'x' })).toBeUndefined();
    const shell = createShell();
    expect(shellOf({ anlanShell: shell })).toBe(shell);
  });
});

/** A window with its shell; the ports are Node's own, which are those of the web. */
function createShell() {
  const listeners = new Set<(event: MessageEvent<unknown>) => void>();
  const scope = {
    addEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) => {
      listeners.add(listener);
    },
    removeEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) => {
      listeners.delete(listener);
    },
  } as PortWindow;
  const say = (data: ShellMessage, source: unknown, ports: readonly unknown[]) => {
    for (const listener of [...listeners]) {
      listener({ data, source, ports } as MessageEvent<unknown>);
    }
  };
  const shell = {
    platform: 'linux',
    electron: '45.4.1',
    asked: 0,
    requestHubPort: () => {
      shell.asked += 1;
    },
    window: scope,
    get listeners() {
      return listeners.size;
    },
    post: (message: ShellMessage) => say(message, scope, []),
    givePort: ({ stranger = false } = {}): Link => {
      const { port1, port2 } = new MessageChannel();
      say({ anlan: 'hubPort' }, stranger ? {} : scope, [port2]);
      return portLink(port1);
    },
  } satisfies AnlanShell & Record<string, unknown>;
  return shell;
}
