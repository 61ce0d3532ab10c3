import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';

/** Until there is sign-in, nothing listens beyond this machine. */
const LOCAL = '127.0.0.1';
/** Peers at once; each may hold half an event in memory. */
const MAX_PEERS = 32;

/** Who takes what comes in at a port. */
export interface CotListener {
  /** A peer's connection; resolves when it has ended. */
  peer(socket: net.Socket, name: string): Promise<void>;
  datagram(bytes: Uint8Array, from: string): Promise<void>;
  report(state: 'up' | 'down', words: string): void;
}

/** Listens on 127.0.0.1 for TCP peers, each sending a stream of events, until `signal` aborts. */
export function listenTcp(port: number, listener: CotListener, signal: AbortSignal): void {
  const peers = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    peers.add(socket);
    report();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      peers.delete(socket);
      if (!signal.aborted) report();
    });
    const name = `${socket.remoteAddress ?? LOCAL}:${socket.remotePort ?? 0}`;
    listener.peer(socket, name).catch(() => socket.destroy());
  });
  const report = () => {
    const address = server.address();
    if (address === null || typeof address === 'string') return;
    const many = peers.size === 1 ? '1 peer' : `${peers.size} peers`;
    listener.report('up', `listening on ${LOCAL}:${address.port} (TCP), ${many}`);
  };
  server.maxConnections = MAX_PEERS;
  server.on('error', (error) => listener.report('down', `TCP port ${port}: ${error.message}`));
  server.listen(port, LOCAL, report);
  signal.addEventListener('abort', () => {
    server.close();
    for (const peer of peers) peer.destroy();
  });
}

/** Takes datagrams in on 127.0.0.1, each one message, until `signal` aborts. */
export function listenUdp(port: number, listener: CotListener, signal: AbortSignal): void {
  const socket = dgram.createSocket('udp4');
  // One after the other, so that positions stay in the order in which they came.
  let taking: Promise<void> = Promise.resolve();
  let waiting = 0;
  socket.on('message', (bytes, { address, port: from }) => {
    // Datagrams may be lost by nature; what cannot be worked off in time is left out.
    if (waiting > 1_000) return;
    waiting += 1;
    taking = taking
      .then(() => listener.datagram(bytes, `${address}:${from}`))
      .catch(() => undefined)
      .then(() => {
        waiting -= 1;
      });
  });
  socket.on('error', (error) => listener.report('down', `UDP port ${port}: ${error.message}`));
  socket.bind(port, LOCAL, () => {
    listener.report('up', `listening on ${LOCAL}:${socket.address().port} (UDP)`);
  });
  signal.addEventListener('abort', () => {
    once(socket, 'close').catch(() => undefined);
    socket.close();
  });
}
