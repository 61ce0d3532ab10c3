import type { DroneId, UnitId } from '../../../domain/base/ids.ts';
import { plainText } from '../../../domain/base/plain-text.ts';
import { HOUR, type LonLat, MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { UnitReport } from '../../../domain/forces/unit.ts';
import { ellipseRing } from '../../../domain/geo/ellipse-ring.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import { type CotEvent, knownMetres } from './cot-event.ts';

/** What an event says to a command post; `none`: nothing that it has a use for. */
export type CotMeaning =
  | { readonly kind: 'unit'; readonly unit: UnitReport }
  | { readonly kind: 'drone'; readonly drone: DroneReport }
  | { readonly kind: 'mark'; readonly mark: MapMark }
  | { readonly kind: 'removed'; readonly marks: readonly string[] }
  | { readonly kind: 'none' };

/** Events of Anlan itself carry this before their uid; they come back on a multicast group. */
export const OWN_UID = 'anlan.';

/** A clock this far ahead of ours is no clock. */
const MAX_AHEAD_MS: Millis = 24 * HOUR;
const MAX_UID = 128;
const MAX_NAME = 80;
const MAX_TEXT = 500;
/** A drawn circle beyond this is no place of an event. */
const MAX_RADIUS_M = 100_000;

/** Tasking and control, chat, files, replies: not a place on the map. Chat is private talk as well. */
const NO_PLACE = /^(t|b-t|b-f|y)(-|$)/;
/** Friendly, assumed friendly and neutral: those who work with us. */
const OURS = /^a-([afn])(-|$)/;
/** Unmanned aircraft (MIL-STD-2525 M-F-Q fixed wing, M-H-Q rotor). */
const UNMANNED = /^a-[afn]-A-M-[FH]-Q(-|$)/;
const AFFILIATIONS: Readonly<Record<string, string>> = {
  a: 'assumed friend',
  f: 'friend',
  n: 'neutral',
};

/**
 * What an event means.
 * A unit is somebody friendly or neutral who reports by machine (`how` m-…, or a team in `__group`) under a callsign;
 * what a person drew or typed in (`how` h-…) is a mark, whatever its type.
 * An unmanned aircraft is a drone where its height above the ground is known: `hae` from the sender and the ground's
 * own height above the ellipsoid from the settings; without one of them it is a mark and claims no altitude.
 * Errors are refusals in words.
 */
export function readCotMeaning(
  event: CotEvent,
  receivedAt: Millis,
  groundHaeM: number | undefined,
): Result<CotMeaning> {
  const { uid, type } = event;
  if (uid === '' || uid.length > MAX_UID) {
    return err(`Cursor-on-Target event: its uid has ${uid.length} characters (1 to ${MAX_UID})`);
  }
  const of = `Cursor-on-Target event ${plainText(uid, MAX_UID)}`;
  if (!/^\w+(-\w+)*(;[^;]*)?$/.test(type) || type.length > 64) {
    return err(`${of}: "${plainText(type, 64)}" is no type of an event`);
  }
  if (uid.startsWith(OWN_UID)) return ok({ kind: 'none' });
  if (/^t-x-d-d(-|;|$)/.test(type)) {
    const marks = event.detail.linked.filter((linked) => linked !== '').map(markId);
    return marks.length > 0 ? ok({ kind: 'removed', marks }) : err(`${of}: deletes nothing`);
  }
  if (NO_PLACE.test(type)) return ok({ kind: 'none' });
  const times = checkTimes(event, receivedAt);
  if (times !== undefined) return err(`${of}: ${times}`);
  const at = placeOf(event);
  if (!at.ok) return err(`${of}: ${at.error}`);
  return ok(meaningAt(event, at.value, groundHaeM));
}

function meaningAt(event: CotEvent, at: LonLat, groundHaeM: number | undefined): CotMeaning {
  const { type, how, detail } = event;
  const callsign = plainText(detail.callsign ?? '', MAX_NAME);
  const ours = OURS.exec(type)?.[1];
  const reportsItself = callsign !== '' && (/^m(-|$)/.test(how) || detail.group !== undefined);
  if (UNMANNED.test(type) && callsign !== '') {
    const hae = knownMetres(event.hae);
    if (hae !== undefined && groundHaeM !== undefined) {
      return { kind: 'drone', drone: droneOf(event, callsign, at, hae - groundHaeM) };
    }
  } else if (ours !== undefined && reportsItself) {
    return { kind: 'unit', unit: unitOf(event, callsign, at, ours) };
  }
  return { kind: 'mark', mark: markOf(event, callsign, at) };
}

/** Why the times of an event cannot be used. */
function checkTimes({ time, stale }: CotEvent, receivedAt: Millis): string | undefined {
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) {
    return 'its time is no ISO 8601 instant with a zone';
  }
  if (!Number.isFinite(stale) || stale < time) {
    return 'its stale time is missing or before its time';
  }
  // A session of recorded data has no clock before its first reading.
  if (receivedAt <= 0) return undefined;
  if (time - receivedAt > MAX_AHEAD_MS) {
    return `its clock is ${Math.round((time - receivedAt) / MINUTE)} minutes ahead`;
  }
  if (stale <= receivedAt) {
    const ago = Math.round((receivedAt - stale) / SECOND);
    return `was stale for ${ago} s when it came; check the sender's clock`;
  }
  return undefined;
}

