import type { Link } from '../../domain/wire/contract.ts';

/** The address of the hub's seat socket: the origin that served this page. */
export function seatUrl(location: Location): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/seat`;
}

/** Opens a WebSocket as a link; rejects when it cannot be opened. */
export function openLink(url: string): Promise<Link> {
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
