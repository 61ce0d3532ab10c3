import type { Ground } from '../../../domain/site/ground.ts';
import { counterUniform } from '../agents/counter-random.ts';
import type { CheckpointControl } from './checkpoint-control.ts';
import type { CheckpointGap, GapRasters } from './checkpoint-gaps.ts';
import type { Demand } from './demand.ts';
import type { GatePlaces } from './gate-places.ts';
import type { Happenings } from './happenings.ts';
import type { NightHabits } from './night-habits.ts';
import type { Places } from './places.ts';
import type { Stage } from './stage.ts';
import type { Visitors } from './visitors.ts';
import type { Ways } from './ways.ts';

/** Body radius of who walks and of who stands: who stands turns their shoulders for those who pass. */
export const WALKING_RADIUS_M = 0.15;
export const STANDING_RADIUS_M = 0.08;

/** Running totals of a night, all whole numbers. */
export interface NightCounts {
  /** Bodies that have appeared. */
  entered: number;
  left: number;
  visits: number;
  steps: number;
  personSteps: number;
  /** Companies in the ring as its release began. */
  released: number;
  /** Companies that were pressed and set out before their time, less those that gave them theirs. */
  setOutEarly: number;
  /** Seconds since the night's beginning. */
  second: number;
}

/** Everything a night consists of, shared by those who move it; each part is told in its own file. */
export interface NightWorld {
  readonly ground: Ground;
  readonly stage: Stage;
  readonly seed: number;
  readonly habits: NightHabits;
  readonly happenings: Happenings;
  readonly demand: Demand;
  readonly places: Places;
  readonly ways: Ways;
  readonly gates: GatePlaces;
  readonly gaps: readonly CheckpointGap[];
  readonly rasters: GapRasters;
  readonly control: CheckpointControl;
  readonly visitors: Visitors;
  readonly counts: NightCounts;
  /** By leaf zone: people who are there or on the way, and do not go home. */
  readonly heading: Float64Array;
  /** By leaf zone: people who have settled there. */
  readonly dwelling: Float64Array;
}

/** A uniform of the person in the slot, another one with each call. */
export function chanceOf({ visitors, seed }: NightWorld, slot: number): number {
  const { id, draws } = visitors.columns;
  const draw = draws[slot] as number;
  draws[slot] = draw + 1;
  return counterUniform(seed, id[slot] as number, draw);
}

/** The field that leads to a gate, and to a place in a zone by its index in `places.anchors`. */
export function fieldOfGate({ gates }: NightWorld, gate: number): number {
  return gates.placeOf[gate] as number;
}

export function fieldOfAnchor({ gates }: NightWorld, anchor: number): number {
  return gates.cells.length + anchor;
}
