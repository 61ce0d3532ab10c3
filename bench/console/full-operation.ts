import type { EastNorth, LonLat } from '../../src/domain/base/quantity.ts';
import { localMetres } from '../../src/domain/geo/local-metres.ts';
import { type Site, siteSchema } from '../../src/domain/site/site.ts';

const ORIGIN: LonLat = [120.1588, 30.256];
const METRES = localMetres(ORIGIN);
const ZONE_M = 100;
const ZONE_COLS = 10;
const ZONE_ROWS = 6;
const CHECKPOINTS = 47;
const HOT_SPOTS = 12;

export const PEOPLE = 75_000;
export const DRONES = 20;
export const UNITS = 600;

/** Where things of the operation stand: metres east and north of the ground's corner. */
export const GROUND_M = { east: ZONE_COLS * ZONE_M, north: ZONE_ROWS * ZONE_M } as const;

export function at(position: EastNorth): LonLat {
  return METRES.toLonLat(position);
}

/** The live feeds of the full operation. */
export const FEEDS = {
  live: [
    {
      feed: 'counts',
      adapter: 'http-counts',
      name: name('人数', 'Counts'),
      silentAfterS: 60,
      mapping: {
        sensor: { path: '$.device' },
        time: { path: '$.time', form: 'iso' },
        values: [{ path: '$.occupancy', measure: 'occupancy' }],
      },
    },
    {
      feed: 'drones',
      adapter: 'mavlink-json',
      name: name('无人机', 'Drones'),
      silentAfterS: 30,
    },
    { feed: 'units', adapter: 'cot', name: name('力量', 'Units'), silentAfterS: 30 },
  ],
  rehearsal: [],
} as const;

/**
 * The largest operation that the console is made for: 60 zones on 1,000 × 600 m of open ground in cells of a metre,
 * 47 checkpoints, 12 hot-spots, a camera over every zone.
 */
export function fullOperation(): Site {
  const zones = Array.from({ length: ZONE_COLS * ZONE_ROWS }, (_, index) => ({
    id: `zone-${index + 1}`,
    west: (index % ZONE_COLS) * ZONE_M,
    south: Math.floor(index / ZONE_COLS) * ZONE_M,
  }));
  const zoneBox = ({ west, south }: (typeof zones)[number]) =>
    box(west, south, west + ZONE_M, south + ZONE_M);
  const checkpoints = zones
    .filter(({ west }) => west > 0)
    .slice(0, CHECKPOINTS)
    .map(({ id, west, south }, index) => ({
      id: `cp-${index + 1}`,
      number: index + 1,
      name: name(`卡口${index + 1}`, `Checkpoint ${index + 1}`),
      position: at([west, south + ZONE_M / 2]),
      bearingDeg: 90,
      clearWidthM: 12,
      lanes: 8,
      outer: `zone-${Number(id.slice(5)) - 1}`,
      inner: id,
      mode: 'open',
      staffed: index % 9 !== 0,
    }));
  return siteSchema.parse({
    format: 'anlan-site',
    version: 1,
    id: 'full-operation',
    name: name('满负荷', 'Full operation'),
    timeZone: 'Asia/Shanghai',
    attribution: 'drawn for benchmarks',
    origin: ORIGIN,
    grid: { westM: 0, southM: 0, cols: GROUND_M.east, rows: GROUND_M.north, cellM: 1 },
    streets: [],
    openGround: [
      {
        name: name('开阔地', 'Open ground'),
        kind: 'plaza',
        polygon: box(-1, -1, GROUND_M.east + 1, GROUND_M.north + 1),
        surface: 'walkway',
      },
    ],
    obstacles: [],
    zones: zones.map((zone) => ({
      id: zone.id,
      name: name(zone.id, zone.id),
      ring: 'core',
      polygon: zoneBox(zone),
      surface: 'walkway',
      designDensityPerM2: 3,
    })),
    hotSpots: zones.slice(0, HOT_SPOTS).map(({ id, west, south }) => ({
      id: `spot-${id}`,
      name: name(`热点${id}`, `Spot ${id}`),
      zone: id,
      polygon: box(west + 20, south + 20, west + 50, south + 50),
      surface: 'walkway',
      alertPeople: 900,
    })),
    checkpoints,
    passages: [],
    gates: [],
    posts: [],
    sensors: zones.map((zone) => ({
      relativeError: 0.1,
      detectionShare: 1,
      staleAfterS: 30,
      kind: 'zoneCount',
      id: `${zone.id}-camera`,
      name: name(zone.id, zone.id),
      zone: zone.id,
      polygon: zoneBox(zone),
    })),
  });
}

function name(zh: string, en: string) {
  return { zh, en };
}

function box(westM: number, southM: number, eastM: number, northM: number) {
  return [[at([westM, southM]), at([eastM, southM]), at([eastM, northM]), at([westM, northM])]];
}
