import type { Millis } from '../domain/base/quantity.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Estimate } from '../domain/crowd/estimate.ts';
import type { ObservationColumns } from '../domain/crowd/observation.ts';
import type { Site } from '../domain/site/site.ts';

/**
 * The estimator's thread: observations in, estimates and rasters out. It never sees ground truth.
 * Deterministic: the same observations in the same steps give the same bytes.
 */
export interface EstimateThread {
  open(site: Site, saved?: Uint8Array): Promise<void>;
  /** Takes the observations that became known since the last step and moves the state to `time`. */
  step(time: Millis, observations: readonly ObservationColumns[]): Promise<Estimate>;
  /** The raster of the newest estimate. */
  frame(): Promise<DensityFrame>;
  /** The whole state, so that a session can go on after a restart. */
  save(): Promise<Uint8Array>;
}
