import type { CheckpointId, HotSpotId, SensorId, ZoneId } from '../base/ids.ts';
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

/** The estimate for one hot-spot; `supportAt` is absent where nothing ever supported it. */
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

/** Flow over the line of a counter that belongs to no checkpoint, in its one direction. */
export interface CounterFlow {
  readonly sensor: SensorId;
  readonly perMin: number;
  readonly supportAt: Millis;
}

/** What the estimator found about its data that an operator should know; says how things stand, at every estimate. */
export type EstimateNotice =
  /** An area sensor contradicts everything else, at least twice in a row, and is down-weighted. */
  | { readonly kind: 'sensorDeviates'; readonly sensor: SensorId; readonly sigmas: number }
  /** Its last reading is denser than people can stand; it was not used. */
  | {
      readonly kind: 'impossibleReading';
      readonly sensor: SensorId;
      readonly densityPerM2: number;
    }
  /** Point sensors of a zone claim more people than are in it; the raster shows them multiplied by `scale`. */
  | { readonly kind: 'pointSensorsExceedZone'; readonly zone: ZoneId; readonly scale: number };

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
  /** Counters of no checkpoint whose rate is known; the others' flows are in `checkpoints`. Absent when there are none. */
  readonly counters?: readonly CounterFlow[];
  /**
   * People taken up as counter bias so far (drift), by the filter; shown as a data-quality figure. Signed and net:
   * `total` less what the counters to the world counted; people there before the first reading are in it.
   */
  readonly biasAbsorbed: number;
  /** Absent when there is nothing to say. */
  readonly notices?: readonly EstimateNotice[];
}
