import type { EastNorth } from '../base/quantity.ts';
import type { Grid } from './grid.ts';

/** Outer ring first, then holes; rings need not repeat their first point. Local metres. */
export type LocalPolygon = readonly (readonly EastNorth[])[];

/** The signed-free area in m² of a polygon with its holes taken out. */
export function areaM2(polygon: LocalPolygon): number {
  return polygon.reduce((sum, ring, index) => sum + (index === 0 ? 1 : -1) * ringAreaM2(ring), 0);
}

function ringAreaM2(ring: readonly EastNorth[]): number {
  let twice = 0;
  ring.forEach(([east, north], index) => {
    const next = ring[(index + 1) % ring.length];
    if (next) twice += east * next[1] - next[0] * north;
  });
  return Math.abs(twice) / 2;
}

/** Whether the position lies inside the polygon (even-odd rule over all rings). */
export function contains(polygon: LocalPolygon, [east, north]: EastNorth): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (!a || !b) continue;
      const crosses =
        a[1] > north !== b[1] > north &&
        east < ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]) + a[0];
      if (crosses) inside = !inside;
    }
  }
  return inside;
}

/**
 * Calls `visit` for every cell whose centre lies inside the polygon, row by row from the south.
 * Scan-line fill: the cost is the number of cells plus rows × edges.
 */
export function eachCellInside(
  grid: Grid,
  polygon: LocalPolygon,
  visit: (cell: number) => void,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const ring of polygon) {
    for (const [, north] of ring) {
      low = Math.min(low, north);
      high = Math.max(high, north);
    }
  }
  const firstRow = Math.max(0, Math.floor((low - grid.southM) / grid.cellM - 0.5));
  const lastRow = Math.min(grid.rows - 1, Math.ceil((high - grid.southM) / grid.cellM));
  for (let row = firstRow; row <= lastRow; row++) {
    const north = grid.southM + (row + 0.5) * grid.cellM;
    const crossings = rowCrossings(polygon, north);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = crossings[k];
      const to = crossings[k + 1];
      if (from === undefined || to === undefined) continue;
      const firstCol = Math.max(0, columnAtOrAfter(grid, from));
      const endCol = Math.min(grid.cols, columnAtOrAfter(grid, to));
      for (let col = firstCol; col < endCol; col++) visit(row * grid.cols + col);
    }
  }
}

/**
 * The first column whose centre is not west of `east`. The division may be off by its last bit, so that its
 * neighbours are compared as `contains` compares them: both then agree on every cell.
 */
function columnAtOrAfter(grid: Grid, east: number): number {
  const centre = (col: number) => grid.westM + (col + 0.5) * grid.cellM;
  const guess = Math.ceil((east - grid.westM) / grid.cellM - 0.5);
  if (centre(guess - 1) >= east) return guess - 1;
  return centre(guess) < east ? guess + 1 : guess;
}

function rowCrossings(polygon: LocalPolygon, north: number): number[] {
  const crossings: number[] = [];
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (!a || !b || a[1] > north === b[1] > north) continue;
      crossings.push(((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]) + a[0]);
    }
  }
  return crossings.sort((left, right) => left - right);
}

/**
 * Calls `visit` for every cell whose centre is within half of `widthM` of the line: a street of that clear width.
 * A cell near a bend is visited once for each segment it is close to.
 */
export function eachCellAlong(
  grid: Grid,
  line: readonly EastNorth[],
  widthM: number,
  visit: (cell: number) => void,
): void {
  const half = widthM / 2;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1];
    const b = line[i];
    if (!a || !b) continue;
    const box: LocalPolygon = [
      [
        [Math.min(a[0], b[0]) - half, Math.min(a[1], b[1]) - half],
        [Math.max(a[0], b[0]) + half, Math.min(a[1], b[1]) - half],
        [Math.max(a[0], b[0]) + half, Math.max(a[1], b[1]) + half],
        [Math.min(a[0], b[0]) - half, Math.max(a[1], b[1]) + half],
      ],
    ];
    eachCellInside(grid, box, (cell) => {
      const col = cell % grid.cols;
      const row = (cell - col) / grid.cols;
      const east = grid.westM + (col + 0.5) * grid.cellM;
      const north = grid.southM + (row + 0.5) * grid.cellM;
      if (distanceToSegment([east, north], a, b) <= half) visit(cell);
    });
  }
}

/** The distance in metres from a position to the segment a-b. */
export function distanceToSegment(position: EastNorth, a: EastNorth, b: EastNorth): number {
  const alongE = b[0] - a[0];
  const alongN = b[1] - a[1];
  const squared = alongE * alongE + alongN * alongN;
  const raw =
    squared === 0 ? 0 : ((position[0] - a[0]) * alongE + (position[1] - a[1]) * alongN) / squared;
  const t = Math.min(1, Math.max(0, raw));
  return Math.hypot(position[0] - a[0] - t * alongE, position[1] - a[1] - t * alongN);
}
