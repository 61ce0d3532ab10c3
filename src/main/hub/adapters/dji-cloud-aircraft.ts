import type { DroneId } from '../../../domain/base/ids.ts';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import { type Aircraft, modeOf } from './dji-cloud-messages.ts';

/** An aircraft reports every two seconds; one that has said nothing for this long is not asked to speak. */
const SILENT_MS: Millis = 15 * SECOND;

/** Aircraft remembered of one feed; whatever comes under invented serial numbers cannot fill the memory. */
const MOST_AIRCRAFT = 1_000;

/** Where an aircraft's loudspeaker is reached. */
export interface SpeakerPlace {
  readonly gateway: string;
  readonly psdkIndex: number;
}

interface Known {
  gateway: string | undefined;
  heardAt: Millis | undefined;
  home: DroneReport['home'];
  speaker: number | undefined;
}

/** What a feed may be told about its aircraft, by serial number. */
export interface AircraftSettings {
  readonly callsigns: Readonly<Record<string, string>>;
  /** PSDK index of the loudspeaker, for aircraft whose gateway does not say it. */
  readonly speakers: Readonly<Record<string, number>>;
}

/** The aircraft behind the gateways of one feed: where they are, and which of them can speak. */
export class DjiAircraft {
  readonly #settings: AircraftSettings;
  readonly #known = new Map<string, Known>();

  constructor(settings: AircraftSettings) {
    this.#settings = settings;
  }

  /**
   * Takes in properties of `serial`; gives a report when they hold a position of an aircraft. Docks and remote
   * controls report themselves with their own serial number as gateway and are none.
   */
  take(
    serial: string,
    gateway: string | undefined,
    data: Aircraft,
    times: { readonly observedAt: Millis; readonly receivedAt: Millis },
  ): DroneReport | undefined {
    if (gateway === serial) return undefined;
    const known = this.#of(serial);
    known.gateway = gateway ?? known.gateway;
    known.heardAt = times.receivedAt;
    known.home = homeOf(data) ?? known.home;
    const speaker = data.psdk_widget_values?.find((widget) => widget.speaker !== undefined);
    if (data.psdk_widget_values) known.speaker = speaker?.psdk_index;
    return this.#report(serial, known, data, times);
  }

  /** Aircraft whose loudspeaker can be reached at `now`. */
  speakers(now: Millis): readonly DroneId[] {
    return [...this.#known.keys()]
      .filter((serial) => this.speaker(djiDrone(serial), now) !== undefined)
      .map(djiDrone);
  }

  speaker(drone: DroneId, now: Millis): SpeakerPlace | undefined {
    const serial = drone.slice(PREFIX.length);
    const known = drone.startsWith(PREFIX) ? this.#known.get(serial) : undefined;
    if (known?.heardAt === undefined || now - known.heardAt > SILENT_MS) return undefined;
    const psdkIndex = known.speaker ?? this.#settings.speakers[serial];
    if (psdkIndex === undefined || known.gateway === undefined) return undefined;
    return { gateway: known.gateway, psdkIndex };
  }

  #of(serial: string): Known {
    const known = this.#known.get(serial);
    if (known) return known;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MOST_AIRCRAFT) this.#known.delete(oldest);
    const fresh: Known = {
      gateway: undefined,
      heardAt: undefined,
      home: undefined,
      speaker: undefined,
    };
    this.#known.set(serial, fresh);
    return fresh;
  }

  #report(
    serial: string,
    known: Known,
    data: Aircraft,
    times: { readonly observedAt: Millis; readonly receivedAt: Millis },
  ): DroneReport | undefined {
    const { longitude, latitude, elevation } = data;
    if (longitude === undefined || latitude === undefined || elevation === undefined) {
      return undefined;
    }
    if ((longitude === 0 && latitude === 0) || seesNoSatellite(data)) return undefined;
    const mode = modeOf(data.mode_code);
    const percent = data.battery?.capacity_percent;
    return {
      drone: djiDrone(serial),
      callsign: this.#settings.callsigns[serial] ?? `DJI ${serial.slice(-4)}`,
      observedAt: times.observedAt,
      lon: longitude,
      lat: latitude,
      altM: elevation,
      ...(data.attitude_head === undefined
        ? {}
        : { headingDeg: (((data.attitude_head % 360) + 360) % 360) + 0 }),
      ...(data.horizontal_speed === undefined ? {} : { groundSpeedMps: data.horizontal_speed }),
      ...(percent === undefined ? {} : { batteryPct: percent }),
      ...(mode === undefined ? {} : { mode }),
      ...(known.home ? { home: known.home } : {}),
      // The gateway's clock may be wrong; that the message came is the sign of life.
      heartbeatAt: times.receivedAt,
    };
  }
}

const PREFIX = 'dji-';

/** The hub's name of an aircraft. */
export function djiDrone(serial: string): DroneId {
  return `${PREFIX}${serial}` as DroneId;
}

function homeOf({ home_longitude: lon, home_latitude: lat }: Aircraft): DroneReport['home'] {
  if (lon === undefined || lat === undefined || (lon === 0 && lat === 0)) return undefined;
  return { lon, lat };
}

/** `is_fixed` is about RTK, without which aircraft fly as well; what counts is whether any satellite is seen. */
function seesNoSatellite({ position_state: state }: Aircraft): boolean {
  return state?.gps_number === 0 && (state.rtk_number ?? 0) === 0;
}
