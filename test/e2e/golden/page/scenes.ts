import { must } from '../../../../src/domain/base/assert.ts';
import type { CheckpointId, DroneId, OrderId, SensorId } from '../../../../src/domain/base/ids.ts';
import type { EastNorth, LonLat } from '../../../../src/domain/base/quantity.ts';
import {
  ageCode,
  type DensityFrame,
  densityCode,
} from '../../../../src/domain/crowd/density-frame.ts';
import type { Estimate } from '../../../../src/domain/crowd/estimate.ts';
import type { DroneReport } from '../../../../src/domain/forces/drone.ts';
import { cellCentre } from '../../../../src/domain/geo/grid.ts';
import { initialWorld, type World } from '../../../../src/domain/session/world.ts';
import { siteSchema } from '../../../../src/domain/site/site.ts';
import type { MapState } from '../../../../src/renderer/map/live-layer.ts';
import { siteFacts } from '../../../../src/renderer/state/site-facts.ts';
import { LAYERS, type LayerName } from '../../../../src/renderer/state/ui-store.ts';
import { twoSquares } from '../../../fixtures/two-squares.ts';

/** What the map is told to draw. */
export interface Scene {
  readonly state: MapState;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly frame: DensityFrame | undefined;
  readonly centre: LonLat;
  readonly zoom: number;
}

const NOW = 1_000_000;
const facts = siteFacts(twoSquares());
const { ground } = facts;
const none = { people: 0, sd: 0 };
const world = initialWorld(facts.site, NOW);

export const SCENE_NAMES = ['density', 'levels', 'checkpoints', 'drones', 'flow'] as const;
export type SceneName = (typeof SCENE_NAMES)[number];

const SCENES: Readonly<Record<SceneName, () => Scene>> = {
  density,
  levels,
  checkpoints,
  drones,
  flow,
};

/** The scene of that name; throws for one that there is not. */
export function sceneOf(name: string): Scene {
  return must(SCENES[name as SceneName], `a scene called "${name}"`)();
}

/**
 * Density rises from nothing in the west to 8 ped/m² in the east of each square; the north-west is stale, the
 * south-west was never observed. The stairs in the north hold 2.8 ped/m²: red for stairs, yellow on the flat.
 */
function density(): Scene {
  const perM2 = ([east, north]: EastNorth) => {
    if (north > 47 && east > 50 && east < 70) return 2.8;
    return (8 * (east < 60 ? east - 2 : east - 68)) / 50;
  };
  const ageS = ([east, north]: EastNorth) => {
    if (east > 30) return 4;
    return north > 40 ? 120 : north < 20 ? undefined : 4;
  };
  const cells = [...ground.gridCell].map((cell) => cellCentre(ground.grid, cell));
  const frame: DensityFrame = {
    issuedAt: NOW,
    density: Uint8Array.from(cells, (at) => densityCode(Math.max(0, perM2(at)))),
    age: Uint8Array.from(cells, (at) => ageCode(ageS(at))),
  };
  return scene(world, ['density', 'isolines'], { frame });
}

/** Five zones side by side, one of each level; unknown because nothing is known of it. */
function levels(): Scene {
  const names = ['green', 'yellow', 'orange', 'red', 'unknown'] as const;
  const site = twoSquares();
  const zone = must(site.zones[1], 'a leaf zone');
  const rings = ['core', 'control', 'diversion', 'core', 'control'] as const;
  const zones = names.map((name, index) => {
    const [west, east] = [4 + index * 22, 22 + index * 22];
    const corners: EastNorth[] = [
      [west, 10],
      [east, 10],
      [east, 50],
      [west, 50],
    ];
    return {
      ...zone,
      id: name,
      name: { zh: name, en: name },
      parent: undefined,
      ring: rings[index],
      polygon: [corners.map((corner) => ground.metres.toLonLat(corner))],
    };
  });
  const fives = siteFacts(
    siteSchema.parse({
      ...site,
      zones,
      hotSpots: [],
      checkpoints: [],
      passages: [],
      gates: [],
      posts: [],
      sensors: [],
    }),
  );
  const levelled: World = {
    ...initialWorld(fives.site, NOW),
    estimate: {
      ...emptyEstimate(),
      zones: fives.ground.leaves.map(({ id }, index) => ({
        zone: id,
        people: 1_000 * (index + 1),
        sd: 0,
        densityPerM2: 1,
        supportAt: NOW,
      })),
    },
    levels: Object.fromEntries(
      names.map((name) => [name, { level: name, reason: { cause: 'none' }, since: 0 }]),
    ),
  };
  const { state, ...rest } = scene(levelled, ['zones'], {});
  return { ...rest, state: { ...state, facts: fives } };
}

