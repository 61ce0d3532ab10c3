import { ardupilotmega, minimal } from 'node-mavlink';

const { MavAutopilot, MavModeFlag, MavType } = minimal;

/** What of a HEARTBEAT tells the flight mode. */
export interface ModeFields {
  readonly type: number;
  readonly autopilot: number;
  readonly baseMode: number;
  readonly customMode: number;
}

/** PX4's main modes (px4_custom_mode.h), by number. */
const PX4_MAIN: readonly (string | undefined)[] = [
  undefined,
  'MANUAL',
  'ALTCTL',
  'POSCTL',
  'AUTO',
  'ACRO',
  'OFFBOARD',
  'STABILIZED',
  'RATTITUDE',
  undefined,
  'TERMINATION',
];
const PX4_MAIN_AUTO = 4;
/** What AUTO does (px4_custom_mode.h), by number. */
const PX4_AUTO: readonly (string | undefined)[] = [
  undefined,
  'READY',
  'TAKEOFF',
  'LOITER',
  'MISSION',
  'RTL',
  'LAND',
  undefined,
  'FOLLOW_TARGET',
  'PRECLAND',
  'VTOL_TAKEOFF',
];

/** ArduPlane flies fixed wings and everything that takes off upright and then flies on wings. */
const PLANES: ReadonlySet<number> = new Set([
  MavType.FIXED_WING,
  MavType.VTOL_TAILSITTER_DUOROTOR,
  MavType.VTOL_TAILSITTER_QUADROTOR,
  MavType.VTOL_TILTROTOR,
  MavType.VTOL_FIXEDROTOR,
  MavType.VTOL_TAILSITTER,
  MavType.VTOL_TILTWING,
  MavType.VTOL_RESERVED5,
]);
const ROVERS: ReadonlySet<number> = new Set([MavType.GROUND_ROVER, MavType.SURFACE_BOAT]);

/** The flight mode in the autopilot's own words (RTL, LOITER, AUTO MISSION); undefined where it has none we know. */
export function flightMode(heartbeat: ModeFields): string | undefined {
  if ((heartbeat.baseMode & MavModeFlag.CUSTOM_MODE_ENABLED) === 0) return undefined;
  if (heartbeat.autopilot === MavAutopilot.PX4) return px4Mode(heartbeat.customMode);
  if (heartbeat.autopilot !== MavAutopilot.ARDUPILOTMEGA) return undefined;
  const { type, customMode } = heartbeat;
  if (PLANES.has(type)) return ardupilotmega.PlaneMode[customMode];
  if (ROVERS.has(type)) return ardupilotmega.RoverMode[customMode];
  return ardupilotmega.CopterMode[customMode];
}

/** PX4 packs its main mode into the third byte and what AUTO does into the fourth. */
function px4Mode(customMode: number): string | undefined {
  const main = (customMode >>> 16) & 0xff;
  if (main !== PX4_MAIN_AUTO) return PX4_MAIN[main];
  const doing = PX4_AUTO[customMode >>> 24];
  return doing === undefined ? 'AUTO' : `AUTO ${doing}`;
}
