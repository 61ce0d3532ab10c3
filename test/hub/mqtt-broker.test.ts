import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { DeliveryReceipt } from '../../src/domain/session/source.ts';
import type { AdapterOut, Decoded } from '../../src/main/hub/adapters/adapter.ts';
import { mqttCounts } from '../../src/main/hub/adapters/mqtt-counts.ts';
import { type PluggedIn, plugIn } from '../../src/main/hub/adapters/samples/plug-in.ts';
import {
  hasMosquitto,
  type Mosquitto,
  type MosquittoSettings,
  makeCertificates,
  mosquittoPub,
  mosquittoSub,
  runMosquitto,
} from './mosquitto.ts';

const USER = { name: 'camera', password: 'cloud nine' };
const COMMITTED: DeliveryReceipt = {
  accepted: 1,
  duplicate: 0,
  late: 0,
  refused: [],
  committed: true,
};

let folder: string;
const running: Mosquitto[] = [];
const plugged: PluggedIn[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-mqtt-'));
});
afterEach(async () => {
  for (const one of plugged.splice(0)) one.abort();
  for (const broker of running.splice(0)) await broker.stop();
  delete process.env.ANLAN_TEST_MQTT_PASSWORD;
  await rm(folder, { recursive: true });
});

async function mosquitto(settings: Partial<MosquittoSettings> = {}): Promise<Mosquitto> {
  const broker = await runMosquitto({ folder, ...settings });
  running.push(broker);
  return broker;
}

/** Starts the adapter against a broker; `deliver` stands for the session. */
function start(
  broker: Readonly<Record<string, unknown>>,
  deliver?: (decoded: Decoded) => Promise<DeliveryReceipt>,
): PluggedIn {
  const one = plugIn();
  const out: AdapterOut = {
    ...one.out,
    ...(deliver
      ? {
          deliver: async (decoded, raw) => {
            await one.out.deliver(decoded, raw);
            return await deliver(decoded);
          },
        }
      : {}),
  };
  const config = mqttCounts.config.parse({
    broker: { clientId: 'anlan', ...broker },
    topic: 'counts/+',
    statusTopic: 'status/+',
    mapping: { sensor: { topic: -1 }, values: [{ path: '$.n', measure: 'occupancy' }] },
  });
  mqttCounts.start(config, out, one.signal);
  plugged.push(one);
  return one;
}

const isUp = (one: PluggedIn) =>
  expect.poll(() => one.connections.at(-1)).toMatchObject({ state: 'up' });
const words = (one: PluggedIn) => one.connections.at(-1)?.words ?? '';
const valuesOf = (one: PluggedIn) =>
  one.delivered.flatMap(({ readings }) => readings.map(({ value }) => value));
const url = (broker: Mosquitto) => `mqtt://127.0.0.1:${broker.port}`;
const pub = (broker: Mosquitto, topic: string, payload: string) =>
  mosquittoPub('-p', String(broker.port), '-q', '1', '-t', topic, '-m', payload);

