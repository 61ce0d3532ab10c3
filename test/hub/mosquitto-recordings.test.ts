import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countedGates, MELBOURNE, METRO } from '../fixtures/counted-gates.ts';
import { writeEvent } from '../fixtures/event-folder.ts';
import { anlan, type HubProcess, type StateJson, startHub } from './hub-process.ts';
import { FROM, METRO_FILE, RECORDINGS, UNTIL } from './metro-day.ts';
import { hasMosquitto, type Mosquitto, runMosquitto } from './mosquitto.ts';

const MELBOURNE_FILE = path.join(RECORDINGS ?? '', 'crowd/melbourne-hourly-2015-2016h1.csv.gz');

let folder: string;
let broker: Mosquitto;
let hub: HubProcess;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-recordings-'));
  broker = await runMosquitto({ folder });
  const event = await writeEvent(folder, countedGates(), feeds(`mqtt://127.0.0.1:${broker.port}`));
  const file = path.join(folder, 'counts.anlan');
  hub = await startHub([event, '--source', 'live', '--clock', 'feed', '--event-file', file]);
});
afterEach(async () => {
  await hub.stop();
  await broker.stop();
  await rm(folder, { recursive: true });
});

/** Two feeds at the same broker elsewhere, each under its own topic. */
function feeds(url: string) {
  const feed = (id: string) => ({
    feed: id,
    adapter: 'mqtt-counts',
    name: { zh: id, en: id },
    silentAfterS: 60,
    broker: { url, clientId: `hub-${id}` },
    topic: `counts/${id}`,
  });
  const time = (at: string) => ({ path: at, form: 'iso', marks: 'intervalStart' });
  const measure = 'intervalCount';
  return [
    {
      ...feed('melbourne'),
      mapping: {
        sensor: { path: '$.device', table: MELBOURNE },
        time: time('$.time'),
        values: [{ path: '$.count', measure, intervalPath: '$.interval_s' }],
      },
    },
    {
      ...feed('metro'),
      mapping: {
        sensor: { path: '$.station_id', table: METRO },
        time: time('$.start'),
        values: ['entries', 'exits'].map((side) => ({
          path: `$.${side}`,
          measure,
          intervalS: 600,
          sensorSuffix: `-${side}`,
        })),
        others: 'ignore',
      },
    },
  ];
}

async function* rowsOf(file: string): AsyncGenerator<Record<string, string>> {
  yield* createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
}

/** People by sensor, straight from the files. */
async function sumsOfFiles() {
  const sums: Record<string, number> = {};
  const add = (sensor: string, people: string | undefined) => {
    sums[sensor] = (sums[sensor] ?? 0) + Number(people);
  };
  let melbourneRows = 0;
  for await (const row of rowsOf(MELBOURNE_FILE)) {
    melbourneRows += 1;
    add(MELBOURNE[row.sensor ?? ''] ?? 'unknown', row.count);
  }
  for await (const row of rowsOf(METRO_FILE)) {
    const station = METRO[row.station_id ?? ''];
    if (station === undefined || !row.start?.startsWith('2019-01-05')) continue;
    add(`${station}-entries`, row.entries);
    add(`${station}-exits`, row.exits);
  }
  return { sums, melbourneRows };
}

interface HealthJson {
  readonly sources: readonly {
    readonly feed: string;
    readonly messages: number;
    readonly accepted: number;
    readonly refused: number;
    readonly recording?: { readonly file: string };
  }[];
}

const health = async (feed: string) =>
  (await hub.getJson<HealthJson>('/health')).sources.find((one) => one.feed === feed);

async function play(feed: string, file: string, ...more: readonly string[]) {
  const topic = `mqtt://127.0.0.1:${broker.port}/counts/${feed}`;
  const told = ['--hub', hub.url, '--feed', feed];
  const played = await anlan(
    'feed',
    file,
    '--to',
    topic,
    ...told,
    '--speed',
    '0',
    '--json',
    ...more,
  );
  expect(played.code, played.stderr).toBe(0);
  return JSON.parse(played.stdout) as { messages: number; records: number };
}

// Skipped only where there are no recordings (set ANLAN_DATA to their folder) or no mosquitto.
describe.skipIf(!RECORDINGS || !hasMosquitto)('recorded counts through a real mosquitto', () => {
  it('sum to the person: a metro day, and a year and a half of Melbourne', async () => {
    const { sums, melbourneRows } = await sumsOfFiles();
    // What is published before the hub's session at the broker exists, nobody keeps.
    await expect
      .poll(async () => JSON.stringify((await hub.getJson<HealthJson>('/health')).sources))
      .toMatch(/mqtt:.*as hub-melbourne.*mqtt:.*as hub-metro/);

    // The metro first: Melbourne has gaps of 25 hours, which a clock that follows the feed does not cross by itself.
    const metro = await play('metro', METRO_FILE, '--from', FROM, '--until', UNTIL);
    const melbourne = await play('melbourne', MELBOURNE_FILE, '--interval', '3600');
    expect(melbourne.records).toBe(melbourneRows);
    for (const [feed, { messages }] of Object.entries({ metro, melbourne })) {
      const timeout = 240_000;
      await expect.poll(async () => (await health(feed))?.messages, { timeout }).toBe(messages);
    }

    const state = await hub.getJson<StateJson>('/state.json');
    expect(Object.fromEntries(state.sensors.map(({ id, sum }) => [id, sum]))).toEqual(sums);
    expect(await health('melbourne')).toMatchObject({ accepted: melbourneRows, refused: 0 });
    expect((await health('melbourne'))?.recording).toMatchObject({ ended: true });
  }, 420_000);
});
