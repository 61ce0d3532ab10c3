import type { Link } from '../../domain/wire/contract.ts';
import { portLink } from '../../domain/wire/port-link.ts';
import { type AnlanShell, readShellMessage, SHELL_NAME } from '../../domain/wire/shell.ts';

/** The part of a window that the port comes through. */
export type PortWindow = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** The shell around this window, or undefined in a browser. */
export function shellOf(scope: object): AnlanShell | undefined {
  const found: unknown = Reflect.get(scope, SHELL_NAME);
  return isShell(found) ? found : undefined;
}

/**
 * Asks the shell for a port to the hub and opens it as a link. Waits as long as the hub is away: the shell keeps the
 * question and answers when the hub runs.
 */
export function openPortLink(shell: AnlanShell, scope: PortWindow): Promise<Link> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent<unknown>) => {
      // Frames and other windows may post here too; the preload posts from this very window.
      if (event.source !== scope) return;
      const [port] = event.ports;
      if (readShellMessage(event.data)?.anlan !== 'hubPort' || !port) return;
      scope.removeEventListener('message', receive);
      resolve(watchedLink(port, scope));
    };
    scope.addEventListener('message', receive);
    shell.requestHubPort();
  });
}

/** A link that also closes on the shell's word: a hub that was killed says no farewell. */
function watchedLink(port: MessagePort, scope: PortWindow): Link {
  const link = portLink(port);
  const receive = (event: MessageEvent<unknown>) => {
    if (event.source !== scope || readShellMessage(event.data)?.anlan !== 'hubGone') return;
    link.close('the hub is gone');
  };
  scope.addEventListener('message', receive);
  link.onClose(() => scope.removeEventListener('message', receive));
  return link;
}

function isShell(value: unknown): value is AnlanShell {
  return (
    typeof value === 'object' &&
    value !== null &&
    'requestHubPort' in value &&
    typeof value.requestHubPort === 'function'
  );
}
