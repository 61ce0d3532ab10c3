import type { CheckpointId, GateId, ZoneId } from '../base/ids.ts';
import type { LonLat } from '../base/quantity.ts';
import type { Surface } from '../crowd/surface.ts';
import type { RingName } from '../site/site.ts';
import type { RunName } from './run-figures.ts';

/** Where a finding is, and what a map must show to see it. */
export interface FindingPlace {
  readonly kind:
    | 'zone'
    | 'checkpoint'
    | 'gate'
    | 'post'
    | 'sensor'
    | 'hotSpot'
    | 'passage'
    | 'street'
    | 'ring';
  /** The element's id; a passage's `from/to`, a street's name in Chinese, a ring's name. */
  readonly id: string;
  readonly name: RunName;
  /** The middle of it. */
  readonly at: LonLat;
  /** South-west and north-east corners to zoom to. */
  readonly bounds: readonly [LonLat, LonLat];
}

/** What can be wrong with a plan. */
export const FINDING_CODES = [
  /** Less clear width out of a ring, or less flow out of the site, than the people need. */
  'egressTooNarrow',
  /** A ring's evacuees find a way, but not as many a minute as needed. */
  'egressFlowTooSmall',
  /** A zone whose expected people (by the script) are more than its capacity. */
  'zoneOverCapacity',
  /** More people in a zone by design than 82 / 66 ped/m/min take out of it in the given minutes. */
  'zoneDrainsTooSlowly',
  /** No way on foot from the zone to any gate, given the modes of the checkpoints. */
  'zoneWithoutWayOut',
  /** A gate that leads to ground from which nobody can reach any zone, or that stands off the ground. */
  'gateUnreachable',
  /** A passage or checkpoint between two zones whose grounds do not meet on foot there. */
  'passageBlocked',
  /** A street whose clear width is cut to less than `leastWidthM` somewhere along it. */
  'corridorBlocked',
  'checkpointOffGround',
  /** The ground at a checkpoint is narrower than its clear width. */
  'checkpointWiderThanGround',
  /** Lanes × 0.6 m are more than the clear width. */
  'lanesDoNotFit',
  'checkpointUnstaffed',
  'postOffGround',
  'postInOtherZone',
  'hotSpotOutsideZone',
  'hotSpotAlertOverCapacity',
  /** No camera, density sensor, grid cell or counter sees the zone. */
  'zoneWithoutSensor',
  /** Nobody is posted in the zone. */
  'zoneWithoutPost',
  'checkpointWithoutCounter',
  'sensorOffGround',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `blocker`: the plan must not be released like this; `warning`: somebody should look at it. */
export type FindingSeverity = 'blocker' | 'warning';

/** One finding; `figures` are what a sentence about it needs, units in the names. */
export interface PlanFinding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly place: FindingPlace;
  readonly figures: Readonly<Record<string, number>>;
}

/** One way out over a border: a checkpoint, a passage or a gate. */
export interface EgressWay {
  readonly kind: 'checkpoint' | 'passage' | 'gate';
  readonly id: CheckpointId | GateId | string;
  readonly name: RunName;
  readonly number?: number;
  readonly at: LonLat;
  readonly surface: Surface;
  /** Width that is open outwards in the given mode, metres; 0 where the mode lets nobody out. */
  readonly clearWidthM: number;
  /** Clear width × 82 (level) or 66 (stairs) ped/m/min, less where the gate passes less (a ferry). */
  readonly perMin: number;
}

/** The ways out of a ring (or, for `site`, out of the whole site) against what the people need. */
export interface EgressBorder {
  readonly border: RingName | 'site';
  readonly ways: readonly EgressWay[];
  /** The ways by the street or zone they lead to, widest first. */
  readonly streets: readonly {
    readonly to: ZoneId | 'outside' | 'world';
    readonly name: RunName;
    readonly clearWidthM: number;
    readonly perMin: number;
  }[];
  /** Clear level width needed: people / minutes / 82; what stands on stairs counts as 66/82 of its width. */
  readonly neededM: number;
  /** Width available, stairs counted as 66/82 of it. */
  readonly availableM: number;
  readonly neededPerMin: number;
  readonly availablePerMin: number;
  /** Minutes for the people at the available rate; absent where nobody gets out. */
  readonly minutes?: number;
  readonly enough: boolean;
}

/** The whole way from the core's zones to the gates as a network with the capacities of its openings. */
export interface EgressFlow {
  /** Greatest flow of people from the core's zones (shared by capacity) to the gates, people a minute. */
  readonly maxPerMin: number;
  readonly neededPerMin: number;
  readonly minutes?: number;
  readonly enough: boolean;
  /** The openings that bind: widening any other changes nothing. */
  readonly bottleneck: readonly EgressWay[];
}

/** A leaf zone's capacity. */
export interface ZoneCapacity {
  readonly zone: ZoneId;
  readonly name: RunName;
  readonly ring: RingName;
  readonly usableAreaM2: number;
  readonly designDensityPerM2: number;
  /** People. */
  readonly capacity: number;
  /** Most people that the script wants there at one time, shows included; absent without a script. */
  readonly expectedPeak?: number;
  /** `HH:MM` of the site's wall clock. */
  readonly expectedPeakAt?: string;
  /** Clear width out of the zone, stairs as 66/82, metres. */
  readonly exitWidthM: number;
  /** Minutes to empty it at capacity over all its ways out; absent where there is none. */
  readonly drainMin?: number;
}

/** The checks that a planner signs, for one plan with its changes. */
export interface PlanChecks {
  readonly people: number;
  readonly minutes: number;
  /** Clear width that the people need: on the level at 82 ped/m/min and by stairs at 66 (Green Guide), metres. */
  readonly needed: { readonly levelM: number; readonly stairsM: number };
  /** From the core outwards, then the site. */
  readonly borders: readonly EgressBorder[];
  readonly flow: EgressFlow;
  readonly capacity: readonly ZoneCapacity[];
  /** Blockers first. */
  readonly findings: readonly PlanFinding[];
  readonly blockers: number;
  readonly warnings: number;
}
