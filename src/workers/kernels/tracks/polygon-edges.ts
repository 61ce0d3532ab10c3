import type { EastNorth } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { areaM2, type LocalPolygon } from '../../../domain/geo/polygon.ts';

/** An edge of a polygon from left to right. */
export interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** What crossing it upwards adds to the number of polygons one is in: 1 or −1. */
  readonly gain: 1 | -1;
  /** Which polygon it belongs to. */
  readonly polygon: number;
}

/** Corners closer than this in metres count as one; coordinates of a national grid have no more digits than that. */
export const SAME_POINT_M = 1e-7;

/**
 * The edges of polygons (outer ring first, then holes, in either sense). Fails in words where a ring has fewer than
 * three corners, a polygon has no area or crosses itself.
 */
export function polygonEdges(polygons: readonly LocalPolygon[]): Result<readonly Edge[]> {
  const edges: Edge[] = [];
  for (const [index, polygon] of polygons.entries()) {
    const own: Edge[] = [];
    for (const [ring, points] of polygon.entries()) {
      const corners = withoutRepeats(points);
      if (corners.length < 3) {
        return err(
          `${nameOf(index, ring, polygons.length)} has ${corners.length} corners, not three`,
        );
      }
      own.push(...ringEdges(corners, index, ring === 0));
    }
    if (!(areaM2(polygon) > 0)) return err(`${nameOf(index, 0, polygons.length)} encloses no area`);
    const crossing = firstCrossing(own);
    if (crossing) {
      const [x, y] = crossing;
      return err(
        `${nameOf(index, 0, polygons.length)} crosses itself near (${x.toFixed(2)} ${y.toFixed(2)})`,
      );
    }
    edges.push(...own);
  }
  return ok(edges);
}

/** The x at which two edges cross properly; undefined where they only touch or are apart. */
export function crossingX(a: Edge, b: Edge): number | undefined {
  if (a.x1 <= b.x0 || b.x1 <= a.x0) return undefined;
  if (Math.max(a.y0, a.y1) < Math.min(b.y0, b.y1)) return undefined;
  if (Math.max(b.y0, b.y1) < Math.min(a.y0, a.y1)) return undefined;
  const left = Math.max(a.x0, b.x0);
  const right = Math.min(a.x1, b.x1);
  const before = heightAt(a, left) - heightAt(b, left);
  const after = heightAt(a, right) - heightAt(b, right);
  if (Math.min(Math.abs(before), Math.abs(after)) <= SAME_POINT_M) return undefined;
  if (before > 0 === after > 0) return undefined;
  return left + ((right - left) * before) / (before - after);
}

/** The y of an edge at an x that it passes. */
export function heightAt({ x0, y0, x1, y1 }: Edge, x: number): number {
  // Either end exactly: neighbouring edges then meet without a gap.
  if (x === x0) return y0;
  if (x === x1) return y1;
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

function withoutRepeats(points: readonly EastNorth[]): readonly EastNorth[] {
  return points.filter(([x, y], index) => {
    const previous = points[(index + points.length - 1) % points.length];
    return !previous || Math.hypot(x - previous[0], y - previous[1]) > SAME_POINT_M;
  });
}

function ringEdges(corners: readonly EastNorth[], polygon: number, outer: boolean): Edge[] {
  // Counter-clockwise round the area, clockwise round a hole: the inside is on the left of every edge.
  const turned = signedTwiceM2(corners) > 0 === outer ? corners : corners.toReversed();
  return turned.map(([x, y], index) => {
    const [nextX, nextY] = turned[(index + 1) % turned.length] ?? [x, y];
    return nextX >= x
      ? { x0: x, y0: y, x1: nextX, y1: nextY, gain: 1, polygon }
      : { x0: nextX, y0: nextY, x1: x, y1: y, gain: -1, polygon };
  });
}

function signedTwiceM2(corners: readonly EastNorth[]): number {
  const [x0, y0] = corners[0] ?? [0, 0];
  return corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
}

function firstCrossing(edges: readonly Edge[]): EastNorth | undefined {
  const ordered = edges.toSorted((a, b) => a.x0 - b.x0);
  for (const [index, a] of ordered.entries()) {
    for (let j = index + 1; j < ordered.length; j++) {
      const b = ordered[j];
      if (!b || b.x0 > a.x1) break;
      const at = properCrossing(a, b);
      if (at) return at;
    }
  }
  return undefined;
}

function properCrossing(a: Edge, b: Edge): EastNorth | undefined {
  const x = crossingX(a, b);
  if (x !== undefined) return [x, heightAt(a, x)];
  // An upright edge has no height of its own at one x: it is crossed where the other passes between its ends.
  const upright = a.x1 - a.x0 <= SAME_POINT_M ? a : b;
  const other = upright === a ? b : a;
  if (upright.x1 - upright.x0 > SAME_POINT_M || other.x1 - other.x0 <= SAME_POINT_M) {
    return undefined;
  }
  const within = other.x0 + SAME_POINT_M < upright.x0 && upright.x0 < other.x1 - SAME_POINT_M;
  const y = heightAt(other, upright.x0);
  const low = Math.min(upright.y0, upright.y1) + SAME_POINT_M;
  const high = Math.max(upright.y0, upright.y1) - SAME_POINT_M;
  return within && low < y && y < high ? [upright.x0, y] : undefined;
}

function nameOf(polygon: number, ring: number, polygons: number): string {
  const which = polygons > 1 ? `polygon ${polygon + 1}` : 'the polygon';
  return ring === 0 ? which : `hole ${ring} of ${which}`;
}
