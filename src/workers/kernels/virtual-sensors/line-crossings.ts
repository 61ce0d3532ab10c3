import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { eachCellAlong } from '../../../domain/geo/polygon.ts';

/** Nobody walks further than this within a second. */
const REACH_M = 4;

/** Bodies of one second: where they are, and where they were a second ago (NaN: not there). */
export interface MovedBodies {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly xBefore: Float32Array;
  readonly yBefore: Float32Array;
}

interface Line {
  /** Its western end, or its southern one. */
  readonly from: EastNorth;
  readonly to: EastNorth;
  /** Whether it is directed from `to` to `from`. */
  readonly backwards: boolean;
  crossed: number;
}

/**
 * Counts bodies that cross directed lines from their left to their right. Only bodies near a line are looked at: each
 * grid cell knows the lines within reach.
 */
export class LineCrossings {
  readonly #grid: Grid;
  readonly #lines: Line[] = [];
  /** 1 + index into `#near` for each grid cell, 0 far from every line. */
  readonly #nearOf: Uint16Array;
  readonly #near: Line[][] = [];

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#nearOf = new Uint16Array(grid.cols * grid.rows);
  }

  /** Counts from now on over the line from `a` to `b`, local metres; gives its number. */
  add(a: EastNorth, b: EastNorth): number {
    const backwards = b[0] < a[0] || (b[0] === a[0] && b[1] < a[1]);
    const line: Line = { from: backwards ? b : a, to: backwards ? a : b, backwards, crossed: 0 };
    const sets = new Map<number, number>();
    eachCellAlong(this.#grid, [a, b], 2 * REACH_M, (cell) => {
      const before = this.#nearOf[cell] ?? 0;
      let set = sets.get(before);
      if (set === undefined) {
        set = this.#near.push([...(this.#near[before - 1] ?? []), line]);
        sets.set(before, set);
      }
      this.#nearOf[cell] = set;
    });
    return this.#lines.push(line) - 1;
  }

  /** Bodies over a line in the second counted last. */
  crossed(line: number): number {
    return this.#lines[line]?.crossed ?? 0;
  }

  count(bodies: MovedBodies): void {
    for (const line of this.#lines) line.crossed = 0;
    const { westM, southM, cols, rows, cellM } = this.#grid;
    const { count, x, y, xBefore, yBefore } = bodies;
    for (let k = 0; k < count; k++) {
      const east = x[k] as number;
      const north = y[k] as number;
      const col = Math.floor((east - westM) / cellM);
      const row = Math.floor((north - southM) / cellM);
      if (col < 0 || row < 0 || col >= cols || row >= rows) continue;
      const set = this.#nearOf[row * cols + col] as number;
      if (set === 0) continue;
      const eastBefore = xBefore[k] as number;
      const northBefore = yBefore[k] as number;
      if (Number.isNaN(eastBefore)) continue;
      for (const line of this.#near[set - 1] as Line[]) {
        if (crosses(line, eastBefore, northBefore, east, north)) line.crossed += 1;
      }
    }
  }
}

/**
 * Whether the way from one position to the other goes over the line, from its left to its right. Both directions of a
 * line reckon alike, and who stands on it is to the right of its eastward one: nobody slips through between the two.
 */
function crosses(
  { from, to, backwards }: Line,
  eastBefore: number,
  northBefore: number,
  east: number,
  north: number,
): boolean {
  const alongEast = to[0] - from[0];
  const alongNorth = to[1] - from[1];
  const before = alongEast * (northBefore - from[1]) - alongNorth * (eastBefore - from[0]);
  const after = alongEast * (north - from[1]) - alongNorth * (east - from[0]);
  const isOver = backwards ? before <= 0 && after > 0 : before > 0 && after <= 0;
  if (!isOver) return false;
  const share = before / (before - after);
  const hitEast = eastBefore + share * (east - eastBefore) - from[0];
  const hitNorth = northBefore + share * (north - northBefore) - from[1];
  const along =
    (hitEast * alongEast + hitNorth * alongNorth) /
    (alongEast * alongEast + alongNorth * alongNorth);
  return along >= 0 && along <= 1;
}
