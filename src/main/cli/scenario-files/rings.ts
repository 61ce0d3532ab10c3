import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { FormatProblem } from './format-problem.ts';

/** Beyond this the single precision of the simulator is worse than 2 mm. */
const FARTHEST_M = 20_000;
/** An area below this cannot hold a foot: a line that was drawn as an area. */
const LEAST_AREA_M2 = 0.01;

/**
 * The ring without its closing point and without points given twice in a row.
 * Refuses what encloses nothing and what lies too far from the origin for the simulator's precision.
 */
function cleanRing(points: readonly EastNorth[], place: string): readonly EastNorth[] {
  const ring: EastNorth[] = [];
  for (const point of points) {
    const [east, north] = point;
    if (!(Math.abs(east) <= FARTHEST_M && Math.abs(north) <= FARTHEST_M)) {
      throw new FormatProblem(
        place,
        `the point (${east}, ${north}) is more than ${FARTHEST_M / 1000} km from the origin; shift the geometry so that it lies around (0, 0)`,
      );
    }
    const last = ring.at(-1);
    if (last === undefined || last[0] !== east || last[1] !== north) ring.push([east, north]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first && last && ring.length > 1 && first[0] === last[0] && first[1] === last[1]) ring.pop();
  if (ring.length < 3 || Math.abs(signedAreaM2(ring)) < LEAST_AREA_M2) {
    throw new FormatProblem(place, 'encloses no area; draw a ring of at least three points');
  }
  return ring;
}

/** Outer ring and holes, each cleaned. */
export function cleanPolygon(
  rings: readonly (readonly EastNorth[])[],
  place: string,
): LocalPolygon {
  if (rings.length === 0) throw new FormatProblem(place, 'is empty; draw a ring');
  return rings.map((ring, index) =>
    cleanRing(ring, index === 0 ? place : `${place} (hole ${index})`),
  );
}

/** Positive when the ring runs counter-clockwise. */
export function signedAreaM2(ring: readonly EastNorth[]): number {
  let twice = 0;
  ring.forEach(([east, north], index) => {
    const next = ring[(index + 1) % ring.length];
    if (next) twice += east * next[1] - next[0] * north;
  });
  return twice / 2;
}

/** West, south, east and north of all points. */
export function boundsOf(
  polygons: readonly LocalPolygon[],
): readonly [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygons.flat(2)) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}
