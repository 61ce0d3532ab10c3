import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anlan, type HubProcess, type StateJson, startAnlan, startHub } from './hub-process.ts';
import { FROM, METRO_FILE, RECORDINGS, sumsOfFile, UNTIL } from './metro-day.ts';

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
(RECORDINGS ? describe : describe.skip)('a real day of the Hangzhou metro (ANLAN_DATA)', () => {
  it("sums to the person, through the live path, on the recording's own clock", async () => {
    hub = await startHub(serveArgs());
    const played = await anlan(
      'feed',
      METRO_FILE,
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
    // The metro's counters see some zones alone: the others are unknown, and the area's estimate holds more than these.
    const known = state.zones.flatMap(({ people }) => (people === null ? [] : [people]));
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(state.zones.length);
    const total = known.reduce((sum, people) => sum + people, 0);
    expect(state.people ?? Number.NaN).toBeGreaterThan(total);
  });

  it('still sums after kill -9 at a random moment and a new start on the same file', async () => {
    hub = await startHub(serveArgs());
    const { port, url } = hub;
    const playing = startAnlan(
      'feed',
      METRO_FILE,
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
  });
});
