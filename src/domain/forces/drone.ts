import type { DroneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** Newest position report of a drone. Absent fields are unknown. */
export interface DroneReport {
  readonly drone: DroneId;
  readonly callsign: string;
  readonly observedAt: Millis;
  readonly lon: number;
  readonly lat: number;
  /** Above the take-off point. */
  readonly altM: number;
  readonly headingDeg?: number;
  readonly groundSpeedMps?: number;
  readonly batteryPct?: number;
  readonly task?: string;
  /** The autopilot's flight mode in its own words. */
  readonly mode?: string;
  /** Where it took off from and will return to. */
  readonly home?: { readonly lon: number; readonly lat: number };
}

/** How long a drone's trail is kept, and how old a report may be before the link counts as lost. */
export const DRONE_TRAIL_MS: Millis = 60_000;
export const DRONE_LINK_LOST_MS: Millis = 5_000;
