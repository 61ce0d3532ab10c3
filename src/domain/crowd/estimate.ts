import type { CheckpointId, HotSpotId, ZoneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** A number of people with one standard deviation. */
export interface People {
  readonly people: number;
  readonly sd: number;
}

/** The estimate for one leaf zone. Absent fields are unknown. */
export interface ZoneEstimate extends People {
  readonly zone: ZoneId;
  readonly densityPerM2: number;
  /** The densest 5 × 5 m patch with fresh support inside the zone, ped/m². */
  readonly worstDensityPerM2?: number;
  readonly inPerMin?: number;
  readonly outPerMin?: number;
  /** The instant of the newest observation that supports this zone; absent: nothing ever did. */
  readonly supportAt?: Millis;
}

export interface HotSpotEstimate extends People {
  readonly hotSpot: HotSpotId;
  readonly densityPerM2: number;
  readonly supportAt?: Millis;
}

/** Flow through a checkpoint by its own counters, people per minute over the last minutes. */
export interface CheckpointFlow {
  readonly checkpoint: CheckpointId;
  readonly inPerMin?: number;
  readonly outPerMin?: number;
  readonly supportAt?: Millis;
}

/**
 * The crowd at one instant, self-contained: a seat that skipped earlier ones misses nothing.
 * Invariant: Σ zones.people + outside.people = total within 1e-6 (Float64).
 */
export interface Estimate {
  readonly issuedAt: Millis;
  /** In the order of the site's leaf zones. */
  readonly zones: readonly ZoneEstimate[];
  /** People on the site's approaches, in no leaf zone. */
  readonly outside: People;
  /** The union of the leaf zones. */
  readonly area: People;
  readonly total: number;
  /** Change of `area` over the last five minutes; absent before there is enough. */
  readonly trendPerMin?: number;
  readonly peak: { readonly people: number; readonly at: Millis };
  /** First crossings of the outer cordon so far, corrected for the counters' estimated bias. */
  readonly visits: People;
  readonly hotSpots: readonly HotSpotEstimate[];
  readonly checkpoints: readonly CheckpointFlow[];
  /** People taken up as counter bias so far (drift), by the filter; shown as a data-quality figure. */
  readonly biasAbsorbed: number;
}
