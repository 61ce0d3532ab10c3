/** A convex polygon as x, y, x, y, … in metres, counter-clockwise; without a point where nothing is left. */
export type ConvexRing = readonly number[];

/** An axis-parallel rectangle in metres. */
export interface Box {
  readonly leftM: number;
  readonly lowM: number;
  readonly rightM: number;
  readonly highM: number;
}

/** The rectangle as a ring. */
export function ringOfBox({ leftM, lowM, rightM, highM }: Box): ConvexRing {
  return [leftM, lowM, rightM, lowM, rightM, highM, leftM, highM];
}

/** The part of the ring in the half-plane a·x + b·y ≤ c (Sutherland and Hodgman 1974, one edge). */
export function cutRing(ring: ConvexRing, a: number, b: number, c: number): ConvexRing {
  const count = ring.length;
  if (count === 0) return ring;
  const kept: number[] = [];
  let x0 = ring[count - 2] ?? 0;
  let y0 = ring[count - 1] ?? 0;
  let over0 = a * x0 + b * y0 - c;
  let whole = true;
  for (let i = 0; i < count; i += 2) {
    const x1 = ring[i] ?? 0;
    const y1 = ring[i + 1] ?? 0;
    const over1 = a * x1 + b * y1 - c;
    if (over0 > 0 !== over1 > 0) {
      const t = over0 / (over0 - over1);
      kept.push(x0 + t * (x1 - x0), y0 + t * (y1 - y0));
    }
    if (over1 <= 0) kept.push(x1, y1);
    else whole = false;
    x0 = x1;
    y0 = y1;
    over0 = over1;
  }
  return whole ? ring : kept;
}

/** What two convex rings have in common. */
export function commonRing(ring: ConvexRing, other: ConvexRing): ConvexRing {
  let left = ring;
  for (let i = 0; i < other.length && left.length > 0; i += 2) {
    const x = other[i] ?? 0;
    const y = other[i + 1] ?? 0;
    const alongX = (other[(i + 2) % other.length] ?? 0) - x;
    const alongY = (other[(i + 3) % other.length] ?? 0) - y;
    // Inside lies to the left of each edge.
    left = cutRing(left, alongY, -alongX, alongY * x - alongX * y);
  }
  return left;
}

/** Area in m². */
export function ringAreaM2(ring: ConvexRing): number {
  // Relative to the first point: far from the origin the products would swallow the area.
  const x0 = ring[0] ?? 0;
  const y0 = ring[1] ?? 0;
  let twice = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const ax = (ring[i] ?? 0) - x0;
    const ay = (ring[i + 1] ?? 0) - y0;
    const bx = (ring[i + 2] ?? 0) - x0;
    const by = (ring[i + 3] ?? 0) - y0;
    twice += ax * by - bx * ay;
  }
  return twice / 2;
}

/** The smallest box round a ring that has points. */
export function boxOfRing(ring: ConvexRing): Box {
  let leftM = Number.POSITIVE_INFINITY;
  let lowM = Number.POSITIVE_INFINITY;
  let rightM = Number.NEGATIVE_INFINITY;
  let highM = Number.NEGATIVE_INFINITY;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] ?? 0;
    const y = ring[i + 1] ?? 0;
    if (x < leftM) leftM = x;
    if (x > rightM) rightM = x;
    if (y < lowM) lowM = y;
    if (y > highM) highM = y;
  }
  return { leftM, lowM, rightM, highM };
}

/** Whether two boxes have an area in common. */
export function boxesMeet(a: Box, b: Box): boolean {
  return a.leftM < b.rightM && b.leftM < a.rightM && a.lowM < b.highM && b.lowM < a.highM;
}
