import type { EastNorth, LonLat } from '../../src/domain/base/quantity.ts';
import { localMetres } from '../../src/domain/geo/local-metres.ts';
import { type Site, siteSchema } from '../../src/domain/site/site.ts';

const ORIGIN: LonLat = [120.1588, 30.256];
const METRES = localMetres(ORIGIN);
const SIDE_M = 1_000;
/** Zones along each side. */
const ZONES = 4;
const ZONE_M = SIDE_M / ZONES;
/** Where point sensors stand in a zone, as shares of its side. */
const POINTS: readonly EastNorth[] = [
  [0.2, 0.2],
  [0.8, 0.25],
  [0.5, 0.55],
  [0.75, 0.8],
];

/**
 * Open ground of 1,000 × 1,000 m in which every cell is walkable: 16 zones, each with a camera over its western half,
 * four density sensors, and counters in both directions to its eastern neighbour.
 */
export function openGround(): Site {
  const zones = Array.from({ length: ZONES * ZONES }, (_, index) => ({
    id: `zone-${index + 1}`,
    west: (index % ZONES) * ZONE_M,
    south: Math.floor(index / ZONES) * ZONE_M,
  }));
  return siteSchema.parse({
    format: 'anlan-site',
    version: 1,
    id: 'open-ground',
    name: name('开阔地', 'Open ground'),
    timeZone: 'Asia/Shanghai',
    attribution: 'drawn for benchmarks',
    origin: ORIGIN,
    grid: { westM: 0, southM: 0, cols: SIDE_M, rows: SIDE_M, cellM: 1 },
    streets: [],
    openGround: [
      {
        name: name('开阔地', 'Open ground'),
        kind: 'plaza',
        polygon: box(-1, -1, SIDE_M + 1, SIDE_M + 1),
        surface: 'walkway',
      },
    ],
    obstacles: [],
    zones: zones.map(({ id, west, south }) => ({
      id,
      name: name(id, id),
      ring: 'core',
      polygon: box(west, south, west + ZONE_M, south + ZONE_M),
      surface: 'walkway',
      designDensityPerM2: 3,
    })),
    hotSpots: [],
    checkpoints: [],
    passages: [],
    gates: [],
    posts: [],
    sensors: zones.flatMap(({ id, west, south }, index) => [
      camera(id, box(west, south, west + ZONE_M / 2, south + ZONE_M)),
      ...POINTS.map(([east, north], point) =>
        density(`${id}-point-${point + 1}`, id, west + east * ZONE_M, south + north * ZONE_M),
      ),
      ...countersTo(zones[index + 1], zones[index], (index + 1) % ZONES !== 0),
    ]),
  });
}

interface DrawnZone {
  readonly id: string;
  readonly west: number;
  readonly south: number;
}

function countersTo(
  east: DrawnZone | undefined,
  west: DrawnZone | undefined,
  isNeighbour: boolean,
): readonly object[] {
  if (!east || !west || !isNeighbour) return [];
  const from = at([east.west, east.south + 1]);
  const to = at([east.west, east.south + ZONE_M - 1]);
  return [
    counter(`${west.id}-east`, west.id, east.id, [from, to]),
    counter(`${east.id}-west`, east.id, west.id, [to, from]),
  ];
}

function name(zh: string, en: string) {
  return { zh, en };
}

function at(position: EastNorth): LonLat {
  return METRES.toLonLat(position);
}

function box(westM: number, southM: number, eastM: number, northM: number) {
  return [[at([westM, southM]), at([eastM, southM]), at([eastM, northM]), at([westM, northM])]];
}

const COMMON = { relativeError: 0.1, detectionShare: 1, staleAfterS: 30 };

function camera(zone: string, polygon: ReturnType<typeof box>) {
  const id = `${zone}-camera`;
  return { ...COMMON, kind: 'zoneCount', id, name: name(id, id), zone, polygon };
}

function density(id: string, zone: string, eastM: number, northM: number) {
  const polygon = box(eastM - 4, northM - 4, eastM + 4, northM + 4);
  return { ...COMMON, kind: 'pointDensity', id, name: name(id, id), zone, polygon };
}

function counter(id: string, from: string, to: string, line: readonly LonLat[]) {
  return { ...COMMON, kind: 'lineCounter', id, name: name(id, id), line, from, to };
}