// Skipped only where there is no mosquitto (Debian: apt-get install mosquitto mosquitto-clients).
describe.skipIf(!hasMosquitto)("Debian's mosquitto as the broker", () => {
  it('over TLS, by name and password', async () => {
    const tls = makeCertificates(path.join(folder, 'tls'));
    const broker = await mosquitto({ user: USER, tls });
    process.env.ANLAN_TEST_MQTT_PASSWORD = USER.password;
    const one = start({
      url: `mqtts://127.0.0.1:${broker.port}`,
      username: USER.name,
      passwordFrom: 'ANLAN_TEST_MQTT_PASSWORD',
      caFile: tls.ca,
    });
    await isUp(one);
    expect(words(one)).toContain(`mqtts://127.0.0.1:${broker.port}`);
    const login = ['-u', USER.name, '-P', USER.password, '--cafile', tls.ca];
    mosquittoPub('-p', String(broker.port), ...login, '-q', '1', '-t', 'counts/a', '-m', '{"n":5}');
    await expect
      .poll(() => one.delivered)
      .toMatchObject([{ readings: [{ sensor: 'a', value: 5 }] }]);
    // No secret may come back out in what the seats are shown.
    expect(JSON.stringify(one.connections)).not.toContain(USER.password);
  });

  it('says in words why it cannot connect', async () => {
    const tls = makeCertificates(path.join(folder, 'tls'));
    const broker = await mosquitto({ user: USER, tls });
    const secure = { url: `mqtts://127.0.0.1:${broker.port}`, username: USER.name };
    process.env.ANLAN_TEST_MQTT_PASSWORD = 'wrong';
    const cases = [
      [{ ...secure, passwordFrom: 'ANLAN_TEST_MQTT_PASSWORD', caFile: tls.ca }, /authori[sz]ed/i],
      [{ ...secure, passwordFrom: 'ANLAN_TEST_NOT_SET' }, /ANLAN_TEST_NOT_SET is not set/],
      [{ ...secure, passwordFrom: 'ANLAN_TEST_MQTT_PASSWORD' }, /certificate/i],
      [{ ...secure, caFile: path.join(folder, 'none.pem') }, /none\.pem/],
      [{ url: 'mqtt://127.0.0.1:1' }, /ECONNREFUSED/],
    ] as const;
    for (const [settings, why] of cases) {
      const one = start(settings);
      await expect
        .poll(() => one.connections.at(-1))
        .toMatchObject({ state: 'down', words: expect.stringMatching(why) });
      one.abort();
    }
  });

  it.each(['5', '3.1.1'])(
    'keeps for us what was published while we were away, and what we had not recorded (MQTT %s)',
    async (mqttVersion) => {
      const broker = await mosquitto();
      const settings = { url: url(broker), mqttVersion };
      const never = () => new Promise<DeliveryReceipt>(() => undefined);
      const first = start(settings, never);
      await isUp(first);
      pub(broker, 'counts/a', '{"n":1}');
      pub(broker, 'counts/a', '{"n":2}');
      await expect.poll(() => valuesOf(first)).toEqual([1, 2]);
      first.abort();
      pub(broker, 'counts/a', '{"n":3}');

      const second = start(settings);
      await expect.poll(() => valuesOf(second)).toEqual([1, 2, 3]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      second.abort();

      const third = start(settings);
      await isUp(third);
      pub(broker, 'counts/a', '{"n":4}');
      await expect.poll(() => valuesOf(third)).toEqual([4]);
    },
  );

  it('is offered a message again until it is recorded', async () => {
    const broker = await mosquitto();
    let offers = 0;
    const one = start({ url: url(broker) }, async () => {
      offers += 1;
      return { ...COMMITTED, committed: offers > 1 };
    });
    await isUp(one);
    pub(broker, 'counts/a', '{"n":1}');
    await expect.poll(() => offers).toBe(2);
    pub(broker, 'counts/a', '{"n":2}');
    await expect.poll(() => valuesOf(one)).toEqual([1, 1, 2]);
  });

  it('loses nothing when it is started anew in the middle', async () => {
    const broker = await mosquitto();
    const one = start({ url: url(broker) });
    await isUp(one);
    const sender = await connectAsync(url(broker), {
      clientId: 'sender',
      clean: false,
      reconnectPeriod: 100,
    });
    sender.on('error', () => undefined);
    const wanted = Array.from({ length: 600 }, (_, index) => index);
    const sending = (async () => {
      for (const n of wanted) await sender.publishAsync('counts/a', `{"n":${n}}`, { qos: 1 });
    })();
    await expect.poll(() => one.delivered.length).toBeGreaterThan(100);
    await broker.stop();
    await expect.poll(() => one.connections.at(-1)?.state).toBe('down');
    await mosquitto({ port: broker.port });
    await sending;
    await sender.endAsync();
    const distinct = () => [...new Set(valuesOf(one))].sort((a, b) => a - b);
    await expect.poll(distinct).toEqual(wanted);
    await isUp(one);
  });

  it("shows a sender's last will as the feed's health", async () => {
    const broker = await mosquitto();
    const one = start({ url: url(broker) });
    await isUp(one);
    const will = ['--will-topic', 'status/a', '--will-payload', 'Offline', '--will-qos', '1'];
    const camera = await mosquittoSub('-p', String(broker.port), '-t', 'none', ...will);
    pub(broker, 'status/a', 'online');
    await expect.poll(() => one.connections.length).toBe(2);
    // A will needs a connection that breaks.
    camera.kill('SIGKILL');
    await expect
      .poll(() => one.connections.at(-1))
      .toMatchObject({ state: 'down', words: expect.stringContaining('offline: status/a') });
    // Another is there still: the feed is, and says who is missing.
    pub(broker, 'status/b', 'online');
    await expect
      .poll(() => one.connections.at(-1))
      .toMatchObject({ state: 'up', words: expect.stringContaining('offline: status/a') });
    pub(broker, 'status/a', 'online');
    await expect.poll(() => words(one)).not.toContain('offline');
    pub(broker, 'status/a', 'perhaps');
    await expect.poll(() => one.failures.join()).toContain('status/a');
  });
});

describe('a broker behind a WebSocket', () => {
  it('is subscribed to, and acknowledged', async () => {
    const broker = await Aedes.createBroker();
    const acknowledged: unknown[] = [];
    broker.on('ack', (packet) => acknowledged.push(packet));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => broker.handle(createWebSocketStream(socket)));
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt`;
    try {
      const one = start({ url: address, mqttVersion: '3.1.1' });
      await isUp(one);
      const sender = await connectAsync(address, { clientId: 'sender' });
      await Promise.all(
        [1, 2, 3].map((n) => sender.publishAsync('counts/a', `{"n":${n}}`, { qos: 1 })),
      );
      await sender.endAsync();
      await expect.poll(() => valuesOf(one)).toEqual([1, 2, 3]);
      await expect.poll(() => acknowledged.length).toBe(3);
      one.abort();
      await expect.poll(() => broker.connectedClients).toBe(0);
    } finally {
      await new Promise<void>((resolve) => broker.close(resolve));
      sockets.close();
      server.close();
    }
  });
});
