import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';
import type { RawMessage } from '../adapters/adapter.ts';
import { type LocalBroker, localBroker } from './local-broker.ts';

const COMMITTED: DeliveryReceipt = {
  accepted: 1,
  duplicate: 0,
  late: 0,
  refused: [],
  committed: true,
};

const brokers: LocalBroker[] = [];
const clients: MqttClient[] = [];
const sockets: Socket[] = [];
const warnings: string[] = [];
const errors: unknown[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(brokers.splice(0).map((broker) => broker.close()));
  expect(errors.splice(0)).toEqual([]);
  warnings.length = 0;
});

function open(port = 0): LocalBroker {
  const broker = localBroker({
    port,
    warn: (message) => warnings.push(message),
    onError: (error) => errors.push(error),
  });
  brokers.push(broker);
  return broker;
}

async function portOf(broker: LocalBroker): Promise<number> {
  const port = await broker.listening();
  if (port === undefined) throw new Error('the broker does not listen');
  return port;
}

async function client(broker: LocalBroker, clientId: string): Promise<MqttClient> {
  const made = await connectAsync(`mqtt://127.0.0.1:${await portOf(broker)}`, {
    clientId,
    reconnectPeriod: 50,
  });
  made.on('error', () => undefined);
  clients.push(made);
  return made;
}

