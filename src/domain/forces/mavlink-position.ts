import type { DroneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { DroneReport } from './drone.ts';

/** The integer fields of MAVLink GLOBAL_POSITION_INT (common.xml, message 33) that a position needs. */
export interface GlobalPositionInt {
  /** Degrees × 1e7. */
  readonly lat: number;
  readonly lon: number;
  /** Millimetres above home. */
  readonly relativeAlt: number;
  /** Ground speed north and east, cm/s. */
  readonly vx: number;
  readonly vy: number;
  /** Centidegrees, 65535 when unknown. */
  readonly hdg: number;
}

const HEADING_UNKNOWN = 65_535;

/** A drone report from MAVLink integers; undefined where the autopilot has no fix (0, 0). */
export function droneReport(
  drone: DroneId,
  callsign: string,
  observedAt: Millis,
  position: GlobalPositionInt,
  status: { readonly batteryPct?: number; readonly task?: string },
): DroneReport | undefined {
  if (position.lat === 0 && position.lon === 0) return undefined;
  const known = position.hdg !== HEADING_UNKNOWN;
  return {
    drone,
    callsign,
    observedAt,
    lon: position.lon / 1e7,
    lat: position.lat / 1e7,
    altM: position.relativeAlt / 1_000,
    ...(known ? { headingDeg: position.hdg / 100 } : {}),
    groundSpeedMps: Math.hypot(position.vx, position.vy) / 100,
    // MAVLink writes -1 where the battery is not measured.
    ...(status.batteryPct !== undefined && status.batteryPct >= 0
      ? { batteryPct: status.batteryPct }
      : {}),
    ...(status.task === undefined ? {} : { task: status.task }),
  };
}
