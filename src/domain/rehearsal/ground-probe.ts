import type { EastNorth } from '../base/quantity.ts';
import { cellAt, cellCentre } from '../geo/grid.ts';
import { type Ground, OUTSIDE_LEAF } from '../site/ground.ts';

/** Step along a line across a way. */
const STEP_M = 0.5;

/** Walk index of the ground under a place, -1 where nobody can walk or beyond the raster. */
export function walkAt(ground: Ground, place: EastNorth): number {
  const cell = cellAt(ground.grid, place);
  return cell < 0 ? -1 : (ground.walkIndex[cell] ?? -1);
}

/** Whether the raster reaches a place at all. */
export function isOnRaster(ground: Ground, place: EastNorth): boolean {
  return cellAt(ground.grid, place) >= 0;
}

/** The id of the leaf zone at a place; undefined outside all. */
export function leafAt(ground: Ground, place: EastNorth): string | undefined {
  const walk = walkAt(ground, place);
  return walk < 0 ? undefined : ground.leaves[ground.leafOfCell[walk] ?? OUTSIDE_LEAF]?.id;
}

/**
 * Walkable metres in one piece across a place, at most `mostM`; the piece nearest to the place within that stretch, 0
 * where there is none. `along` is the direction of walking.
 */
export function widthAcross(
  ground: Ground,
  [east, north]: EastNorth,
  along: EastNorth,
  mostM: number,
): number {
  const length = Math.hypot(along[0], along[1]) || 1;
  const [acrossE, acrossN] = [along[1] / length, -along[0] / length];
  const steps = Math.ceil(mostM / 2 / STEP_M);
  const isFree = (k: number) =>
    walkAt(ground, [east + acrossE * k * STEP_M, north + acrossN * k * STEP_M]) >= 0;
  let start: number | undefined;
  for (let k = 0; k <= steps && start === undefined; k++) {
    if (isFree(k)) start = k;
    else if (isFree(-k)) start = -k;
  }
  if (start === undefined) return 0;
  let first = start;
  let last = start;
  while (first > -steps && isFree(first - 1)) first -= 1;
  while (last < steps && isFree(last + 1)) last += 1;
  return Math.min(mostM, (last - first + 1) * STEP_M);
}

/** The piece of connected ground that each walkable cell belongs to (four neighbours), numbered from 0. */
export function groundPieces(ground: Ground): Int32Array {
  const pieces = new Int32Array(ground.cellCount).fill(-1);
  let count = 0;
  for (let first = 0; first < ground.cellCount; first++) {
    if (pieces[first] !== -1) continue;
    const stack = [first];
    const piece = count;
    pieces[first] = piece;
    for (let walk = stack.pop(); walk !== undefined; walk = stack.pop()) {
      eachBeside(ground, walk, (next) => {
        if (pieces[next] !== -1) return;
        pieces[next] = piece;
        stack.push(next);
      });
    }
    count += 1;
  }
  return pieces;
}

/**
 * Whether people get from one leaf zone (index) to another without a third one: from its largest piece of ground, over
 * at most `overM` of ground in no zone, to at least half of the other's ground. (Corners that barriers cut off do not
 * make two zones meet.)
 */
export function leavesMeet(ground: Ground, from: number, to: number, overM: number): boolean {
  const most = Math.ceil(overM / ground.grid.cellM);
  const whole = ground.leafOfCell.reduce((count, leaf) => count + (leaf === to ? 1 : 0), 0);
  const seen = new Uint8Array(ground.cellCount);
  let edge: number[] = largestPiece(ground, from);
  for (const walk of edge) seen[walk] = 1;
  let reached = 0;
  // Ring by ring over ground in no zone; within the two zones as far as it goes.
  for (let step = 0; step <= most && edge.length > 0; step++) {
    const next: number[] = [];
    for (let walk = edge.pop(); walk !== undefined; walk = edge.pop()) {
      eachBeside(ground, walk, (beside) => {
        if (seen[beside] === 1) return;
        const leaf = ground.leafOfCell[beside] ?? OUTSIDE_LEAF;
        if (leaf !== from && leaf !== to && leaf !== OUTSIDE_LEAF) return;
        seen[beside] = 1;
        if (leaf === to) reached += 1;
        if (leaf === OUTSIDE_LEAF) next.push(beside);
        else edge.push(beside);
      });
    }
    edge = next;
  }
  return reached >= whole / 2;
}

/** The cells of a leaf's largest connected piece. */
function largestPiece(ground: Ground, leaf: number): number[] {
  const seen = new Uint8Array(ground.cellCount);
  let largest: number[] = [];
  for (let first = 0; first < ground.cellCount; first++) {
    if (seen[first] === 1 || ground.leafOfCell[first] !== leaf) continue;
    const piece = [first];
    seen[first] = 1;
    for (let k = 0; k < piece.length; k++) {
      eachBeside(ground, piece[k] ?? 0, (beside) => {
        if (seen[beside] === 1 || ground.leafOfCell[beside] !== leaf) return;
        seen[beside] = 1;
        piece.push(beside);
      });
    }
    if (piece.length > largest.length) largest = piece;
  }
  return largest;
}

/** The middle of the cell nearest to a place that can be walked, within `reachM`; undefined where there is none. */
export function nearestWalk(
  ground: Ground,
  [east, north]: EastNorth,
  reachM: number,
): { readonly walk: number; readonly awayM: number } | undefined {
  const { grid } = ground;
  const reach = Math.ceil(reachM / grid.cellM);
  let best: { walk: number; awayM: number } | undefined;
  for (let row = -reach; row <= reach; row++) {
    for (let col = -reach; col <= reach; col++) {
      const cell = cellAt(grid, [east + col * grid.cellM, north + row * grid.cellM]);
      const walk = cell < 0 ? -1 : (ground.walkIndex[cell] ?? -1);
      if (walk < 0) continue;
      const [x, y] = cellCentre(grid, cell);
      const awayM = Math.hypot(x - east, y - north);
      if (awayM <= reachM && awayM < (best?.awayM ?? Number.POSITIVE_INFINITY))
        best = { walk, awayM };
    }
  }
  return best;
}

/** Calls `visit` with the walk index of each of the four cells beside one that can be walked. */
function eachBeside(
  { grid, gridCell, walkIndex }: Ground,
  walk: number,
  visit: (beside: number) => void,
): void {
  const cell = gridCell[walk] ?? 0;
  const col = cell % grid.cols;
  const at = (index: number) => {
    const beside = walkIndex[index] ?? -1;
    if (beside >= 0) visit(beside);
  };
  if (col > 0) at(cell - 1);
  if (col < grid.cols - 1) at(cell + 1);
  at(cell - grid.cols);
  at(cell + grid.cols);
}
