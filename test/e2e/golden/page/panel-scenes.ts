import { type ComponentType, createElement, type ReactNode } from 'react';
import { must } from '../../../../src/domain/base/assert.ts';
import type { DroneId } from '../../../../src/domain/base/ids.ts';
import { type EastNorth, MINUTE, SECOND } from '../../../../src/domain/base/quantity.ts';
import type { DroneReport } from '../../../../src/domain/forces/drone.ts';
import { initialWorld, type World } from '../../../../src/domain/session/world.ts';
import { CHECKPOINT_MODES, siteSchema } from '../../../../src/domain/site/site.ts';
import type { SeriesPoints } from '../../../../src/domain/wire/contract.ts';
import { AlertQueue } from '../../../../src/renderer/panels/alert-queue.tsx';
import { CheckpointsTab } from '../../../../src/renderer/panels/checkpoints-tab.tsx';
import { DronesTab } from '../../../../src/renderer/panels/drones-tab.tsx';
import { KeyFigures } from '../../../../src/renderer/panels/key-figures.tsx';
import { Legend } from '../../../../src/renderer/panels/legend.tsx';
import { PlaceList } from '../../../../src/renderer/panels/place-list.tsx';
import { siteFacts } from '../../../../src/renderer/state/site-facts.ts';
import { twoSquares } from '../../../fixtures/two-squares.ts';
import type { PanelName } from './panel-names.ts';

/** 23:40 at the site. */
export const NOW = Date.UTC(2025, 11, 31, 15, 40);
const HOUR = 60 * MINUTE;

interface Panel {
  readonly body: ComponentType;
  /** As in the seat. */
  readonly widthPx: number;
  /** Absent: as high as what is in it. */
  readonly heightPx?: number;
  /** The class of what it stands in. */
  readonly of: string;
}

const PANELS: Readonly<Record<PanelName, Panel>> = {
  places: { body: PlaceList, widthPx: 320, of: 'work-area' },
  alerts: { body: AlertQueue, widthPx: 360, of: 'right-panel' },
  figures: { body: KeyFigures, widthPx: 1_440, of: 'figures-place' },
  // A list that scrolls has the height that it is given.
  checkpoints: { body: CheckpointsTab, widthPx: 360, heightPx: 340, of: 'right-panel' },
  drones: { body: DronesTab, widthPx: 360, of: 'right-panel' },
  legend: { body: Legend, widthPx: 760, of: 'map-pane' },
};

/** The panel of that name in a frame of its width; throws for one that there is not. */
export function panelOf(name: string): ReactNode {
  const { body, widthPx, heightPx, of } = must(
    PANELS[name as PanelName],
    `a panel called "${name}"`,
  );
  const height = heightPx === undefined ? 'auto' : `${heightPx}px`;
  const style = { width: `${widthPx}px`, height };
  return createElement('div', { className: of, style }, createElement(body));
}

const LEVELS = ['green', 'yellow', 'orange', 'red', 'unknown'] as const;
const ZONES = [
  ['北广场', 'North square', 2_410, 1.12],
  ['西广场', 'West square', 4_020, 2.62],
  ['东广场', 'East square', 5_630, 3.71],
  ['南广场', 'South square', 6_940, 4.83],
  ['后街', 'Back street', 120, 0.08],
] as const;
const RINGS = ['core', 'control', 'diversion', 'core', 'control'] as const;
const REASONS = {
  green: { cause: 'none' },
  yellow: { cause: 'worstDensity', figure: 2.62, threshold: 2.5 },
  orange: { cause: 'capacity', figure: 0.93, threshold: 0.9 },
  red: { cause: 'density', figure: 4.83, threshold: 4.5 },
  unknown: { cause: 'stale' },
} as const;

/** Five zones of one level each, a hot-spot near its alert value, six checkpoints of one mode each. */
export const facts = siteFacts(siteSchema.parse(site()));

