import { common, minimal } from 'node-mavlink';
import type { DroneId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import {
  type DroneStatus,
  droneReport,
  type GlobalPositionInt,
  placeOf,
} from '../../../domain/forces/mavlink-position.ts';
import { flightMode } from './mavlink-mode.ts';
import type { MavlinkPacket } from './mavlink-packets.ts';

const { MavAutopilot, MavType } = minimal;

/** Below this kind of fix a receiver knows no place (common.xml, GPS_FIX_TYPE: 2 is 2D). */
const LEAST_FIX = 2;
/** Positions kept of a component that has not yet said what it is: a minute at four a second. */
const MOST_HELD = 240;

/** What is no vehicle though it sends heartbeats: ground stations and parts of a vehicle. */
const NO_VEHICLES: ReadonlySet<number> = new Set([
  MavType.ANTENNA_TRACKER,
  MavType.GCS,
  MavType.ONBOARD_CONTROLLER,
  MavType.GIMBAL,
  MavType.ADSB,
  MavType.CAMERA,
  MavType.CHARGING_STATION,
  MavType.FLARM,
  MavType.SERVO,
  MavType.ODID,
  MavType.BATTERY,
  MavType.PARACHUTE,
  MavType.LOG,
  MavType.OSD,
  MavType.IMU,
  MavType.GPS,
  MavType.WINCH,
  MavType.ILLUMINATOR,
  MavType.GRIPPER,
  MavType.RADIO,
]);

/** How drones of a stream are named. */
export interface DroneNames {
  drone(system: number): DroneId;
  callsign(system: number): string;
}

interface Held {
  readonly at: Millis;
  readonly position: GlobalPositionInt;
}

/** One sender of heartbeats: a system's autopilot, or one of its other parts. */
interface Component {
  /** Undefined until its first heartbeat. */
  vehicle: boolean | undefined;
  heartbeatAt: Millis | undefined;
  mode: string | undefined;
  home: DroneReport['home'];
  headingDeg: number | undefined;
  /** GPS_FIX_TYPE of each receiver; empty until one has reported. */
  readonly fix: Map<number, number>;
  systemBatteryPct: number | undefined;
  /** Of each battery that is measured. */
  readonly batteriesPct: Map<number, number>;
  /** Positions of before the first heartbeat, oldest first. */
  held: Held[];
  last: Held | undefined;
}

/**
 * What the packets of all systems add up to. A drone is who says by heartbeat that it is a vehicle; positions that
 * came before wait for that, and those of a ground station are dropped. A heartbeat without a new position repeats
 * the last one, with the time it had, so that a silent GPS and a lost link look different.
 */
export class MavlinkSystems {
  readonly #names: DroneNames;
  readonly #components = new Map<number, Component>();

  constructor(names: DroneNames) {
    this.#names = names;
  }

  /** Takes in what came at one time; the reports that it completes, oldest first. */
  take(packets: readonly MavlinkPacket[], at: Millis): readonly DroneReport[] {
    const reports: DroneReport[] = [];
    const alive = new Map<Component, MavlinkPacket>();
    for (const packet of packets) {
      const reader = READERS[packet.id];
      if (!reader) continue;
      const component = this.#component(packet);
      const due = reader(component, packet, at);
      if (due === 'alive') {
        alive.set(component, packet);
        continue;
      }
      // A new position says that it is alive as well.
      if (due.length > 0) alive.delete(component);
      for (const held of due) reports.push(...this.#report(component, packet, held));
    }
    for (const [component, packet] of alive) {
      if (component.last) reports.push(...this.#report(component, packet, component.last));
    }
    return reports;
  }

  #component({ system, component: part }: MavlinkPacket): Component {
    const key = system * 256 + part;
    const known = this.#components.get(key);
    if (known) return known;
    const component = newComponent();
    this.#components.set(key, component);
    return component;
  }

  #report(component: Component, { system }: MavlinkPacket, held: Held): DroneReport[] {
    const report = droneReport(
      this.#names.drone(system),
      this.#names.callsign(system),
      held.at,
      held.position,
      statusOf(component),
    );
    return report ? [report] : [];
  }
}

/** The positions that became due, or that its drone is alive where it was. */
type Reader = (
  component: Component,
  packet: MavlinkPacket,
  at: Millis,
) => readonly Held[] | 'alive';

const NOTHING_DUE: readonly Held[] = [];

const READERS: Readonly<Record<number, Reader>> = {
  [minimal.Heartbeat.MSG_ID](component, packet, at) {
    const heartbeat = packet.read(minimal.Heartbeat);
    // An autopilot field of "invalid" is how a part of a vehicle says that it is no flight controller.
    component.vehicle =
      !NO_VEHICLES.has(heartbeat.type) && heartbeat.autopilot !== MavAutopilot.INVALID;
    if (!component.vehicle) {
      component.held = [];
      return NOTHING_DUE;
    }
    component.heartbeatAt = at;
    component.mode = flightMode(heartbeat);
    if (component.held.length === 0) return 'alive';
    const due = component.held;
    component.last = due.at(-1);
    component.held = [];
    return due;
  },

  [common.GlobalPositionInt.MSG_ID](component, packet, at) {
    const position = packet.read(common.GlobalPositionInt);
    const isPosition = placeOf(position.lat, position.lon) !== undefined && hasFix(component);
    if (!isPosition || component.vehicle === false) return NOTHING_DUE;
    const held = { at, position };
    if (component.vehicle) {
      component.last = held;
      return [held];
    }
    component.held.push(held);
    if (component.held.length > MOST_HELD) component.held.shift();
    return NOTHING_DUE;
  },

  [common.GpsRawInt.MSG_ID](component, packet) {
    component.fix.set(1, packet.read(common.GpsRawInt).fixType);
    return NOTHING_DUE;
  },

  [common.Gps2Raw.MSG_ID](component, packet) {
    component.fix.set(2, packet.read(common.Gps2Raw).fixType);
    return NOTHING_DUE;
  },

  [common.SysStatus.MSG_ID](component, packet) {
    component.systemBatteryPct = measured(packet.read(common.SysStatus).batteryRemaining);
    return NOTHING_DUE;
  },

  [common.BatteryStatus.MSG_ID](component, packet) {
    const { id, batteryRemaining } = packet.read(common.BatteryStatus);
    const percent = measured(batteryRemaining);
    if (percent === undefined) component.batteriesPct.delete(id);
    else component.batteriesPct.set(id, percent);
    return NOTHING_DUE;
  },

  [common.VfrHud.MSG_ID](component, packet) {
    const { heading } = packet.read(common.VfrHud);
    component.headingDeg = heading >= 0 && heading <= 360 ? heading : undefined;
    return NOTHING_DUE;
  },

  [common.HomePosition.MSG_ID](component, packet) {
    const { latitude, longitude } = packet.read(common.HomePosition);
    component.home = placeOf(latitude, longitude);
    return NOTHING_DUE;
  },
};

function newComponent(): Component {
  return {
    vehicle: undefined,
    heartbeatAt: undefined,
    mode: undefined,
    home: undefined,
    headingDeg: undefined,
    fix: new Map(),
    systemBatteryPct: undefined,
    batteriesPct: new Map(),
    held: [],
    last: undefined,
  };
}

/** Without a word about satellites the position stands: it may come from elsewhere (vision, motion capture). */
function hasFix({ fix }: Component): boolean {
  return fix.size === 0 || [...fix.values()].some((kind) => kind >= LEAST_FIX);
}

/** MAVLink writes -1 where a battery is not measured. */
function measured(percent: number): number | undefined {
  return percent >= 0 && percent <= 100 ? percent : undefined;
}

function statusOf(component: Component): DroneStatus {
  const { systemBatteryPct, batteriesPct, mode, home, heartbeatAt, headingDeg } = component;
  const batteryPct =
    systemBatteryPct ?? (batteriesPct.size > 0 ? Math.min(...batteriesPct.values()) : undefined);
  return {
    ...(batteryPct === undefined ? {} : { batteryPct }),
    ...(mode === undefined ? {} : { mode }),
    ...(home === undefined ? {} : { home }),
    ...(heartbeatAt === undefined ? {} : { heartbeatAt }),
    ...(headingDeg === undefined ? {} : { headingDeg }),
  };
}
