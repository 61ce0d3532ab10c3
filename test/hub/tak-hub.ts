import dgram from 'node:dgram';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CotSplitter } from '../../src/main/hub/adapters/cot-splitter.ts';

const HUBIN = fileURLToPath(new URL('../../resources/hubin/', import.meta.url));

/** Writes an event folder: the bundled site and night with feeds of the test's own. */
export async function eventFolder(folder: string, feeds: unknown): Promise<string> {
  const event = path.join(folder, 'event');
  await mkdir(event, { recursive: true });
  for (const name of ['site.json', 'night.json']) {
    await copyFile(path.join(HUBIN, name), path.join(event, name));
  }
  await writeFile(path.join(event, 'feeds.json'), JSON.stringify(feeds));
  return event;
}

/** Somebody who takes in Cursor-on-Target events, and can let its peers fall. */
export interface CotReceiver {
  readonly port: number;
  readonly events: string[];
  cut(): void;
  close(): Promise<void>;
}

/** A TAK server that only listens. */
export async function cotServer(): Promise<CotReceiver> {
  const events: string[] = [];
  const peers = new Set<net.Socket>();
  const server = net.createServer((peer) => {
    const splitter = new CotSplitter();
    peers.add(peer);
    peer.on('error', () => peer.destroy());
    peer.on('close', () => peers.delete(peer));
    peer.on('data', (chunk) => {
      for (const frame of splitter.push(chunk)) {
        events.push(frame.kind === 'junk' ? 'junk' : Buffer.from(frame.bytes).toString('utf8'));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const peer of peers) peer.destroy();
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    events,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A receiver of datagrams: each is one event. */
export async function cotDatagrams(): Promise<CotReceiver> {
  const events: string[] = [];
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes) => events.push(bytes.toString('utf8')));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    events,
    cut: () => undefined,
    close: async () => await new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** An event as a peer would write it, true now by a clock that is `aheadS` seconds ahead of ours. */
export function cotEvent(
  uid: string,
  type: string,
  detail: string,
  how = 'm-g',
  aheadS = 0,
): string {
  const now = Date.now() + aheadS * 1_000;
  const at = (offsetS: number) => new Date(now + offsetS * 1_000).toISOString();
  return (
    `<event version="2.0" uid="${uid}" type="${type}" how="${how}" time="${at(0)}" start="${at(0)}" ` +
    `stale="${at(600)}"><point lat="30.2561" lon="120.1589" hae="77.5" ce="5" le="9999999.0"/>` +
    `<detail>${detail}</detail></event>`
  );
}
