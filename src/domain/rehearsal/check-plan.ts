import type { NightScript } from '../plan/night-script.ts';
import { buildGround, type Ground } from '../site/ground.ts';
import type { Site } from '../site/site.ts';
import { checkpointHealth } from './checkpoint-health.ts';
import { corridorHealth } from './corridor-health.ts';
import { egressBorders } from './egress-borders.ts';
import { egressFlow } from './egress-flow.ts';
import { egressOpenings, LEVEL_PER_M_MIN, STAIRS_PER_M_MIN } from './egress-openings.ts';
import type {
  EgressBorder,
  EgressFlow,
  PlanChecks,
  PlanFinding,
  ZoneCapacity,
} from './plan-checks.ts';
import { placeOf, ringName } from './plan-place.ts';
import { zoneCapacities } from './zone-capacities.ts';
import {
  gateHealth,
  ofZone,
  passageHealth,
  placeHealth,
  sensorHealth,
  zoneHealth,
} from './zone-health.ts';

/** The people and the time of the operation's own yardstick. */
export const CHECKED_PEOPLE = 60_000;
export const CHECKED_MINUTES = 30;

/**
 * The checks that a planner signs: do the ways out of each ring take `people` in `minutes` (82 ped/m/min level, 66 by
 * stairs), and does the network of all of them; do the zones hold those who are expected; does the plan hang together.
 * `script` absent: nothing is known of who is expected where, and every gate counts as open.
 */
export function checkPlan(
  site: Site,
  script: NightScript | undefined,
  people: number = CHECKED_PEOPLE,
  minutes: number = CHECKED_MINUTES,
  ground: Ground = buildGround(site),
): PlanChecks {
  const openings = egressOpenings(site, script);
  const borders = egressBorders(site, openings, people, minutes);
  const capacity = zoneCapacities(ground, script, openings);
  const capacityOf = new Map<string, number>(capacity.map((zone) => [zone.zone, zone.capacity]));
  const flow = egressFlow(site, openings, capacityOf, people, minutes);
  const findings = [
    ...borderFindings(ground, borders),
    ...flowFindings(ground, flow, borders),
    ...capacityFindings(ground, capacity, minutes),
    ...gateHealth(ground),
    ...checkpointHealth(ground),
    ...passageHealth(ground, openings),
    ...corridorHealth(ground),
    ...zoneHealth(ground, openings),
    ...placeHealth(ground),
    ...sensorHealth(ground),
  ];
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return {
    people,
    minutes,
    needed: {
      levelM: people / minutes / LEVEL_PER_M_MIN,
      stairsM: people / minutes / STAIRS_PER_M_MIN,
    },
    borders,
    flow,
    capacity,
    findings: [...blockers, ...warnings],
    blockers: blockers.length,
    warnings: warnings.length,
  };
}

function borderFindings(ground: Ground, borders: readonly EgressBorder[]): readonly PlanFinding[] {
  return borders.flatMap((border): readonly PlanFinding[] => {
    if (border.enough) return [];
    const { neededM, availableM } = border;
    const place = ringPlace(ground, border);
    return [
      { code: 'egressTooNarrow', severity: 'blocker', place, figures: { neededM, availableM } },
    ];
  });
}

function flowFindings(
  ground: Ground,
  flow: EgressFlow,
  borders: readonly EgressBorder[],
): readonly PlanFinding[] {
  // A border that is too narrow has been told; then the network cannot do better.
  if (flow.enough || borders.some(({ enough }) => !enough)) return [];
  const { maxPerMin, neededPerMin, bottleneck } = flow;
  const about = { kind: 'ring', id: 'core', name: ringName(ground.site, 'core') } as const;
  const points = bottleneck.length > 0 ? bottleneck.map(({ at }) => at) : [ground.site.origin];
  const place = placeOf(about, points, ground.metres);
  const figures = { maxPerMin, neededPerMin, ways: bottleneck.length };
  return [{ code: 'egressFlowTooSmall', severity: 'blocker', place, figures }];
}

function ringPlace({ site, metres }: Ground, { border, ways }: EgressBorder) {
  const about = { kind: 'ring', id: border, name: ringName(site, border) } as const;
  return placeOf(about, ways.length > 0 ? ways.map(({ at }) => at) : [site.origin], metres);
}

function capacityFindings(
  ground: Ground,
  zones: readonly ZoneCapacity[],
  minutes: number,
): readonly PlanFinding[] {
  return zones.flatMap((each, leaf): readonly PlanFinding[] => {
    const zone = ground.leaves[leaf];
    if (zone === undefined) return [];
    const { capacity, expectedPeak, drainMin } = each;
    return [
      ...(expectedPeak !== undefined && expectedPeak > capacity
        ? [ofZone(ground, zone, 'zoneOverCapacity', 'warning', { expectedPeak, capacity })]
        : []),
      ...(drainMin !== undefined && drainMin > minutes
        ? [ofZone(ground, zone, 'zoneDrainsTooSlowly', 'warning', { drainMin, minutes, capacity })]
        : []),
    ];
  });
}
