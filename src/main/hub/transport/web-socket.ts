import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Link } from '../../../domain/wire/contract.ts';

/** The path at which seats open their link. */
const SEAT_PATH = '/seat';
/** Seats send calls and acknowledgements; the longest carries a text of a million characters, in up to four bytes each. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Accepts seats as WebSockets on an HTTP server; `admit` says why a caller is refused, if it is. */
export function acceptSeats(
  server: Server,
  admit: (request: IncomingMessage) => string | undefined,
  serve: (link: Link) => void,
): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    // Rasters are mostly empty; the cheapest level takes most of them away.
    perMessageDeflate: { threshold: 32 * 1024, zlibDeflateOptions: { level: 1 } },
  });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until the WebSocket takes it over nobody else listens: a reset here must not end the hub.
    socket.on('error', () => socket.destroy());
    const refused = admit(request);
    // Not parsed as a URL: a stranger's path may not be one.
    const path = (request.url ?? '/').split('?', 1)[0];
    if (refused !== undefined || path !== SEAT_PATH) {
      socket.end(`HTTP/1.1 ${refused === undefined ? '404 Not Found' : '403 Forbidden'}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocketLink(webSocket)));
  };
  server.on('upgrade', onUpgrade);
  return {
    close() {
      server.off('upgrade', onUpgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

type Socket = Parameters<Parameters<WebSocketServer['handleUpgrade']>[3]>[0];

function webSocketLink(socket: Socket): Link {
  return {
    send(data) {
      // A broken link closes; what was sent into it is repeated on resume.
      if (socket.readyState === socket.OPEN) socket.send(data, () => {});
    },
    onMessage(listener) {
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        listener(isBinary ? new Uint8Array(data) : data.toString('utf8'));
      });
    },
    onClose(listener) {
      socket.on('close', (code: number) => listener(`closed (${code})`));
      // An error is followed by close, which is where it is handled.
      socket.on('error', () => {});
    },
    close(reason) {
      socket.close(1008, reason.slice(0, 100));
    },
  };
}
