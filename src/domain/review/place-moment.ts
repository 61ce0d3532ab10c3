import type { Millis } from '../base/quantity.ts';
import { supportedPlace } from '../crowd/supported.ts';
import { holdOf } from './moment-in-time.ts';
import type { FlowMoment, PlaceMoment } from './review-report.ts';
import type { KnownThen } from './world-past.ts';

/** The world's estimate if it still speaks for the instant `at`. */
export function estimateAt(world: KnownThen, at: Millis): KnownThen['estimate'] {
  const { estimate } = world;
  if (!estimate) return undefined;
  return at - estimate.issuedAt <= holdOf(world.session?.clock) ? estimate : undefined;
}

/** What the seats knew of a zone or hot-spot at `at`, of which `world` is the world. */
export function placeMoment(world: KnownThen, place: string, at: Millis): PlaceMoment {
  const level = world.levels[place]?.level ?? 'unknown';
  const estimate = estimateAt(world, at);
  const found = supportedPlace(
    estimate?.zones.find(({ zone }) => zone === place) ??
      estimate?.hotSpots.find(({ hotSpot }) => hotSpot === place),
  );
  if (!found) return { at, level };
  return {
    at,
    level,
    people: found.people,
    densityPerM2: found.densityPerM2,
    ...(found.supportAt === undefined
      ? {}
      : { dataAgeS: Math.max(0, at - found.supportAt) / 1_000 }),
  };
}

/** The flow through a checkpoint at `at`. */
export function flowMoment(world: KnownThen, checkpoint: string, at: Millis): FlowMoment {
  const flow = estimateAt(world, at)?.checkpoints.find((one) => one.checkpoint === checkpoint);
  return {
    at,
    ...(flow?.inPerMin === undefined ? {} : { inPerMin: flow.inPerMin }),
    ...(flow?.outPerMin === undefined ? {} : { outPerMin: flow.outPerMin }),
  };
}
