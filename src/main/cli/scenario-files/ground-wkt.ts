import type { EastNorth } from '../../../domain/base/quantity.ts';
import { contains, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { groundOutline } from './ground-outline.ts';
import { signedAreaM2 } from './rings.ts';
import { ringsMeet } from './rings-meet.ts';

/** How far beside a ring the ground is looked at. */
const BESIDE_M = 1e-6;

/**
 * The ground that is walkable with these doors closed, as the WKT that JuPedSim's files hold: a GEOMETRYCOLLECTION
 * of polygons with their holes. Exact where no two outlines of the scenario touch; where obstacles reach over the
 * edge of the ground or into each other, it is traced along cells of a tenth of a metre or more.
 */
export function groundWkt(scenario: Scenario, closedDoors: readonly string[]): string {
  const closed = scenario.doors.filter(({ id }) => closedDoors.includes(id));
  const blocked = [...scenario.obstacles, ...closed.map(({ polygon }) => polygon)];
  const isGround = (point: EastNorth): boolean =>
    scenario.walkable.some((each) => contains(each, point)) &&
    !blocked.some((each) => contains(each, point));
  const rings = [...scenario.walkable, ...blocked].flat();
  const polygons = ringsMeet(rings)
    ? groundOutline(scenario.walkable, blocked)
    : nested(rings, isGround);
  return `GEOMETRYCOLLECTION (${polygons.map(polygonWkt).join(', ')})`;
}

/** Rings that do not meet are either an edge of the ground or nothing: what lies on their two sides tells. */
function nested(
  rings: readonly (readonly EastNorth[])[],
  isGround: (point: EastNorth) => boolean,
): readonly LocalPolygon[] {
  const outers: (readonly EastNorth[])[] = [];
  const holes: (readonly EastNorth[])[] = [];
  for (const ring of rings) {
    const [inside, outside] = besideRing(ring);
    if (isGround(inside) === isGround(outside)) continue;
    (isGround(inside) ? outers : holes).push(ring);
  }
  return outers.map((outer) => {
    const own = holes.filter((hole) => smallestAround(outers, hole) === outer);
    return [outer, ...own];
  });
}

function smallestAround(
  outers: readonly (readonly EastNorth[])[],
  hole: readonly EastNorth[],
): readonly EastNorth[] | undefined {
  const [point] = hole;
  return outers
    .filter((outer) => point !== undefined && contains([outer], point))
    .sort((a, b) => Math.abs(signedAreaM2(a)) - Math.abs(signedAreaM2(b)))[0];
}

/** A point just inside and one just outside of the ring, beside its longest side. */
function besideRing(ring: readonly EastNorth[]): readonly [inside: EastNorth, outside: EastNorth] {
  let longest = -1;
  let [x, y, alongX, alongY] = [0, 0, 0, 0];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length <= longest) return;
    longest = length;
    [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    [alongX, alongY] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  });
  const turn = Math.sign(signedAreaM2(ring)) * BESIDE_M;
  return [
    [x - alongY * turn, y + alongX * turn],
    [x + alongY * turn, y - alongX * turn],
  ];
}

function polygonWkt(polygon: LocalPolygon): string {
  const rings = polygon.map((ring) => {
    const points = [...ring, ...ring.slice(0, 1)].map(([x, y]) => `${x} ${y}`);
    return `(${points.join(', ')})`;
  });
  return `POLYGON (${rings.join(', ')})`;
}
