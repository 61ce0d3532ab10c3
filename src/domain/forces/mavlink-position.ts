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

/** What other messages say of the same drone. */
export type DroneStatus = Pick<
  DroneReport,
  'batteryPct' | 'task' | 'mode' | 'home' | 'heartbeatAt' | 'headingDeg'
>;

const HEADING_UNKNOWN = 65_535;
const FULL_CIRCLE = 36_000;

/**
 * A drone report from MAVLink integers; undefined where they are no position: 0, 0 (the autopilot has none) or
 * beyond the poles and the date line.
 */
export function droneReport(
  drone: DroneId,
  callsign: string,
  observedAt: Millis,
  position: GlobalPositionInt,
  status: DroneStatus,
): DroneReport | undefined {
  const place = placeOf(position.lat, position.lon);
  if (!place) return undefined;
  const { batteryPct, headingDeg, ...others } = status;
  const heading =
    position.hdg === HEADING_UNKNOWN ? headingDeg : (position.hdg % FULL_CIRCLE) / 100;
  return {
    drone,
    callsign,
    observedAt,
    ...place,
    altM: position.relativeAlt / 1_000,
    ...(heading === undefined ? {} : { headingDeg: heading }),
    groundSpeedMps: Math.hypot(position.vx, position.vy) / 100,
    // MAVLink writes -1 where the battery is not measured.
    ...(batteryPct !== undefined && batteryPct >= 0 ? { batteryPct } : {}),
    ...others,
  };
}

/** Degrees from MAVLink's degrees × 1e7; undefined where they are no place. */
export function placeOf(
  lat: number,
  lon: number,
): { readonly lon: number; readonly lat: number } | undefined {
  if (lat === 0 && lon === 0) return undefined;
  if (Math.abs(lat) > 90e7 || Math.abs(lon) > 180e7) return undefined;
  return { lon: lon / 1e7, lat: lat / 1e7 };
}
