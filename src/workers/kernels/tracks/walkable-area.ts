import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { type Box, type ConvexRing, cutRing, ringAreaM2 } from './convex-ring.ts';
import { crossingX, type Edge, heightAt, polygonEdges, SAME_POINT_M } from './polygon-edges.ts';

/** Area in m² of what counts as nothing. */
const SLIVER_M2 = 1e-12;

/** A trapezoid between two uprights: a piece of the walkable area that is convex. */
interface Trapezoid {
  readonly leftM: number;
  readonly rightM: number;
  /** Heights of the lower and upper side at the left and at the right upright. */
  readonly lowLeftM: number;
  readonly lowRightM: number;
  readonly highLeftM: number;
  readonly highRightM: number;
}

/** An opening from a trapezoid to its neighbour: a stretch of their common upright. */
interface Opening {
  readonly to: number;
  readonly xM: number;
  readonly lowM: number;
  readonly highM: number;
}

/**
 * Where people can walk: one or more polygons with holes, cut into trapezoids at every corner (a vertical
 * decomposition, de Berg et al., Computational Geometry, chapter 6). A convex cell cut by the area is then a walk over
 * trapezoids from the one that holds the person: exact for walls and holes, and it stays on the person's side of them.
 */
export class WalkableArea {
  readonly areaM2: number;
  readonly box: Box;
  readonly #parts: readonly Trapezoid[];
  readonly #openings: readonly (readonly Opening[])[];
  /** By part, the number of the walk that met it last. */
  readonly #met: Uint32Array;
  #walk = 0;

  private constructor(slabs: readonly (readonly Trapezoid[])[], box: Box) {
    this.#parts = slabs.flat();
    this.#openings = openingsBetween(slabs);
    this.#met = new Uint32Array(this.#parts.length);
    this.box = box;
    this.areaM2 = this.#parts.reduce((sum, part) => sum + trapezoidM2(part), 0);
  }

  /** The union of polygons in metres; fails in words where one of them is no proper polygon. */
  static of(polygons: readonly LocalPolygon[]): Result<WalkableArea> {
    const edges = polygonEdges(polygons);
    if (!edges.ok) return edges;
    const slabs = slabsOf(edges.value);
    if (slabs.flat().length === 0) return err('the walkable area has no area');
    const ys = edges.value.flatMap(({ y0, y1 }) => [y0, y1]);
    const xs = edges.value.flatMap(({ x0, x1 }) => [x0, x1]);
    return ok(
      new WalkableArea(slabs, {
        leftM: xs.reduce((a, b) => Math.min(a, b)),
        rightM: xs.reduce((a, b) => Math.max(a, b)),
        lowM: ys.reduce((a, b) => Math.min(a, b)),
        highM: ys.reduce((a, b) => Math.max(a, b)),
      }),
    );
  }

  /** Whether a position is walkable; its edge belongs to it. */
  holds(xM: number, yM: number): boolean {
    return this.#partAt(xM, yM) !== undefined;
  }

  /**
   * The part of a convex cell inside the area that hangs together with the position, in convex pieces; what lies
   * behind a wall is left out. Nothing where the position is not walkable.
   */
  reach(cell: ConvexRing, xM: number, yM: number): readonly ConvexRing[] {
    const start = this.#partAt(xM, yM);
    if (start === undefined) return [];
    this.#walk += 1;
    this.#met[start] = this.#walk;
    const pieces: ConvexRing[] = [];
    const open = [start];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const trapezoid = this.#parts[part];
      if (!trapezoid) continue;
      const piece = cutByTrapezoid(cell, trapezoid);
      // A cell that only touches the trapezoid must not go on through it.
      if (ringAreaM2(piece) <= SLIVER_M2) continue;
      pieces.push(piece);
      for (const opening of this.#openings[part] ?? []) {
        if (this.#met[opening.to] === this.#walk || !passes(piece, opening)) continue;
        this.#met[opening.to] = this.#walk;
        open.push(opening.to);
      }
    }
    return pieces;
  }

  /** Everything of a convex ring that is walkable, in convex pieces. */
  within(ring: ConvexRing): readonly ConvexRing[] {
    return this.#parts.map((part) => cutByTrapezoid(ring, part)).filter(({ length }) => length > 0);
  }

  #partAt(xM: number, yM: number): number | undefined {
    const found = this.#parts.findIndex((part) => {
      if (xM < part.leftM - SAME_POINT_M || xM > part.rightM + SAME_POINT_M) return false;
      const t = (xM - part.leftM) / (part.rightM - part.leftM);
      const low = part.lowLeftM + t * (part.lowRightM - part.lowLeftM);
      const high = part.highLeftM + t * (part.highRightM - part.highLeftM);
      return low - SAME_POINT_M <= yM && yM <= high + SAME_POINT_M;
    });
    return found < 0 ? undefined : found;
  }
}