/** Where an event is: its point, or for a route, which has none, the first of its own points. */
function placeOf(event: CotEvent): Result<LonLat> {
  const { lat, lon } = event;
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) return err('its point has no lat and lon');
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return err(`latitude ${lat}, longitude ${lon} is not on Earth`);
  }
  if (lat !== 0 || lon !== 0) return ok([lon, lat]);
  const [first] = event.detail.points;
  if (first && isOnEarth(first)) return ok(first);
  return err('has no position (latitude 0, longitude 0)');
}

function isOnEarth([lon, lat]: LonLat): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0);
}

function unitOf(event: CotEvent, callsign: string, [lon, lat]: LonLat, ours: string): UnitReport {
  const { group, readiness } = event.detail;
  const team = plainText(group?.name ?? '', MAX_NAME);
  return {
    unit: markId(event.uid) as UnitId,
    callsign,
    agency: team === '' ? (AFFILIATIONS[ours] ?? ours) : team,
    observedAt: event.time,
    lon,
    lat,
    status: readiness === undefined ? 'unknown' : readiness ? 'free' : 'busy',
  };
}

function droneOf(event: CotEvent, callsign: string, [lon, lat]: LonLat, altM: number): DroneReport {
  const { track, batteryPct } = event.detail;
  const courseDeg = track?.courseDeg ?? Number.NaN;
  const speedMps = track?.speedMps ?? Number.NaN;
  return {
    drone: markId(event.uid) as DroneId,
    callsign,
    observedAt: event.time,
    lon,
    lat,
    altM,
    ...(courseDeg >= 0 && courseDeg <= 360 ? { headingDeg: courseDeg % 360 } : {}),
    ...(speedMps >= 0 && speedMps < 200 ? { groundSpeedMps: speedMps } : {}),
    ...(batteryPct !== undefined && batteryPct >= 0 && batteryPct <= 100 ? { batteryPct } : {}),
  };
}

function markOf(event: CotEvent, callsign: string, at: LonLat): MapMark {
  const [lon, lat] = at;
  const ring = ringOf(event, at);
  const text = plainText(event.detail.remarks ?? '', MAX_TEXT);
  return {
    id: markId(event.uid),
    source: 'cot',
    type: event.type,
    name: callsign === '' ? plainText(event.uid, MAX_NAME) : callsign,
    lon,
    lat,
    observedAt: event.time,
    staleAt: event.stale,
    ...(ring ? { ring } : {}),
    ...(text === '' ? {} : { text }),
  };
}

/** The outline of a drawn area (u-d-…): closed points, a rectangle's corners, or a circle. */
function ringOf({ type, detail }: CotEvent, at: LonLat): readonly LonLat[] | undefined {
  if (!type.startsWith('u-d-')) return undefined;
  const { points, ellipse } = detail;
  if (ellipse) return drawnEllipse(ellipse, at);
  if (points.length < 3 || points.length > 1_000 || !points.every(isOnEarth)) return undefined;
  const [first = at] = points;
  const last = points.at(-1) ?? first;
  const isClosed = first[0] === last[0] && first[1] === last[1];
  // An open line encloses nothing; a rectangle (u-d-r) is written as its four corners.
  if (!isClosed) return type.startsWith('u-d-r') ? points : undefined;
  return points.length < 4 ? undefined : points.slice(0, -1);
}

function drawnEllipse(
  ellipse: NonNullable<CotEvent['detail']['ellipse']>,
  at: LonLat,
): readonly LonLat[] | undefined {
  const { majorM, minorM, angleDeg } = ellipse;
  const isDrawable = majorM > 0 && minorM > 0 && Math.max(majorM, minorM) <= MAX_RADIUS_M;
  // Near a pole a degree of longitude has no length.
  if (!isDrawable || Math.abs(at[1]) > 85) return undefined;
  return ellipseRing(at, majorM, minorM, Number.isFinite(angleDeg) ? angleDeg : 0);
}

function markId(uid: string): string {
  return `cot:${uid}`;
}