function site(): object {
  const squares = twoSquares();
  const { ground } = siteFacts(squares);
  const box = (west: number, south: number, east: number, north: number) => {
    const corners: EastNorth[] = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ];
    return [corners.map((corner) => ground.metres.toLonLat(corner))];
  };
  const [, zone] = squares.zones;
  const [hotSpot] = squares.hotSpots;
  const [checkpoint] = squares.checkpoints;
  return {
    ...squares,
    zones: ZONES.map(([zh, en], index) => ({
      ...zone,
      id: LEVELS[index],
      name: { zh, en },
      parent: undefined,
      ring: RINGS[index],
      polygon: box(4 + index * 22, 10, 22 + index * 22, 50),
    })),
    hotSpots: [{ ...hotSpot, zone: 'orange', polygon: box(50, 20, 60, 40) }],
    checkpoints: CHECKPOINT_MODES.map((mode, index) => ({
      ...checkpoint,
      id: `cp-${index + 1}`,
      number: index + 1,
      name: { zh: `第${index + 1}卡口`, en: `Checkpoint of mode ${index + 1}` },
      mode,
      staffed: index !== 1,
      outer: 'green',
      inner: 'yellow',
    })),
    passages: [],
    gates: [],
    posts: [],
    sensors: [],
  };
}

/** The world at 23:40, as panels find it. */
export function panelWorld(): World {
  const { site: drawn, ground } = facts;
  const supportAt = NOW - 4 * SECOND;
  const flows = { inPerMin: 84, outPerMin: 51 };
  const world = initialWorld(drawn, NOW);
  return {
    ...world,
    estimate: {
      issuedAt: NOW - SECOND,
      zones: ground.leaves.map(({ id }, index) => {
        const [, , people, densityPerM2] = must(ZONES[index], `zone ${index}`);
        const known = id === 'unknown' ? {} : { supportAt, ...flows };
        return { zone: id, people, sd: Math.round(people / 20), densityPerM2, ...known };
      }),
      outside: { people: 3_120, sd: 240 },
      area: { people: 19_120, sd: 610 },
      total: 22_240,
      trendPerMin: 133,
      peak: { people: 19_180, at: NOW - 3 * MINUTE },
      visits: { people: 48_300, sd: 1_200 },
      hotSpots: drawn.hotSpots.map(({ id }) => ({
        ...{ hotSpot: id, people: 912, sd: 60 },
        ...{ densityPerM2: 3.9, supportAt },
      })),
      checkpoints: drawn.checkpoints.map(({ id }) => ({ checkpoint: id, ...flows, supportAt })),
      biasAbsorbed: 0,
    },
    levels: {
      ...Object.fromEntries(
        LEVELS.map((level, index) => [
          level,
          { level, reason: REASONS[level], since: NOW - (3 + index) * MINUTE },
        ]),
      ),
      stage: {
        level: 'orange',
        reason: { cause: 'alertValue', figure: 0.91, threshold: 0.9 },
        since: NOW - 2 * MINUTE,
      },
    },
    drones: {
      'uav-1': { report: { ...drone(1), task: 'patrol', groundSpeedMps: 6 }, trail: [] },
      'uav-2': { report: { ...drone(2), observedAt: NOW - 95 * SECOND }, trail: [] },
    },
  };
}

function drone(number: number): DroneReport {
  const [lon, lat] = facts.site.origin;
  return {
    drone: `uav-${number}` as DroneId,
    callsign: `UAV-${number}`,
    observedAt: NOW - 2 * SECOND,
    ...{ lon, lat, altM: 75, headingDeg: 60, batteryPct: 82 },
  };
}

/** The last hour of every zone: a slow wave. */
export function lastHour(): Readonly<Record<string, SeriesPoints>> {
  const t = Array.from({ length: 46 }, (_, index) => NOW - HOUR + (index + 0.5) * (HOUR / 46));
  return Object.fromEntries(
    ZONES.map(([, , people], zone) => {
      const values = t.map((_, index) => people * (0.8 + 0.2 * Math.sin(index / 6 + zone)));
      return [LEVELS[zone], { from: NOW - HOUR, to: NOW, t, min: values, max: values }];
    }),
  );
}
