import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { contains, eachCellInside, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { boundsOf, signedAreaM2 } from './rings.ts';

const FINEST_M = 0.1;
const MOST_CELLS = 4_000_000;

/**
 * The outline of ground less obstacles, traced along the sides of cells: outer rings counter-clockwise, each with its
 * holes. Pairs of cells that touch only in a corner are parted, so that no ring touches itself.
 */
export function groundOutline(
  walkable: readonly LocalPolygon[],
  blocked: readonly LocalPolygon[],
): readonly LocalPolygon[] {
  const grid = gridOver(walkable);
  const ground = new Uint8Array(grid.cols * grid.rows);
  const set = (value: 0 | 1) => (cell: number) => {
    ground[cell] = value;
  };
  for (const each of walkable) eachCellInside(grid, each, set(1));
  for (const each of blocked) eachCellInside(grid, each, set(0));
  partCorners(grid, ground);
  const rings = traced(grid, ground);
  const outers = rings.filter((ring) => signedAreaM2(ring) > 0);
  const holes = rings.filter((ring) => signedAreaM2(ring) < 0);
  return outers.map((outer) => [
    outer,
    ...holes.filter((hole) => innermostAround(outers, hole) === outer),
  ]);
}

/** One cell of margin on every side, so that every side of the ground has two cells. */
function gridOver(walkable: readonly LocalPolygon[]): Grid {
  const [west, south, east, north] = boundsOf(walkable);
  const cellM = Math.max(FINEST_M, Math.sqrt(((east - west) * (north - south)) / MOST_CELLS));
  return {
    westM: west - cellM,
    southM: south - cellM,
    cols: Math.ceil((east - west) / cellM) + 2,
    rows: Math.ceil((north - south) / cellM) + 2,
    cellM,
  };
}

/** Takes a cell out wherever two touch in a corner only; taking out may make a new corner, so it looks again. */
function partCorners({ cols, rows }: Grid, ground: Uint8Array): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (let row = 0; row + 1 < rows; row++) {
      for (let col = 0; col + 1 < cols; col++) {
        const cell = row * cols + col;
        const [sw, se] = [ground[cell], ground[cell + 1]];
        const [nw, ne] = [ground[cell + cols], ground[cell + cols + 1]];
        if (sw !== ne || se !== nw || sw === se) continue;
        ground[sw === 1 ? cell : cell + 1] = 0;
        changed = true;
      }
    }
  }
}

/** Rings along the sides between ground and no ground, with the ground on their left. */
function traced({ cols, rows, westM, southM, cellM }: Grid, ground: Uint8Array): EastNorth[][] {
  // Corners are numbered like cells of a grid one larger; each has at most one side that leaves it.
  const wide = cols + 1;
  const next = new Int32Array(wide * (rows + 1)).fill(-1);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      if (ground[row * cols + col] !== 1) continue;
      const sw = row * wide + col;
      if (ground[(row - 1) * cols + col] !== 1) next[sw] = sw + 1;
      if (ground[row * cols + col + 1] !== 1) next[sw + 1] = sw + 1 + wide;
      if (ground[(row + 1) * cols + col] !== 1) next[sw + 1 + wide] = sw + wide;
      if (ground[row * cols + col - 1] !== 1) next[sw + wide] = sw;
    }
  }
  const rings: EastNorth[][] = [];
  for (let start = 0; start < next.length; start++) {
    if ((next[start] ?? -1) < 0) continue;
    const ring: EastNorth[] = [];
    let step = 0;
    for (let at = start; (next[at] ?? -1) >= 0; ) {
      const to = next[at] ?? -1;
      next[at] = -1;
      if (to - at !== step) ring.push(corner(at));
      step = to - at;
      at = to;
    }
    rings.push(ring);
  }
  return rings;

  function corner(at: number): EastNorth {
    const col = at % wide;
    const row = (at - col) / wide;
    return [round(westM + col * cellM), round(southM + row * cellM)];
  }
}

function innermostAround(
  outers: readonly (readonly EastNorth[])[],
  hole: readonly EastNorth[],
): readonly EastNorth[] | undefined {
  const [a, b] = hole;
  if (!a || !b) return undefined;
  // The middle of a side of the hole is no corner of another ring.
  const point: EastNorth = [(a[0] + b[0]) / 2 + 1e-7, (a[1] + b[1]) / 2 + 1e-7];
  return outers
    .filter((outer) => contains([outer], point))
    .sort((left, right) => signedAreaM2(left) - signedAreaM2(right))[0];
}

/** To a micrometre, so that the text stays short. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
