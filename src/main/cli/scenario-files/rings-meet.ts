import type { EastNorth } from '../../../domain/base/quantity.ts';
import { distanceToSegment } from '../../../domain/geo/polygon.ts';

interface Side {
  readonly a: EastNorth;
  readonly b: EastNorth;
  readonly ring: number;
  readonly index: number;
  readonly sides: number;
}

/** Sides nearer than this count as touching. */
const TOUCH_M = 1e-4;
/** Above this many sides the pairs are not gone through: the answer is then "they may meet". */
const MOST_SIDES = 6_000;

/** Whether any two sides of the rings cross or touch, other than neighbours in their common corner. */
export function ringsMeet(rings: readonly (readonly EastNorth[])[]): boolean {
  const sides: Side[] = rings.flatMap((points, ring) =>
    points.map((a, index) => ({
      a,
      b: points[(index + 1) % points.length] ?? a,
      ring,
      index,
      sides: points.length,
    })),
  );
  if (sides.length > MOST_SIDES) return true;
  sides.sort((p, q) => west(p) - west(q));
  return sides.some((side, i) => {
    const east = Math.max(side.a[0], side.b[0]) + TOUCH_M;
    for (let j = i + 1; j < sides.length; j++) {
      const other = sides[j];
      if (other === undefined || west(other) > east) return false;
      if (!neighbours(side, other) && meet(side, other)) return true;
    }
    return false;
  });
}

function west({ a, b }: Side): number {
  return Math.min(a[0], b[0]);
}

function neighbours(p: Side, q: Side): boolean {
  if (p.ring !== q.ring) return false;
  const apart = Math.abs(p.index - q.index);
  return apart === 1 || apart === p.sides - 1;
}

function meet(p: Side, q: Side): boolean {
  return (
    crosses(p, q) ||
    distanceToSegment(p.a, q.a, q.b) < TOUCH_M ||
    distanceToSegment(p.b, q.a, q.b) < TOUCH_M ||
    distanceToSegment(q.a, p.a, p.b) < TOUCH_M ||
    distanceToSegment(q.b, p.a, p.b) < TOUCH_M
  );
}

function crosses(p: Side, q: Side): boolean {
  return (
    turn(p.a, p.b, q.a) * turn(p.a, p.b, q.b) < 0 && turn(q.a, q.b, p.a) * turn(q.a, q.b, p.b) < 0
  );
}

/** Twice the signed area of the triangle. */
function turn(a: EastNorth, b: EastNorth, c: EastNorth): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
