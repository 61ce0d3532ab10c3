import type { EastNorth } from '../base/quantity.ts';
import { distanceToSegment } from './polygon.ts';

/**
 * A ring with at most `most` points, not closed: the points that bend it most, in their order (Douglas & Peucker 1973,
 * points taken one by one where the outline is farthest off). A ring that is short enough stays as it is.
 */
export function simplifyRing(ring: readonly EastNorth[], most: number): readonly EastNorth[] {
  const points = isClosed(ring) ? ring.slice(0, -1) : ring;
  if (points.length <= most) return points;
  const spans: Span[] = [spanOf(points, 0, points.length)];
  const kept = new Set([0]);
  while (kept.size < most) {
    const worst = takeWorst(spans);
    if (!worst || worst.at < 0) break;
    kept.add(worst.at);
    spans.push(spanOf(points, worst.from, worst.at), spanOf(points, worst.at, worst.to));
  }
  return points.filter((_, index) => kept.has(index));
}

/** A part of the outline that is drawn as one straight line, and the point that is farthest from it. */
interface Span {
  readonly from: number;
  /** `points.length` stands for the first point again. */
  readonly to: number;
  readonly at: number;
  readonly offM: number;
}

function spanOf(points: readonly EastNorth[], from: number, to: number): Span {
  const a = points[from] ?? [0, 0];
  const b = points[to % points.length] ?? a;
  let at = -1;
  let offM = -1;
  for (let index = from + 1; index < to; index++) {
    const point = points[index] ?? a;
    const distance = distanceToSegment(point, a, b);
    if (distance <= offM) continue;
    at = index;
    offM = distance;
  }
  return { from, to, at, offM };
}

function takeWorst(spans: Span[]): Span | undefined {
  let worst = -1;
  spans.forEach((span, index) => {
    if (span.at >= 0 && span.offM > (spans[worst]?.offM ?? -1)) worst = index;
  });
  return worst < 0 ? undefined : spans.splice(worst, 1)[0];
}

function isClosed(ring: readonly EastNorth[]): boolean {
  const first = ring[0];
  const last = ring.at(-1);
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
