import type { Millis } from '../base/quantity.ts';

/**
 * What a reading means. `occupancy`: people inside the sensor's polygon now. `intervalCount`: people who crossed
 * its line in the interval that ends at `observedAt`. `cumulative`: running count of crossings that starts again
 * at a reset. `density`: ped/m² in its polygon.
 */
export const MEASURES = ['occupancy', 'intervalCount', 'cumulative', 'density'] as const;
export type Measure = (typeof MEASURES)[number];

/** One reading as an adapter decodes it, before the session has put it in order. */
export interface Reading {
  readonly sensor: string;
  readonly measure: Measure;
  /** When it was true, by the sender's clock; absent: the receipt time stands in. */
  readonly observedAt?: Millis;
  /** Length of the counting interval, for `intervalCount`. */
  readonly intervalS?: number;
  readonly value: number;
  /** One standard deviation of this very reading, in its unit; absent: the sensor's own error holds. */
  readonly sd?: number;
  /** What tells this reading from a repeat of it; absent: sensor, measure and time do. */
  readonly dedupeKey?: string;
}

/** A reading that cannot be used, in words an operator understands. */
export interface Refusal {
  readonly sensor?: string;
  readonly reason: string;
}

/**
 * Readings in order, as struct of arrays of one length: the form in which they are recorded and estimated.
 * All columns are little-endian where they are written.
 */
export interface ObservationColumns {
  readonly count: number;
  /** Index into the site's sensors. */
  readonly sensor: Uint16Array;
  /** Index into MEASURES. */
  readonly measure: Uint8Array;
  readonly observedAt: Float64Array;
  /** Seconds that a count covers; 0 for a momentary reading. */
  readonly intervalS: Float32Array;
  /** The reading as sent. */
  readonly value: Float64Array;
  /** For counters the people since the reading before (resets and cumulative form undone); else `value`. */
  readonly amount: Float64Array;
  /** One standard deviation of the reading as its sender gives it; 0: the sensor's own error holds. */
  readonly sd: Float32Array;
  /** 53-bit dedupe key. */
  readonly key: Float64Array;
  /** Bit 0: late (older than the newest reading of its sensor when it came). */
  readonly flags: Uint8Array;
}

/** The bit of `flags` that marks a late reading. */
export const LATE = 1;

/** Columns for `count` readings, all zero. */
export function emptyColumns(count: number): ObservationColumns {
  return {
    count,
    sensor: new Uint16Array(count),
    measure: new Uint8Array(count),
    observedAt: new Float64Array(count),
    intervalS: new Float32Array(count),
    value: new Float64Array(count),
    amount: new Float64Array(count),
    sd: new Float32Array(count),
    key: new Float64Array(count),
    flags: new Uint8Array(count),
  };
}

/** One set of columns holding all rows of `parts`, in order. */
export function concatColumns(parts: readonly ObservationColumns[]): ObservationColumns {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = emptyColumns(parts.reduce((sum, part) => sum + part.count, 0));
  let at = 0;
  for (const part of parts) {
    all.sensor.set(part.sensor, at);
    all.measure.set(part.measure, at);
    all.observedAt.set(part.observedAt, at);
    all.intervalS.set(part.intervalS, at);
    all.value.set(part.value, at);
    all.amount.set(part.amount, at);
    all.sd.set(part.sd, at);
    all.key.set(part.key, at);
    all.flags.set(part.flags, at);
    at += part.count;
  }
  return all;
}

/** The greatest observedAt, or undefined without rows. */
export function newestObservedAt(columns: ObservationColumns): Millis | undefined {
  return columns.count === 0 ? undefined : columns.observedAt.reduce((a, b) => Math.max(a, b));
}
