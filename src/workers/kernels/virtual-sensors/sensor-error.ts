import type { Rng } from '../../../domain/base/rng.ts';
import type { SensorHabits } from '../../../domain/plan/night-script.ts';

/** The relative error of one sensor over a night. */
export interface SensorError {
  /** The part that stays all night. */
  readonly systematic: number;
  /** One standard deviation of the part that changes. */
  readonly changingSd: number;
}

/** Splits a sensor's declared relative error into what stays and what changes; variances add up to the declared. */
export function drawError(relativeError: number, habits: SensorHabits, chance: Rng): SensorError {
  const share = habits.systematicShare;
  return {
    // Nobody leaves a sensor in service that is off by more than two and a half deviations.
    systematic: relativeError * share * clamp(chance.normal(), 2.5),
    changingSd: relativeError * Math.sqrt(1 - share * share),
  };
}

/** An error that drifts: it forgets itself in `driftS` (an Ornstein-Uhlenbeck process, looked at every `stepS`). */
export function drift(
  value: number,
  sd: number,
  stepS: number,
  driftS: number,
  chance: Rng,
): number {
  const memory = Math.exp(-stepS / driftS);
  return memory * value + Math.sqrt(1 - memory * memory) * sd * chance.normal();
}

/** The undercount of one camera: its make's, more or less. */
export function drawUndercount(
  make: SensorHabits['undercount'],
  chance: Rng,
): SensorHabits['undercount'] {
  const factor = 1 + make.scatter * clamp(chance.normal(), 2.5);
  return { ...make, perPerM2: Math.max(0, make.perPerM2 * factor) };
}

/** The share of people whom a camera still sees at a density in ped/m²: those behind others are lost. */
export function visibleShare(densityPerM2: number, undercount: SensorHabits['undercount']): number {
  const above = Math.max(0, densityPerM2 - undercount.fromPerM2);
  return 1 - Math.min(undercount.atMost, undercount.perPerM2 * above);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
