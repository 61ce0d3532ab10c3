import type { LonLat, Millis } from '../../../domain/base/quantity.ts';

/** A Cursor-on-Target event as it came, XML or protobuf; figures may be NaN until `readCotMeaning` has looked. */
export interface CotEvent {
  readonly uid: string;
  readonly type: string;
  readonly how: string;
  readonly time: Millis;
  readonly stale: Millis;
  readonly lat: number;
  readonly lon: number;
  /** Metres above the WGS84 ellipsoid. */
  readonly hae: number;
  /** Metres of circular error, or the radius of what is described. */
  readonly ce: number;
  readonly detail: CotDetail;
}

/** What of an event's detail has a use here. */
export interface CotDetail {
  readonly callsign?: string;
  /** `__group`: team (its colour's name) and role. */
  readonly group?: { readonly name: string; readonly role: string };
  readonly readiness?: boolean;
  readonly batteryPct?: number;
  readonly track?: { readonly courseDeg: number; readonly speedMps: number };
  readonly remarks?: string;
  /** Points of `link`s and of a polyline's vertices, in their order. */
  readonly points: readonly LonLat[];
  /** A drawn circle or ellipse: semi-axes in metres, the major one's bearing in degrees. */
  readonly ellipse?: {
    readonly majorM: number;
    readonly minorM: number;
    readonly angleDeg: number;
  };
  /** Events that `link`s name: what a delete is about. */
  readonly linked: readonly string[];
}

/** Figures from here on mean "unknown": 9999999, and 999999 in the TAK protocol. */
const UNKNOWN_FROM = 999_999;

/** A height or an error of an event; undefined where the sender does not know it. */
export function knownMetres(value: number): number | undefined {
  return Number.isFinite(value) && Math.abs(value) < UNKNOWN_FROM ? value : undefined;
}