/** Six gates, one of each mode; the second is unstaffed, the last waits for its confirmation. */
function checkpoints(): Scene {
  const site = twoSquares();
  const one = must(site.checkpoints[0], 'a checkpoint');
  const modes = ['open', 'metered', 'oneWayIn', 'oneWayOut', 'waveRelease', 'closed'] as const;
  const gates = siteFacts({
    ...site,
    checkpoints: modes.map((mode, index) => ({
      ...one,
      id: `cp-${index + 1}` as CheckpointId,
      number: index + 1,
      mode,
      staffed: index !== 1,
      bearingDeg: (one.bearingDeg + 30 * index) % 360,
      position: ground.metres.toLonLat([12 + 36 * (index % 3), index < 3 ? 42 : 18]),
    })),
    sensors: [],
  });
  const closed = initialWorld(gates.site, NOW);
  const waiting: World = {
    ...closed,
    checkpoints: {
      ...closed.checkpoints,
      'cp-6': { mode: 'closed', version: 1, changedAt: NOW, order: 'order-1' as OrderId },
    },
  };
  const { state, ...rest } = scene(waiting, ['checkpoints'], {});
  return { ...rest, state: { ...state, facts: gates } };
}

/** One that flies its task, one that is idle, one whose link was lost a minute and a half ago. */
function drones(): Scene {
  const report = (id: string, [east, north]: EastNorth): DroneReport => {
    const [lon, lat] = ground.metres.toLonLat([east, north]);
    return {
      drone: id as DroneId,
      callsign: id,
      observedAt: NOW,
      lon,
      lat,
      altM: 75,
      headingDeg: 60,
      batteryPct: 82,
    };
  };
  const flies = { ...report('UAV-1', [20, 40]), task: 'watch' };
  const idle = { ...report('UAV-2', [75, 40]), headingDeg: 200 };
  const lost = { ...report('UAV-3', [45, 16]), observedAt: NOW - 90_000 };
  const [lon, lat] = ground.metres.toLonLat([2, 30]);
  const flown: World = {
    ...world,
    drones: {
      'UAV-1': { report: flies, trail: [{ at: NOW - 30_000, lon, lat }] },
      'UAV-2': { report: idle, trail: [] },
      'UAV-3': { report: lost, trail: [] },
    },
  };
  return scene(flown, ['drones'], {});
}

/** Counter-flow at the first checkpoint, one way at the second, too little to draw one way at the metro exit. */
function flow(): Scene {
  const flowing: World = {
    ...world,
    estimate: {
      ...emptyEstimate(),
      checkpoints: [
        { checkpoint: 'cp-1' as CheckpointId, inPerMin: 480, outPerMin: 120, supportAt: NOW },
        { checkpoint: 'cp-2' as CheckpointId, inPerMin: 200, outPerMin: 16, supportAt: NOW },
      ],
      counters: [
        { sensor: 'gate-metro-in' as SensorId, perMin: 260, supportAt: NOW },
        { sensor: 'gate-metro-out' as SensorId, perMin: 20, supportAt: NOW },
      ],
    },
  };
  return scene(flowing, ['flow'], {});
}

function emptyEstimate(): Estimate {
  return {
    issuedAt: NOW,
    zones: [],
    outside: none,
    area: none,
    total: 0,
    peak: { people: 0, at: NOW },
    visits: none,
    hotSpots: [],
    checkpoints: [],
    biasAbsorbed: 0,
  };
}

function scene(
  of: World,
  shown: readonly LayerName[],
  { frame }: { readonly frame?: DensityFrame },
): Scene {
  const layers = Object.fromEntries(LAYERS.map((name) => [name, shown.includes(name)])) as Record<
    LayerName,
    boolean
  >;
  return {
    state: {
      facts,
      world: of,
      now: NOW,
      language: 'en',
      selection: undefined,
      measuring: undefined,
    },
    layers,
    frame,
    centre: ground.metres.toLonLat([50, 30]),
    zoom: 17.9,
  };
}
