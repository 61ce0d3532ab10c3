import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Site } from '../src/domain/site/site.ts';
import { type HubProcess, type StateJson, startHub } from '../test/hub/hub-process.ts';
import type { BenchOptions } from './benchmark.ts';
import { type Figure, figure } from './figures.ts';
import { readLogged, wrongLog, wrongSums } from './ingest/books.ts';
import { writeEvent } from './ingest/event.ts';
import { Readings } from './ingest/readings.ts';
import { refuse } from './ingest/refuse.ts';
import { type Load, Sender } from './ingest/sender.ts';
import { startBareServer } from './ingest/start-bare-server.ts';
import { CpuMeter } from './process-cpu.ts';

const SEED = 20261231;
const SENSORS = 500;
const MESSAGES_PER_S = 500;
const READINGS_PER_MESSAGE = 20;
/** Readings wait for a commit, so this many connections are used to have enough under way. */
const CONNECTIONS = 512;
/** Connections of the closed loop: as asked for, and enough to fill the commits. */
const LANES = [64, 1_024] as const;
const CLOSED_LOOP_S = 10;

/** One server under load. */
interface Measured {
  readonly load: Load;
  readonly cpuPercent: readonly number[];
  /** Messages of one reading answered in each second, by number of connections. */
  readonly singles: ReadonlyMap<number, readonly number[]>;
}

/**
 * 10,000 readings a second through HTTP into the log against a server that only reads the same bodies; then one
 * reading a message, as fast as it goes. Throws when a reading was lost or counted twice.
 */
export async function* ingest(options: BenchOptions): AsyncGenerator<Figure> {
  const seconds = Math.round(options.seconds ?? 60);
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-ingest-'));
  try {
    const site = await writeEvent(path.join(folder, 'event'), SENSORS);
    const hub = await measureHub(site, folder, seconds);
    const bare = await measureBare(site, seconds);
    yield* figures(hub, bare, seconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureHub(
  site: Site,
  folder: string,
  seconds: number,
): Promise<Measured & { sent: number }> {
  const file = path.join(folder, 'ingest.anlan');
  const event = path.join(folder, 'event');
  const hub = await startHub([event, '--source', 'live', '--event-file', file]);
  const readings = new Readings(site, SEED);
  try {
    const pid = hub.process.pid ?? 0;
    const measured = await measure(`${hub.url}/feeds/counts`, pid, readings, seconds);
    refuse(wrongSums(site, await hub.getJson<StateJson>('/state.json'), readings.sent));
    await stopInOrder(hub);
    refuse(wrongLog(site, await readLogged(site, file), readings.sent));
    return { ...measured, sent: readings.sent.readings.reduce((sum, count) => sum + count, 0) };
  } finally {
    if (hub.process.exitCode === null) await hub.kill();
  }
}

async function measureBare(site: Site, seconds: number): Promise<Measured> {
  const server = await startBareServer();
  try {
    return await measure(server.url, server.pid, new Readings(site, SEED), seconds);
  } finally {
    await server.stop();
  }
}

async function measure(
  url: string,
  pid: number,
  readings: Readings,
  seconds: number,
): Promise<Measured> {
  const sender = new Sender(url, CONNECTIONS);
  const intervalS = SENSORS / (MESSAGES_PER_S * READINGS_PER_MESSAGE);
  const meter = new CpuMeter(pid);
  const load = await sender.onSchedule(seconds, MESSAGES_PER_S, (dueAt) =>
    readings.message(READINGS_PER_MESSAGE, dueAt, intervalS),
  );
  const cpuPercent = meter.stop();
  sender.close();
  refuse(load.failures);

  const singles = new Map<number, readonly number[]>();
  for (const lanes of LANES) {
    const closedLoop = new Sender(url, lanes);
    const message = () => readings.message(1, Date.now(), 1);
    singles.set(lanes, await closedLoop.asFastAsItGoes(CLOSED_LOOP_S, lanes, message));
    closedLoop.close();
  }
  return { load, cpuPercent, singles };
}

function* figures(
  hub: Measured & { readonly sent: number },
  bare: Measured,
  seconds: number,
): Generator<Figure> {
  const named = (name: string, values: readonly number[]) => ({ name, values });
  const rate = ({ load }: Measured) => load.perSecond.map((count) => count * READINGS_PER_MESSAGE);
  const spread = { spread: true };
  yield figure(
    named(`ingest.rate ${seconds} s`, rate(hub)),
    'readings/s',
    named('bare server', rate(bare)),
  );
  yield figure(named('ingest.lost', [0]), 'readings', named('readings sent', [hub.sent]));
  yield figure(
    named('ingest.not sent in time', [hub.load.skipped * READINGS_PER_MESSAGE]),
    'readings',
    named('readings sent', [hub.sent]),
  );
  yield figure(
    named('ingest.lag', hub.load.lagMs),
    'ms',
    named('bare server', bare.load.lagMs),
    spread,
  );
  yield figure(
    named('ingest.cpu', hub.cpuPercent),
    '% of a core',
    named('bare server', bare.cpuPercent),
    spread,
  );
  for (const lanes of LANES) {
    yield figure(
      named(`ingest.singles ${lanes} connections`, hub.singles.get(lanes) ?? []),
      'readings/s',
      named('bare server', bare.singles.get(lanes) ?? []),
    );
  }
}

async function stopInOrder(hub: HubProcess): Promise<void> {
  const code = await hub.stop();
  if (code !== 0) throw new Error(`the hub ended with ${code}`);
}