function slabsOf(edges: readonly Edge[]): readonly (readonly Trapezoid[])[] {
  const uprights = uprightsOf(edges);
  const snapped = edges.map((edge) => ({
    ...edge,
    x0: nearest(uprights, edge.x0),
    x1: nearest(uprights, edge.x1),
  }));
  return uprights.slice(1).map((rightM, index) => {
    const leftM = uprights[index] ?? rightM;
    return trapezoidsOf(
      snapped.filter(({ x0, x1 }) => x0 < x1 && x0 <= leftM && x1 >= rightM),
      leftM,
      rightM,
    );
  });
}

/** Every x at which a corner stands or two polygons cross, from left to right, near ones taken together. */
function uprightsOf(edges: readonly Edge[]): readonly number[] {
  const all = edges.flatMap(({ x0, x1 }) => [x0, x1]);
  for (const [index, a] of edges.entries()) {
    for (let j = index + 1; j < edges.length; j++) {
      const b = edges[j];
      const x = b && a.polygon !== b.polygon ? crossingX(a, b) : undefined;
      if (x !== undefined) all.push(x);
    }
  }
  const kept: number[] = [];
  for (const x of all.sort((a, b) => a - b)) {
    const last = kept.at(-1);
    if (last === undefined || x - last > SAME_POINT_M) kept.push(x);
  }
  return kept;
}

function nearest(uprights: readonly number[], x: number): number {
  let low = 0;
  let high = uprights.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((uprights[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return uprights[low] ?? x;
}

/** What lies inside between two uprights, from below; the edges given pass the whole way between them. */
function trapezoidsOf(edges: readonly Edge[], leftM: number, rightM: number): readonly Trapezoid[] {
  const sides = edges
    .map((edge) => ({
      left: heightAt(edge, leftM),
      right: heightAt(edge, rightM),
      gain: edge.gain,
    }))
    .sort((a, b) => a.left + a.right - b.left - b.right || b.gain - a.gain);
  const found: Trapezoid[] = [];
  let depth = 0;
  let floor = sides[0];
  for (const side of sides) {
    if (depth === 0) floor = side;
    const before = depth;
    depth += side.gain;
    if (before <= 0 || depth > 0 || floor === undefined) continue;
    const below = found.at(-1);
    // Polygons that share this side are one area.
    const joined =
      below !== undefined &&
      Math.abs(below.highLeftM - floor.left) <= SAME_POINT_M &&
      Math.abs(below.highRightM - floor.right) <= SAME_POINT_M;
    const trapezoid = {
      leftM,
      rightM,
      lowLeftM: joined ? below.lowLeftM : floor.left,
      lowRightM: joined ? below.lowRightM : floor.right,
      highLeftM: side.left,
      highRightM: side.right,
    };
    if (joined) found.pop();
    if (trapezoidM2(trapezoid) > SAME_POINT_M * (rightM - leftM)) found.push(trapezoid);
  }
  return found;
}

function openingsBetween(
  slabs: readonly (readonly Trapezoid[])[],
): readonly (readonly Opening[])[] {
  const openings: Opening[][] = slabs.flat().map(() => []);
  let first = 0;
  for (const [index, slab] of slabs.entries()) {
    const nextFirst = first + slab.length;
    for (const [i, left] of slab.entries()) {
      for (const [j, right] of (slabs[index + 1] ?? []).entries()) {
        const lowM = Math.max(left.lowRightM, right.lowLeftM);
        const highM = Math.min(left.highRightM, right.highLeftM);
        if (highM - lowM <= SAME_POINT_M) continue;
        openings[first + i]?.push({ to: nextFirst + j, xM: left.rightM, lowM, highM });
        openings[nextFirst + j]?.push({ to: first + i, xM: left.rightM, lowM, highM });
      }
    }
    first = nextFirst;
  }
  return openings;
}

function cutByTrapezoid(cell: ConvexRing, part: Trapezoid): ConvexRing {
  const widthM = part.rightM - part.leftM;
  const lowRise = part.lowRightM - part.lowLeftM;
  const highRise = part.highRightM - part.highLeftM;
  let ring = cutRing(cell, 1, 0, part.rightM);
  ring = cutRing(ring, -1, 0, -part.leftM);
  ring = cutRing(ring, lowRise, -widthM, lowRise * part.leftM - widthM * part.lowLeftM);
  return cutRing(ring, -highRise, widthM, widthM * part.highLeftM - highRise * part.leftM);
}

/** Whether a piece of a cell reaches its trapezoid's upright within the opening, on more than a point. */
function passes(piece: ConvexRing, { xM, lowM, highM }: Opening): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i + 1 < piece.length; i += 2) {
    if (Math.abs((piece[i] ?? 0) - xM) > SAME_POINT_M) continue;
    const y = piece[i + 1] ?? 0;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  return Math.min(high, highM) - Math.max(low, lowM) > SAME_POINT_M;
}

function trapezoidM2(part: Trapezoid): number {
  const left = part.highLeftM - part.lowLeftM;
  const right = part.highRightM - part.lowRightM;
  return ((left + right) / 2) * (part.rightM - part.leftM);
}
