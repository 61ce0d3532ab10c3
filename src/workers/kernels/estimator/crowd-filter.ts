import type { Millis } from '../../../domain/base/quantity.ts';
import type { People } from '../../../domain/crowd/estimate.ts';

/** The flow that one counter reported in a step. */
export interface CountedFlow {
  readonly counter: number;
  readonly people: number;
  /** Variance of the counting noise, people². */
  readonly noise: number;
}

/** An area reading that is to be believed in, with how long ago the same sensor's last one was. */
export interface AreaEvidence {
  readonly sensor: number;
  readonly value: number;
  /** One standard deviation as its sender gives it; 0: the sensor's own error holds. */
  readonly sd: number;
  /** Seconds since the sensor's reading before; Infinity for its first. */
  readonly sinceS: number;
  /** Seconds from when it was true to the step's time. */
  readonly ageS: number;
}

/** What a filter gets for one step. Instants are NaN for "never". */
export interface FilterStep {
  readonly time: Millis;
  /** Seconds since the step before, 0 for the first. */
  readonly dtS: number;
  /** At most one per counter, in the order of the counters. */
  readonly flows: readonly CountedFlow[];
  /** At most one per area sensor, in the order of the sensors. */
  readonly evidence: readonly AreaEvidence[];
  /** Newest reading of a camera or point density by leaf. */
  readonly areaSeenAt: Float64Array;
  /** Newest reading of each counter. */
  readonly counterSeenAt: Float64Array;
  /** People per second at each counter when it was last heard. */
  readonly counterPerS: Float64Array;
}

/** An area sensor that keeps contradicting everything else. */
export interface Deviation {
  readonly sensor: number;
  readonly sigmas: number;
}

/**
 * The seam of the live estimate: what fuses counts and cameras into people per place. Everything around it (rates,
 * visits, rasters, peaks, bytes) asks only this, so another filter goes in by implementing it.
 * Places are leaf indices, then `outside`. Deterministic: the same steps give the same bytes.
 */
export interface CrowdFilter {
  step(step: FilterStep): void;
  place(index: number): People;
  /** The union of the leaf zones. */
  area(): People;
  /** Σ leaf zones + outside, kept as a ledger of its own: counted + unobserved + absorbed. */
  readonly total: number;
  /** Net people through counters to and from the world, as counted. */
  readonly countedFromWorld: number;
  /** Net people taken to have come uncounted into an open `outside`. */
  readonly unobservedFromWorld: number;
  /** Net people by which everything else moved the total: counter drift, and who was there at the beginning. */
  readonly biasAbsorbed: number;
  /** The people behind counts, `amounts` per counter, with the counters' errors as believed now. */
  correctedCount(amounts: Float64Array): People;
  /** The sensors that are down-weighted now. */
  deviations(): readonly Deviation[];
  /** The whole state; `restore` with the same layout goes on bit for bit. */
  save(): readonly Float64Array[];
  restore(saved: readonly Float64Array[]): void;
}
