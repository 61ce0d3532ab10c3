import type { Link } from '../../domain/wire/contract.ts';
import { openPortLink, shellOf } from './port-link.ts';

/** The address of the hub's seat socket: the origin that served this page. */
export function seatUrl(location: Location): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/seat`;
}

/** Opens a link to the hub: through the Electron shell where there is one, else by WebSocket to `url`. */
export function openLink(url: string): Promise<Link> {
  const shell = shellOf(globalThis);
  return shell ? openPortLink(shell, window) : openSocketLink(url);
}

/** Rejects when the WebSocket cannot be opened. */
function openSocketLink(url: string): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const refused = () => reject(new Error(`no link to ${url}`));
    socket.addEventListener('error', refused);
    socket.addEventListener('close', refused);
    socket.addEventListener('open', () => {
      socket.removeEventListener('error', refused);
      socket.removeEventListener('close', refused);
      resolve(socketLink(socket));
    });
  });
}

function socketLink(socket: WebSocket): Link {
  return {
    send: (data) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(typeof data === 'string' ? data : Uint8Array.from(data));
    },
    onMessage: (listener) => {
      socket.addEventListener('message', (event: MessageEvent<string | ArrayBuffer>) => {
        listener(typeof event.data === 'string' ? event.data : new Uint8Array(event.data));
      });
    },
    onClose: (listener) => {
      socket.addEventListener('close', (event) => listener(event.reason));
    },
    close: (reason) => socket.close(1000, reason),
  };
}
