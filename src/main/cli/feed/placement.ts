import type { EastNorth, LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';

/** Where a recording is put: its anchor lies there, and what was north of it lies at the bearing (clockwise). */
export interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly bearingDeg: number;
}

/** Moves the positions and directions of a recording. */
export interface Placement {
  position(was: LonLat): LonLat;
  /** Degrees clockwise from north, 0 to below 360. */
  direction(wasDeg: number): number;
  /** Parts of a velocity to the east and north. */
  velocity(was: EastNorth): EastNorth;
}

/** The placement that puts `anchor` at a place; heights stay. Good for a few kilometres round the anchor. */
export function placementOf(anchor: LonLat, { lon, lat, bearingDeg }: Place): Placement {
  const from = localMetres(anchor);
  const to = localMetres([lon, lat]);
  return {
    position: (was) => to.toLonLat(turned(from.toLocal(was), bearingDeg)),
    direction: (wasDeg) => (((wasDeg + bearingDeg) % 360) + 360) % 360,
    velocity: (was) => turned(was, bearingDeg),
  };
}

/** A way east and north, turned clockwise. */
export function turned([east, north]: EastNorth, bearingDeg: number): EastNorth {
  const radians = (bearingDeg * Math.PI) / 180;
  const sine = Math.sin(radians);
  const cosine = Math.cos(radians);
  return [east * cosine + north * sine, north * cosine - east * sine];
}
