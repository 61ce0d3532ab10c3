import type { DroneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** Newest position report of a drone. Absent fields are unknown. */
export interface DroneReport {
  readonly drone: DroneId;
  readonly callsign: string;
  /** When it was at this position; reports that only keep the link alive repeat the last position's time. */
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
  /** When its autopilot last said that it is alive; absent for feeds in which nothing but positions does. */
  readonly heartbeatAt?: Millis;
}

/** How long a drone's trail is kept. */
export const DRONE_TRAIL_MS: Millis = 60_000;
/** How old the last sign of life may be before a drone's link counts as lost. */
export const DRONE_LINK_LOST_MS: Millis = 5_000;

/**
 * The last sign of life by which a drone's link is judged. A heartbeat, where there is one, and not the position: a
 * drone without satellites is still linked, and positions that a relay repeats are no life.
 */
export function lastSignOfLife(report: DroneReport): Millis {
  return report.heartbeatAt ?? report.observedAt;
}
