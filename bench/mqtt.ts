import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type HubProcess, type StateJson, startHub } from '../test/hub/hub-process.ts';
import { type Mosquitto, runMosquitto } from '../test/hub/mosquitto.ts';
import type { BenchOptions } from './benchmark.ts';
import { type Figure, figure } from './figures.ts';
import { readLogged, wrongLog, wrongSums } from './ingest/books.ts';
import { Readings } from './ingest/readings.ts';
import { refuse } from './ingest/refuse.ts';
import { OUTSIDE_TOPIC, OWN_TOPIC, writeMqttEvent } from './mqtt/event.ts';
import { Publisher, type Taken } from './mqtt/publisher.ts';
import { startBareSubscriber } from './mqtt/start-bare-subscriber.ts';
import { CpuMeter } from './process-cpu.ts';

const SEED = 20261231;
const SENSORS = 500;
const MESSAGES_PER_S = 500;
const READINGS_PER_MESSAGE = 20;
const FLOOD_S = 10;

/** One receiver under load. */
interface Measured {
  readonly load: Taken;
  readonly cpuPercent: readonly number[];
  /** One reading a message, as fast as the sender and the broker go. */
  readonly singles: Taken;
}

/**
 * 10,000 readings a second through mosquitto into the log against a bare mqtt.js subscriber at the same broker; then
 * one reading a message, as fast as it goes. Throws when a reading was lost or counted twice.
 */
export async function* mqtt(options: BenchOptions): AsyncGenerator<Figure> {
  const seconds = Math.round(options.seconds ?? 60);
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-mqtt-'));
  const brokerFolder = path.join(folder, 'mosquitto');
  await mkdir(brokerFolder);
  const broker = await runMosquitto({ folder: brokerFolder });
  try {
    const hub = await measureHub(broker, folder, seconds);
    const bare = await measureBare(broker, folder, seconds);
    yield* figures(hub, bare, seconds);
  } finally {
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureHub(broker: Mosquitto, folder: string, seconds: number) {
  const event = path.join(folder, 'event');
  const file = path.join(folder, 'mqtt.anlan');
  const url = urlOf(broker.port);
  const site = await writeMqttEvent(event, SENSORS, url);
  const args = [event, '--source', 'live', '--event-file', file, '--mqtt-port', '0'];
  const hub = await startHub(args);
  const readings = new Readings(site, SEED);
  try {
    await untilConnected(hub);
    const outside = () => accepted(hub, 'outside');
    const measured = await measure(url, hub.process.pid ?? 0, readings, seconds, outside);
    const ownPort = (await hub.getJson<Health>('/health')).mqtt?.port ?? 0;
    const publisher = await Publisher.open(urlOf(ownPort), OWN_TOPIC);
    const own = await publisher.asFastAsItGoes(
      FLOOD_S,
      () => readings.message(1, Date.now(), 1),
      () => accepted(hub, 'own'),
    );
    await publisher.close();
    refuse(wrongSums(site, await hub.getJson<StateJson>('/state.json'), readings.sent));
    const code = await hub.stop();
    if (code !== 0) throw new Error(`the hub ended with ${code}`);
    refuse(wrongLog(site, await readLogged(site, file), readings.sent));
    return { ...measured, own, sent: readings.sent.readings.reduce((sum, one) => sum + one, 0) };
  } finally {
    if (hub.process.exitCode === null) await hub.kill();
  }
}

async function measureBare(broker: Mosquitto, folder: string, seconds: number): Promise<Measured> {
  const url = urlOf(broker.port);
  const site = await writeMqttEvent(path.join(folder, 'bare'), SENSORS, url);
  const subscriber = await startBareSubscriber(url, OUTSIDE_TOPIC);
  try {
    // It counts messages, the hub readings.
    let factor = READINGS_PER_MESSAGE;
    let base = 0;
    const count = async () => base + (await subscriber.count()) * factor;
    return await measure(
      url,
      subscriber.pid,
      new Readings(site, SEED),
      seconds,
      count,
      async () => {
        const messages = await subscriber.count();
        base = messages * factor - messages;
        factor = 1;
      },
    );
  } finally {
    await subscriber.stop();
  }
}

/** `count`: readings taken in so far. `beforeSingles` is called between the two loads. */
async function measure(
  url: string,
  pid: number,
  readings: Readings,
  seconds: number,
  count: () => Promise<number>,
  beforeSingles: () => Promise<void> = async () => undefined,
): Promise<Measured> {
  const publisher = await Publisher.open(url, OUTSIDE_TOPIC);
  const intervalS = SENSORS / (MESSAGES_PER_S * READINGS_PER_MESSAGE);
  const meter = new CpuMeter(pid);
  const load = await publisher.onSchedule(
    seconds,
    MESSAGES_PER_S,
    (dueAt) => readings.message(READINGS_PER_MESSAGE, dueAt, intervalS),
    async () => (await count()) / READINGS_PER_MESSAGE,
  );
  const cpuPercent = meter.stop();
  await beforeSingles();
  const singles = await publisher.asFastAsItGoes(
    FLOOD_S,
    () => readings.message(1, Date.now(), 1),
    count,
  );
  await publisher.close();
  return { load, cpuPercent, singles };
}

function* figures(
  hub: Measured & { readonly own: Taken; readonly sent: number },
  bare: Measured,
  seconds: number,
): Generator<Figure> {
  const named = (name: string, values: readonly number[]) => ({ name, values });
  const rate = ({ load }: Measured) => load.perSecond.map((one) => one * READINGS_PER_MESSAGE);
  const spread = { spread: true };
  const reference = 'bare mqtt.js';
  yield figure(
    named(`mqtt.rate ${seconds} s`, rate(hub)),
    'readings/s',
    named(reference, rate(bare)),
  );
  yield figure(named('mqtt.lost', [0]), 'readings', named('readings sent', [hub.sent]));
  yield figure(
    named('mqtt.last message to last commit', [hub.load.drainMs]),
    'ms',
    named(reference, [bare.load.drainMs]),
  );
  yield figure(
    named('mqtt.cpu', hub.cpuPercent),
    '% of a core',
    named(reference, bare.cpuPercent),
    spread,
  );
  yield figure(
    named('mqtt.singles through mosquitto', hub.singles.perSecond),
    'readings/s',
    named(reference, bare.singles.perSecond),
    spread,
  );
  yield figure(
    named("mqtt.singles to the hub's own broker", hub.own.perSecond),
    'readings/s',
    named(`${reference} through mosquitto`, bare.singles.perSecond),
    spread,
  );
}

interface Health {
  readonly mqtt: { readonly port: number } | null;
  readonly sources: readonly {
    readonly feed: string;
    readonly accepted: number;
    readonly health: string;
    readonly connection?: string;
  }[];
}

async function accepted(hub: HubProcess, feed: string): Promise<number> {
  const { sources } = await hub.getJson<Health>('/health');
  return sources.find((one) => one.feed === feed)?.accepted ?? 0;
}

async function untilConnected(hub: HubProcess): Promise<void> {
  for (;;) {
    const { sources } = await hub.getJson<Health>('/health');
    const outside = sources.find(({ feed }) => feed === 'outside');
    if (outside?.connection !== undefined && outside.health !== 'disconnected') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function urlOf(port: number): string {
  return `mqtt://127.0.0.1:${port}`;
}
