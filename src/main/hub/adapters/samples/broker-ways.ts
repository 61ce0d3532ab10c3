import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import { localBroker } from '../../transport/local-broker.ts';
import type { CarriedWay } from './adapter-sample.ts';

/** By the hub's own broker: the sender is a client of it, as a camera would be. */
export async function byOwnBroker(
  topic: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<CarriedWay> {
  const broker = localBroker({
    port: 0,
    warn: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  let connecting: Promise<MqttClient> | undefined;
  const sender = async () =>
    await connectAsync(`mqtt://127.0.0.1:${await broker.listening()}`, { clientId: 'sender' });
  return {
    settings,
    connects: false,
    out: (signal) => ({
      subscribe: (filter, receive) => broker.subscribe(filter, receive, signal),
      publish: (to, payload) => broker.publish(to, payload),
    }),
    async send({ bytes, from = topic }) {
      connecting ??= sender();
      await (await connecting).publishAsync(from, Buffer.from(bytes), { qos: 1 });
    },
    released: async () => true,
    async close() {
      await (await connecting)?.endAsync(true);
      await broker.close();
    },
  };
}

/** By a broker elsewhere, to which the adapter connects. */
export async function byOutsideBroker(
  topic: string,
  settings: (url: string) => Readonly<Record<string, unknown>>,
): Promise<CarriedWay> {
  let running = await runBroker(0);
  const { port } = running;
  return {
    settings: settings(`mqtt://127.0.0.1:${port}`),
    connects: true,
    out: () => ({}),
    async send({ bytes, from = topic }) {
      const packet = {
        cmd: 'publish',
        topic: from,
        payload: Buffer.from(bytes),
        qos: 1,
        retain: false,
        dup: false,
      } as const;
      await new Promise<void>((resolve, reject) => {
        running.broker.publish(packet, (error) => (error ? reject(error) : resolve()));
      });
    },
    link: {
      cut: async () => await running.stop(),
      mend: async () => {
        running = await runBroker(port);
      },
    },
    released: async () => running.broker.connectedClients === 0,
    close: async () => await running.stop(),
  };
}

async function runBroker(port: number) {
  const broker = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    broker,
    port: (server.address() as AddressInfo).port,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
