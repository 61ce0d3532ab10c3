import type { Millis } from '../base/quantity.ts';

/** ped/m² per step of a density code: an error of at most 0.02 ped/m², up to 10.2. */
export const DENSITY_STEP_PER_M2 = 0.04;
/** Seconds per step of an age code. */
export const AGE_STEP_S = 4;
/** Age code of a cell that nothing has ever supported. */
export const NEVER_SUPPORTED = 255;

/**
 * The density raster as it is recorded and sent: one code per walkable cell, in walk-index order.
 * `density[i]` × DENSITY_STEP_PER_M2 is ped/m²; `age[i]` × AGE_STEP_S is the age in seconds of what supports it.
 * Zone totals travel in the estimate; nobody sums cells.
 */
export interface DensityFrame {
  readonly issuedAt: Millis;
  readonly density: Uint8Array;
  readonly age: Uint8Array;
}

/** The code of a density in ped/m². */
export function densityCode(perM2: number): number {
  return Math.min(255, Math.max(0, Math.round(perM2 / DENSITY_STEP_PER_M2)));
}

/** The code of an age in seconds; undefined: never supported. Ages of 1,016 s and more share the last code. */
export function ageCode(ageS: number | undefined): number {
  if (ageS === undefined) return NEVER_SUPPORTED;
  return Math.min(254, Math.max(0, Math.round(ageS / AGE_STEP_S)));
}
