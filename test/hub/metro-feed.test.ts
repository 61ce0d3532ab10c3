import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anlan, type HubProcess, type StateJson, startAnlan, startHub } from './hub-process.ts';

const data = process.env.ANLAN_DATA;
const FILE = path.join(data ?? '', 'metro/hz-metro-10min-2019-01-02_20.csv.gz');
const FROM = '2019-01-05T00:00:00+08:00';
const UNTIL = '2019-01-06T00:00:00+08:00';

/** Which stations of the recording each sensor of the site stands for. */
const STATIONS: Readonly<Record<string, readonly string[]>> = {
  'metro-longxiangqiao': ['9'],
  'metro-fengqi-road': ['10', '51'],
  'metro-dingan-road': ['8'],
};

let folder: string;
let hub: HubProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-metro-'));
});
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  await rm(folder, { recursive: true });
});

/** The day's sums by sensor, straight from the file. */
async function sumsOfFile(): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  const rows = createReadStream(FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    if (!row.start?.startsWith('2019-01-05')) continue;
    for (const [sensor, stations] of Object.entries(STATIONS)) {
      if (!stations.includes(row.station_id ?? '')) continue;
      for (const side of ['entries', 'exits'] as const) {
        const key = `${sensor}-${side}`;
        sums[key] = (sums[key] ?? 0) + Number(row[side]);
      }
    }
  }
  return sums;
}

function sumsOfState(state: StateJson): Record<string, number | null> {
  return Object.fromEntries(
    state.sensors
      .filter((sensor) => sensor.id.startsWith('metro-'))
      .map((sensor) => [sensor.id, sensor.sum]),
  );
}

const serveArgs = () => [
  'hubin',
  '--source',
  'live',
  '--clock',
  'feed',
  '--event-file',
  path.join(folder, 'metro.anlan'),
];

// Skipped only where there are no recordings: set ANLAN_DATA to their folder.
(data ? describe : describe.skip)('a real day of the Hangzhou metro (ANLAN_DATA)', () => {
  it("sums to the person, through the live path, on the recording's own clock", async () => {
    hub = await startHub(serveArgs());
    const played = await anlan(
      'feed',
      FILE,
      '--to',
      hub.url,
      '--speed',
      '0',
      '--from',
      FROM,
      '--until',
      UNTIL,
      '--json',
    );
    expect(played.code, played.stderr).toBe(0);
    const state = await hub.getJson<StateJson>('/state.json');
    expect(sumsOfState(state)).toEqual(await sumsOfFile());
    expect(Date.parse(state.time)).toBe(Date.parse(UNTIL));
    expect(state.time).toContain('+08:00');
    const total = state.zones.reduce((sum, zone) => sum + (zone.people ?? 0), 0);
    expect(Math.abs(total - (state.people ?? Number.NaN))).toBeLessThan(1e-6);
  }, 120_000);

  it('still sums after kill -9 at a random moment and a new start on the same file', async () => {
    hub = await startHub(serveArgs());
    const { port, url } = hub;
    const playing = startAnlan(
      'feed',
      FILE,
      '--to',
      url,
      '--speed',
      '0',
      '--from',
      FROM,
      '--until',
      UNTIL,
      '--json',
    );
    // Somewhere in the middle of the day's 109 messages.
    for (;;) {
      const state = await hub.getJson<StateJson>('/state.json');
      if (Date.parse(state.time) > Date.parse(FROM) + (6 + 6 * Math.random()) * 3_600_000) break;
      await new Promise((resolve) => setTimeout(resolve, 50 * Math.random()));
    }
    await hub.kill();
    hub = await startHub([path.join(folder, 'metro.anlan'), '--source', 'live'], { port });
    const played = await playing.ended;
    expect(played.code, played.stderr).toBe(0);
    expect(JSON.parse(played.stdout)).toMatchObject({ ok: true });
    expect(played.stderr).toContain('repeating until it is acknowledged');
    expect(sumsOfState(await hub.getJson<StateJson>('/state.json'))).toEqual(await sumsOfFile());
  }, 180_000);
});
