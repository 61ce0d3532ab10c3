import type { EastNorth } from '../base/quantity.ts';
import type { LocalPolygon } from './polygon.ts';

/**
 * A point inside a polygon: on the line through the middle of its height, in the middle of the widest piece that lies
 * inside (even-odd rule). The origin for a polygon without points.
 */
export function pointInside(polygon: LocalPolygon): EastNorth {
  const norths = (polygon[0] ?? []).map(([, north]) => north);
  if (norths.length === 0) return [0, 0];
  const low = Math.min(...norths);
  const high = Math.max(...norths);
  // Not quite the middle: a line through a corner may touch without crossing.
  const north = low + (high - low) * 0.500_37;
  const crossings = polygon.flatMap((ring) => crossingsOf(ring, north)).sort((a, b) => a - b);
  let best: EastNorth = polygon[0]?.[0] ?? [0, 0];
  let widest = -1;
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const from = crossings[index] ?? 0;
    const to = crossings[index + 1] ?? from;
    if (to - from <= widest) continue;
    widest = to - from;
    best = [(from + to) / 2, north];
  }
  return best;
}

function crossingsOf(ring: readonly EastNorth[], north: number): number[] {
  return ring.flatMap((a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a;
    if (a[1] > north === b[1] > north) return [];
    return [a[0] + ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1])];
  });
}
