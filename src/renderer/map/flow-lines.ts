import type { EastNorth, Millis } from '../../domain/base/quantity.ts';
import type { World } from '../../domain/session/world.ts';
import type { Checkpoint, LineCounter } from '../../domain/site/site.ts';
import { isStale } from '../state/judgement.ts';
import type { SiteFacts } from '../state/site-facts.ts';

/** A line across a way over which fresh counters know the flow. */
export interface FlowLine {
  /** The middle of the line, local metres. */
  readonly at: EastNorth;
  /** The direction of `forwardPerMin`, degrees clockwise from north. */
  readonly bearingDeg: number;
  readonly widthM: number;
  /** People per minute; absent: not known. */
  readonly forwardPerMin?: number;
  readonly backPerMin?: number;
  /** Whether a checkpoint's gate stands on it. */
  readonly isGate: boolean;
}

/** Specific flow (ped/m/min) up to which nothing is drawn. */
export const STREAK_FROM_PER_M_MIN = 5;
/** ped/m/min of one step of a streak's length; the eighth step is what a way can carry (Weidmann 1993: 73). */
const STREAK_STEP_PER_M_MIN = 10;
export const STREAK_STEPS = 8;

/** Counters of the two directions stand on one line when their middles are no farther apart. */
const SAME_LINE_M = 3;

/** Every line with a known and fresh flow: checkpoints first, then counters of no checkpoint. */
export function flowLines(facts: SiteFacts, world: World, now: Millis): readonly FlowLine[] {
  return [...gateLines(facts, world, now), ...counterLines(facts, world, now)];
}

/** The length of a streak in steps, 1 … STREAK_STEPS; 0 where the flow is too small to be drawn. */
export function streakSteps(perMin: number | undefined, widthM: number): number {
  const specific = (perMin ?? 0) / widthM;
  if (!(specific > STREAK_FROM_PER_M_MIN)) return 0;
  return Math.min(STREAK_STEPS, Math.ceil(specific / STREAK_STEP_PER_M_MIN));
}

function gateLines(facts: SiteFacts, world: World, now: Millis): FlowLine[] {
  const flows = world.estimate?.checkpoints ?? [];
  return facts.site.checkpoints.flatMap((checkpoint, index): FlowLine[] => {
    const flow = flows[index];
    if (!flow || isStale(now, flow.supportAt)) return [];
    return [
      {
        ...gatePlace(facts, checkpoint),
        ...(flow.inPerMin === undefined ? {} : { forwardPerMin: flow.inPerMin }),
        ...(flow.outPerMin === undefined ? {} : { backPerMin: flow.outPerMin }),
        isGate: true,
      },
    ];
  });
}

function gatePlace({ ground }: SiteFacts, checkpoint: Checkpoint) {
  const { position, bearingDeg, clearWidthM } = checkpoint;
  return { at: ground.metres.toLocal(position), bearingDeg, widthM: clearWidthM };
}

/** Two counters that count one line in both directions become one line. */
function counterLines(facts: SiteFacts, world: World, now: Millis): FlowLine[] {
  const lines: FlowLine[] = [];
  const waiting = new Map<string, { readonly line: number; readonly at: EastNorth }[]>();
  for (const { sensor: id, perMin, supportAt } of world.estimate?.counters ?? []) {
    const sensor = facts.sensors.get(id);
    if (sensor?.kind !== 'lineCounter' || isStale(now, supportAt)) continue;
    const place = counterPlace(facts, sensor);
    const other = waiting
      .get(`${sensor.to} ${sensor.from}`)
      ?.find(({ at }) => distanceM(at, place.at) <= SAME_LINE_M);
    const facing = other && lines[other.line];
    if (other && facing) {
      lines[other.line] = { ...facing, backPerMin: perMin };
      continue;
    }
    const key = `${sensor.from} ${sensor.to}`;
    waiting.set(key, [...(waiting.get(key) ?? []), { line: lines.length, at: place.at }]);
    lines.push({ ...place, forwardPerMin: perMin, isGate: false });
  }
  return lines;
}

/** People cross from the left of a counter's line to its right. */
function counterPlace({ ground }: SiteFacts, { line }: LineCounter) {
  const [a, b] = [ground.metres.toLocal(line[0]), ground.metres.toLocal(line[1])];
  const along = (Math.atan2(b[0] - a[0], b[1] - a[1]) * 180) / Math.PI;
  return {
    at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const,
    bearingDeg: (along + 90 + 360) % 360,
    widthM: Math.max(1, distanceM(a, b)),
  };
}

function distanceM(a: EastNorth, b: EastNorth): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