async function stranger(broker: LocalBroker): Promise<Socket> {
  const socket = connect(await portOf(broker), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** A broker with one subscriber that keeps what it gets. */
function keeping(filter = 'counts/#') {
  const broker = open();
  const abort = new AbortController();
  const kept: string[] = [];
  broker.subscribe(
    filter,
    async ({ bytes, from }) => {
      kept.push(`${from} ${new TextDecoder().decode(bytes)}`);
      return COMMITTED;
    },
    abort.signal,
  );
  return { broker, kept, abort };
}

it('listens only when it is needed', async () => {
  const broker = open();
  expect(await broker.listening()).toBeUndefined();
  expect(broker.state()).toBeUndefined();
});

it('acknowledges a message when it is committed, not before', async () => {
  const broker = open();
  let commit: (() => void) | undefined;
  broker.subscribe(
    'counts/+',
    () =>
      new Promise((resolve) => {
        commit = () => resolve(COMMITTED);
      }),
    new AbortController().signal,
  );
  const sender = await client(broker, 'sender');
  let acknowledged = false;
  const sent = sender.publishAsync('counts/a', '1', { qos: 1 }).then(() => {
    acknowledged = true;
  });
  await expect.poll(() => commit).toBeDefined();
  // Long enough for an answer on this machine, were there one.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(acknowledged).toBe(false);
  commit?.();
  await sent;
});

it('does not acknowledge what was not recorded: the sender repeats it', async () => {
  const broker = open();
  const came: RawMessage[] = [];
  broker.subscribe(
    'counts/+',
    async (raw) => {
      came.push(raw);
      return { ...COMMITTED, committed: came.length > 1 };
    },
    new AbortController().signal,
  );
  const sender = await client(broker, 'sender');
  await sender.publishAsync('counts/a', 'four', { qos: 1 });
  expect(came.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['four', 'four']);
});

it('takes a long stream from one sender whole and in order', async () => {
  const { broker, kept } = keeping();
  const sender = await client(broker, 'sender');
  const wanted = Array.from({ length: 2_000 }, (_, index) => `counts/a ${index}`);
  await Promise.all(
    wanted.map((_, index) => sender.publishAsync('counts/a', String(index), { qos: 1 })),
  );
  expect(kept).toEqual(wanted);
});

it('hands a message to every feed that asked for it, until its signal', async () => {
  const { broker, kept, abort } = keeping('counts/+');
  const other = new AbortController();
  broker.subscribe(
    'counts/a',
    async () => {
      kept.push('other');
      return COMMITTED;
    },
    other.signal,
  );
  const sender = await client(broker, 'sender');
  await sender.publishAsync('counts/a', '1', { qos: 1 });
  expect(kept).toEqual(['counts/a 1', 'other']);
  abort.abort();
  await sender.publishAsync('counts/a', '2', { qos: 1 });
  expect(kept).toEqual(['counts/a 1', 'other', 'other']);
  other.abort();
  await sender.publishAsync('counts/a', '3', { qos: 1 });
  expect(broker.state()).toMatchObject({ unclaimed: 1, lastUnclaimedTopic: 'counts/a' });
});

it('hands a last will on when its client is cut off', async () => {
  const { broker, kept } = keeping('status/+');
  const doomed = await connectAsync(`mqtt://127.0.0.1:${await portOf(broker)}`, {
    clientId: 'doomed',
    reconnectPeriod: 0,
    will: { topic: 'status/doomed', payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  clients.push(doomed);
  doomed.stream.destroy();
  await expect.poll(() => kept).toEqual(['status/doomed offline']);
});

it('publishes to its clients', async () => {
  const broker = open();
  await broker.publish('services/none', new Uint8Array([1]));
  const listener = await client(broker, 'listener');
  const came: string[] = [];
  listener.on('message', (topic, payload) => came.push(`${topic} ${payload.toString('hex')}`));
  await listener.subscribeAsync('services/+', { qos: 1 });
  await broker.publish('services/dock', new Uint8Array([0, 255]));
  await expect.poll(() => came).toEqual(['services/dock 00ff']);
});

it('uses another port when its own is taken, and says so', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const broker = open(port);
  broker.subscribe('a', async () => COMMITTED, new AbortController().signal);
  expect(await portOf(broker)).not.toBe(port);
  expect(warnings[0]).toContain(`port ${port}`);
  taken.close();
});

it('keeps nothing for clients that are away', async () => {
  const { broker } = keeping();
  const url = `mqtt://127.0.0.1:${await portOf(broker)}`;
  const lasting = await connectAsync(url, { clientId: 'lasting', clean: false });
  clients.push(lasting);
  await lasting.subscribeAsync('counts/#', { qos: 1 });
  await lasting.endAsync();
  const sender = await client(broker, 'sender');
  await sender.publishAsync('counts/a', '1', { qos: 1, retain: true });
  const again = await connectAsync(url, { clientId: 'lasting', clean: false });
  clients.push(again);
  const came: string[] = [];
  again.on('message', (topic) => came.push(topic));
  await again.subscribeAsync('counts/#', { qos: 1 });
  await sender.publishAsync('counts/b', '2', { qos: 1 });
  await expect.poll(() => came).toEqual(['counts/b']);
});

it('ends who announces a packet that is too long, and nobody else', async () => {
  const { broker, kept } = keeping();
  const sender = await client(broker, 'sender');
  const bad = await stranger(broker);
  const closed = once(bad, 'close');
  // A CONNECT, then a PUBLISH of 2 MiB and one byte.
  bad.write(Buffer.from([0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 1, 0x61]));
  bad.write(Buffer.from([0x30, 0x81, 0x80, 0x80, 0x01]));
  await closed;
  await sender.publishAsync('counts/a', 'x'.repeat(1_500_000), { qos: 1 });
  expect(kept).toHaveLength(1);
  expect(warnings.join()).toContain('longer than');
});

it('survives any bytes, halves of packets and clients that just go', async () => {
  const { broker, kept } = keeping();
  const sender = await client(broker, 'sender');
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.boolean(),
      async (bytes, connects) => {
        const socket = await stranger(broker);
        if (connects) {
          socket.write(
            Buffer.from([0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 1, 0x61]),
          );
        }
        socket.end(bytes);
        socket.resume();
      },
    ),
    { numRuns: 200 },
  );
  await sender.publishAsync('counts/a', 'still here', { qos: 1 });
  expect(kept.at(-1)).toBe('counts/a still here');
});

it('turns away more clients than it can hold, and has room again when they go', async () => {
  const { broker } = keeping();
  const sender = await client(broker, 'sender');
  const crowd = await Promise.all(Array.from({ length: 300 }, () => stranger(broker)));
  await expect.poll(() => broker.state()?.clients).toBe(256);
  await sender.publishAsync('counts/a', '1', { qos: 1 });
  for (const socket of crowd) socket.destroy();
  await expect.poll(() => broker.state()?.clients).toBe(1);
  await client(broker, 'another');
});

it('acknowledges nothing once it closes, and frees its port', async () => {
  const broker = open();
  let commit: (() => void) | undefined;
  broker.subscribe(
    'counts/+',
    () =>
      new Promise((resolve) => {
        commit = () => resolve(COMMITTED);
      }),
    new AbortController().signal,
  );
  const port = await portOf(broker);
  const sender = await client(broker, 'sender');
  let acknowledged = false;
  sender
    .publishAsync('counts/a', '1', { qos: 1 })
    .then(() => {
      acknowledged = true;
    })
    .catch(() => undefined);
  await expect.poll(() => commit).toBeDefined();
  const closed = broker.close();
  commit?.();
  await closed;
  await sender.endAsync(true);
  expect(acknowledged).toBe(false);
  const next = createServer().listen(port, '127.0.0.1');
  await once(next, 'listening');
  next.close();
});
