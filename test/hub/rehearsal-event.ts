import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NightScript } from '../../src/domain/plan/night-script.ts';
import { twoSquaresNight } from '../../src/workers/kernels/zone-graph/two-squares-night.ts';
import { twoSquares } from '../fixtures/two-squares.ts';

const counts = {
  feed: 'rehearsal-counts',
  adapter: 'http-counts',
  name: { zh: '模拟传感器', en: 'Simulated sensors' },
  silentAfterS: 30,
  mapping: {
    sensor: { path: '$.device' },
    time: { path: '$.time', form: 'iso' },
    values: [
      {
        path: '$.count',
        measure: 'intervalCount',
        intervalPath: '$.interval_s',
        optional: true,
      },
      { path: '$.occupancy', measure: 'occupancy', optional: true },
      { path: '$.density', measure: 'density', optional: true },
    ],
  },
};

/** The feeds that a rehearsal of the two squares plays into: counters and cameras, drones, a telecom grid, units. */
const feeds = {
  live: [],
  // One that rehearsals may use; what is sent to port 9 is thrown away.
  outputs: [
    {
      output: 'tak-out',
      adapter: 'cot-out',
      name: { zh: '态势', en: 'Picture' },
      alsoInRehearsal: true,
      udp: { host: '127.0.0.1', port: 9 },
    },
  ],
  rehearsal: [
    counts,
    {
      feed: 'rehearsal-mavlink',
      adapter: 'mavlink-json',
      name: { zh: '模拟无人机', en: 'Simulated drones' },
      silentAfterS: 15,
    },
    {
      feed: 'rehearsal-units',
      adapter: 'cot',
      name: { zh: '模拟力量', en: 'Simulated units' },
      silentAfterS: 30,
    },
    {
      feed: 'rehearsal-grid',
      adapter: 'telecom-grid',
      name: { zh: '模拟信令', en: 'Simulated telecom grid' },
      silentAfterS: 900,
      grid: { southWest: [120.16329, 30.25356], datum: 'GCJ-02', cellM: 70, cols: 2, rows: 1 },
      people: '$.people',
      time: { path: '$.time', form: 'iso' },
      multiplier: 3,
    },
  ],
};

/** One that both models play, and one that bodies alone live through. */
const scenarios = {
  format: 'anlan-scenarios',
  version: 1,
  scenarios: [
    { id: 'shut', name: { zh: '关闭', en: 'shut' }, changes: ['checkpoint.2.mode@17:01=closed'] },
    {
      id: 'rain',
      name: { zh: '雨', en: 'rain' },
      happenings: [
        {
          at: '17:01',
          what: {
            kind: 'rain',
            homeShare: 0.3,
            arrivingFactor: 0.5,
            speedFactor: 1.1,
            lastsMin: 5,
          },
        },
      ],
    },
  ],
};

function night(): NightScript {
  const script = twoSquaresNight();
  return {
    ...script,
    sensors: {
      ...script.sensors,
      telecom: {
        intervalS: 60,
        delayS: 60,
        smear: 0.1,
        multiplierSd: 0.05,
        multiplierDriftMin: 30,
      },
    },
    units: [
      {
        unit: 'unit-1',
        callsign: 'Guide-01',
        agency: 'Stewards',
        route: [
          [120.159, 30.2562],
          [120.1596, 30.2562],
        ],
        speedMps: 1.3,
        startsAt: '17:00',
      },
    ],
  };
}

/** A new folder with the event of the two squares in it: `<folder>/event` to serve, and room for event files. */
export async function rehearsalEvent(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-rehearsal-'));
  const documents = {
    'site.json': twoSquares(),
    'night.json': night(),
    'feeds.json': feeds,
    'scenarios.json': scenarios,
  };
  for (const [name, document] of Object.entries(documents)) {
    await writeFile(path.join(folder, name), JSON.stringify(document));
  }
  return folder;
}
