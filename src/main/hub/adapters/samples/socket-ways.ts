import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { CarriedWay } from './adapter-sample.ts';

/** By UDP datagrams to a port on which the adapter listens. */
export async function byUdp(
  settings: (port: number) => Readonly<Record<string, unknown>>,
): Promise<CarriedWay> {
  const port = await freeUdpPort();
  const sender = createSocket('udp4');
  return {
    settings: settings(port),
    connects: true,
    out: () => ({}),
    send: ({ bytes }) =>
      new Promise((resolve, reject) => {
        sender.send(bytes, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
      }),
    released: () => udpPortIsFree(port),
    close: async () => {
      const closed = once(sender, 'close');
      sender.close();
      await closed;
    },
  };
}

async function freeUdpPort(): Promise<number> {
  const probe = createSocket('udp4');
  probe.bind(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return port;
}

async function udpPortIsFree(port: number): Promise<boolean> {
  const probe = createSocket('udp4');
  try {
    probe.bind(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
