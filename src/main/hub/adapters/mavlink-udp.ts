import { createSocket } from 'node:dgram';
import { SECOND } from '../../../domain/base/quantity.ts';
import type { AdapterOut, Receive } from './adapter.ts';

/** A port that another program holds is tried again after this long; the first time soon, for it may be closing. */
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5 * SECOND;

/** Datagrams that wait while the hub works: seconds of telemetry. */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;

/** Where datagrams are received. The host is this machine until senders can sign in. */
export interface UdpPlace {
  readonly host: '127.0.0.1';
  readonly port: number;
}

/** Receives datagrams, in the order in which they come, until `signal` aborts. Says by `out.connection` how it stands. */
export function receiveUdp(
  place: UdpPlace,
  receive: Receive,
  out: Pick<AdapterOut, 'connection' | 'fail'>,
  signal: AbortSignal,
): void {
  let retry: NodeJS.Timeout | undefined;
  let waitMs = RETRY_FIRST_MS;
  const open = () => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
    const close = () => socket.close();
    socket.on('message', (bytes, sender) => {
      receive({ bytes, from: `udp://${sender.address}:${sender.port}` }).catch((error: unknown) =>
        out.fail(error instanceof Error ? error.message : String(error)),
      );
    });
    socket.on('listening', () => {
      waitMs = RETRY_FIRST_MS;
      out.connection('up', `UDP ${place.host}:${socket.address().port}`);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', close);
      socket.close();
      const why =
        error.code === 'EADDRINUSE' ? 'another program has this port' : `${error.message}`;
      out.connection('down', `UDP ${place.host}:${place.port}: ${why}; trying again`);
      retry = setTimeout(open, waitMs);
      waitMs = Math.min(RETRY_MOST_MS, waitMs * 2);
    });
    signal.addEventListener('abort', close, { once: true });
    socket.bind(place.port, place.host);
  };
  signal.addEventListener('abort', () => clearTimeout(retry), { once: true });
  if (!signal.aborted) open();
}
