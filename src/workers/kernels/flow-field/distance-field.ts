import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { eachCellInside, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Boxed } from './box-index.ts';
import { type WalkableArea, type Wall, walkableTest, wallsOf } from './walls.ts';

/** Distances are known up to here, in metres; farther cells say this. Sight is tested no farther than twice this. */
export const DISTANCE_BAND_M = 1.75;
/** No sight is longer, in metres: within it the walls decide whether a cell is marked as one with corners. */
export const SIGHT_MOST_M = 2.25;
/** Steps of the packed distance in one metre. */
export const DISTANCE_STEPS_PER_M = 512;
/** At least this many cells of no ground surround the ground, so that nobody looks outside the grid. */
export const MARGIN_CELLS = 3;

/**
 * A wall between two cells of ground (thinner than a cell) is made so thick that the distance falls to this, in
 * metres, between them: less than any body's radius, so that nobody passes, and less than what ends a line of sight.
 */
const THIN_WALL_DIP_M = 0.08;

/** The ground as a raster: signed distance to the nearest wall, its gradient, and where routes may lead. */
export interface DistanceField {
  readonly grid: Grid;
  /**
   * One word a cell: bits 0-15 the signed distance of its centre (i16, 1/512 m, negative where there is no ground),
   * 16-23 and 24-31 the east and north part of the unit vector away from the wall (i8, 1/127). The distance's lowest
   * bit says that walls within sight may hide one place from another; where it is 0 everything in sight is seen.
   */
  readonly words: Uint32Array;
  /** 1 where a route may lead through the cell. */
  readonly passable: Uint8Array;
}

/** The smallest grid around the area with its margin, its corner on a whole cell. */
export function gridAround(area: WalkableArea, cellM: number): Grid {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const [x, y] of area.walkable.flatMap((polygon) => polygon[0] ?? [])) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  const firstCol = Math.floor(west / cellM) - MARGIN_CELLS;
  const firstRow = Math.floor(south / cellM) - MARGIN_CELLS;
  return {
    westM: firstCol * cellM,
    southM: firstRow * cellM,
    cols: Math.ceil(east / cellM) + MARGIN_CELLS - firstCol,
    rows: Math.ceil(north / cellM) + MARGIN_CELLS - firstRow,
    cellM,
  };
}

/** A piece of a grid: its first column and row, and its size. */
export interface GridBox {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/**
 * The distance field of an area: exact distances of the cells' centres to the walls, within the band.
 * The same bytes on every machine: only + - × ÷ and square roots.
 */
export function buildDistanceField(grid: Grid, area: WalkableArea): DistanceField {
  const ground = new Uint8Array(grid.cols * grid.rows);
  for (const polygon of area.walkable)
    eachCellInside(grid, polygon, (cell) => {
      ground[cell] = 1;
    });
  for (const polygon of area.blocked)
    eachCellInside(grid, polygon, (cell) => {
      ground[cell] = 0;
    });
  const whole: GridBox = { col: 0, row: 0, cols: grid.cols, rows: grid.rows };
  return { grid, ...rasterise(grid, whole, wallsOf(area), ground) };
}

/**
 * Makes the field that of another area, which differs from the field's own within the box only: the same words as
 * built anew, at the cost of the cells near the box. Returns the cells whose way may have changed, as a piece of the
 * grid.
 */
export function repairDistanceField(
  field: DistanceField,
  area: WalkableArea,
  { low, high }: Boxed,
): GridBox {
  const { grid } = field;
  const { cellM, westM, southM } = grid;
  const changed = windowOf(grid, low, high, SIGHT_MOST_M + 2 * cellM);
  // One more ring, because thin walls are found between two cells.
  const window = windowOf(grid, low, high, SIGHT_MOST_M + 3 * cellM);
  const from = SIGHT_MOST_M + 5 * cellM;
  const touches = (polygon: LocalPolygon) =>
    (polygon[0] ?? []).length > 0 && boxTouches(polygon, low, high, SIGHT_MOST_M + from);
  const near: WalkableArea = {
    walkable: area.walkable.filter(touches),
    blocked: area.blocked.filter(touches),
  };
  const isWalkable = walkableTest(near);
  const ground = new Uint8Array(window.cols * window.rows);
  for (let row = 0; row < window.rows; row++) {
    const north = southM + (window.row + row + 0.5) * cellM;
    for (let col = 0; col < window.cols; col++) {
      const east = westM + (window.col + col + 0.5) * cellM;
      ground[row * window.cols + col] = isWalkable(east, north) ? 1 : 0;
    }
  }
  const piece = rasterise(grid, window, wallsOf(near), ground);
  for (let row = 0; row < changed.rows; row++) {
    const to = (changed.row + row) * grid.cols + changed.col;
    const at = (changed.row + row - window.row) * window.cols + changed.col - window.col;
    field.words.set(piece.words.subarray(at, at + changed.cols), to);
    field.passable.set(piece.passable.subarray(at, at + changed.cols), to);
  }
  return changed;
}

/** The box around a polygon. */
export function boxAround(polygon: LocalPolygon): Boxed {
  let [west, south] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [east, north] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of polygon[0] ?? []) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return { low: [west, south], high: [east, north] };
}

function windowOf(grid: Grid, low: EastNorth, high: EastNorth, withinM: number): GridBox {
  const { westM, southM, cellM } = grid;
  const col = Math.max(0, Math.floor((low[0] - withinM - westM) / cellM));
  const row = Math.max(0, Math.floor((low[1] - withinM - southM) / cellM));
  const endCol = Math.min(grid.cols, Math.floor((high[0] + withinM - westM) / cellM) + 1);
  const endRow = Math.min(grid.rows, Math.floor((high[1] + withinM - southM) / cellM) + 1);
  return { col, row, cols: Math.max(0, endCol - col), rows: Math.max(0, endRow - row) };
}

function boxTouches(
  polygon: LocalPolygon,
  low: EastNorth,
  high: EastNorth,
  withinM: number,
): boolean {
  const ring = polygon[0] ?? [];
  const reaches = (axis: 0 | 1) =>
    ring.some((point) => point[axis] >= low[axis] - withinM) &&
    ring.some((point) => point[axis] <= high[axis] + withinM);
  return reaches(0) && reaches(1);
}

/** Words and passable cells of a window of the grid, whose ground is given. */
function rasterise(
  grid: Grid,
  window: GridBox,
  walls: readonly Wall[],
  ground: Uint8Array,
): Pick<DistanceField, 'words' | 'passable'> {
  const size = window.cols * window.rows;
  const band = DISTANCE_BAND_M;
  const squared = new Float64Array(size).fill(band * band);
  const awayEast = new Float32Array(size);
  const awayNorth = new Float32Array(size);
  for (const wall of walls) {
    eachCellNear(grid, window, wall, band, (cell, east, north) => {
      const [offE, offN] = fromWall(wall, east, north);
      const distance = offE * offE + offN * offN;
      if (distance >= (squared[cell] ?? 0)) return;
      squared[cell] = distance;
      awayEast[cell] = offE;
      awayNorth[cell] = offN;
    });
  }

  const passable = ground.slice();
  const thin = new Uint8Array(size);
  for (const wall of walls) markThin(grid, window, wall, ground, squared, { thin, passable });
  const corners = cellsWithCorners(grid, window, walls);
  const words = new Uint32Array(size);
  const thinOffset = Math.max(0, grid.cellM / 2 - THIN_WALL_DIP_M);
  for (let cell = 0; cell < size; cell++) {
    const away = Math.sqrt(squared[cell] ?? 0);
    const sign = ground[cell] ? 1 : -1;
    const distance = sign * away - (thin[cell] ? thinOffset : 0);
    // On the wall itself the way out is not known from the offset; the neighbours push.
    const scale = away > 1e-9 && away < band ? (127 * sign) / away : 0;
    words[cell] = packWord(
      distance,
      Math.round((awayEast[cell] ?? 0) * scale),
      Math.round((awayNorth[cell] ?? 0) * scale),
      corners[cell] ?? 0,
    );
  }
  return { words, passable };
}

function packWord(distanceM: number, east: number, north: number, corner: number): number {
  const steps = Math.max(-32768, Math.min(32767, Math.round(distanceM * DISTANCE_STEPS_PER_M)));
  return ((steps & 0xfffe) | corner | ((east & 0xff) << 16) | ((north & 0xff) << 24)) >>> 0;
}

/**
 * 1 for each cell in whose sight the walls do not bound a convex piece of ground: one wall's end lies behind another.
 * Elsewhere, in the open, along straight walls and in the corners of rooms, nothing in sight can be hidden.
 */
function cellsWithCorners(grid: Grid, window: GridBox, walls: readonly Wall[]): Uint8Array {
  const within = SIGHT_MOST_M + grid.cellM;
  const size = window.cols * window.rows;
  const first = new Int32Array(size + 1);
  const eachNear = (visit: (cell: number, wall: number) => void) =>
    walls.forEach((wall, index) => {
      eachCellNear(grid, window, wall, within, (cell, east, north) => {
        const [offE, offN] = fromWall(wall, east, north);
        if (offE * offE + offN * offN <= within * within) visit(cell, index);
      });
    });
  eachNear((cell) => {
    first[cell + 1] = (first[cell + 1] ?? 0) + 1;
  });
  for (let cell = 0; cell < size; cell++)
    first[cell + 1] = (first[cell + 1] ?? 0) + (first[cell] ?? 0);
  const near = new Int32Array(first[size] ?? 0);
  const next = first.slice();
  eachNear((cell, wall) => {
    const at = next[cell] ?? 0;
    next[cell] = at + 1;
    near[at] = wall;
  });
  const corners = new Uint8Array(size);
  const hides = new Map<number, boolean>();
  const mayHide = (one: number, other: number) => {
    const key = one * walls.length + other;
    const known = hides.get(key);
    if (known !== undefined) return known;
    const answer = isBehind(walls[one] as Wall, walls[other] as Wall);
    hides.set(key, answer);
    return answer;
  };
  for (let cell = 0; cell < size; cell++) {
    const end = first[cell + 1] ?? 0;
    for (let k = first[cell] ?? 0; k < end && corners[cell] === 0; k++) {
      for (let l = first[cell] ?? 0; l < end; l++) {
        if (k === l || !mayHide(near[k] ?? 0, near[l] ?? 0)) continue;
        corners[cell] = 1;
        break;
      }
    }
  }
  return corners;
}

/** Whether an end of the other wall lies behind the line of the wall, by more than a millimetre. */
function isBehind({ a, b }: Wall, other: Wall): boolean {
  const east = b[0] - a[0];
  const north = b[1] - a[1];
  const length = Math.sqrt(east * east + north * north);
  return [other.a, other.b].some(
    (end) => east * (end[1] - a[1]) - north * (end[0] - a[0]) < -1e-3 * length,
  );
}

/** The vector from the nearest point of the wall to the position. */
function fromWall({ a, b }: Wall, east: number, north: number): [number, number] {
  const alongE = b[0] - a[0];
  const alongN = b[1] - a[1];
  const squared = alongE * alongE + alongN * alongN;
  const share = ((east - a[0]) * alongE + (north - a[1]) * alongN) / squared;
  const t = Math.min(1, Math.max(0, share));
  return [east - a[0] - t * alongE, north - a[1] - t * alongN];
}

/** Visits the window's cells, by their place in it, whose centres may be so near. */
function eachCellNear(
  { westM, southM, cellM }: Grid,
  window: GridBox,
  { a, b }: Wall,
  withinM: number,
  visit: (cell: number, east: number, north: number) => void,
): void {
  const low = (from: number, origin: number, first: number) =>
    Math.max(first, Math.floor((from - withinM - origin) / cellM));
  const high = (to: number, origin: number, end: number) =>
    Math.min(end - 1, Math.floor((to + withinM - origin) / cellM));
  const firstCol = low(Math.min(a[0], b[0]), westM, window.col);
  const lastCol = high(Math.max(a[0], b[0]), westM, window.col + window.cols);
  const lastRow = high(Math.max(a[1], b[1]), southM, window.row + window.rows);
  for (let row = low(Math.min(a[1], b[1]), southM, window.row); row <= lastRow; row++) {
    const north = southM + (row + 0.5) * cellM;
    const first = (row - window.row) * window.cols - window.col;
    for (let col = firstCol; col <= lastCol; col++) {
      visit(first + col, westM + (col + 0.5) * cellM, north);
    }
  }
}

/** Finds neighbouring cells of ground with the wall between them; routes are cut at the nearer of the two. */
function markThin(
  grid: Grid,
  window: GridBox,
  wall: Wall,
  ground: Uint8Array,
  squared: Float64Array,
  marks: { readonly thin: Uint8Array; readonly passable: Uint8Array },
): void {
  const h = grid.cellM;
  eachCellNear(grid, window, wall, h, (cell, east, north) => {
    if (!ground[cell]) return;
    for (const [stepE, stepN] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const other = cell + stepE + stepN * window.cols;
      if (!ground[other] || !crosses(wall, east, north, east + stepE * h, north + stepN * h))
        continue;
      marks.thin[cell] = 1;
      marks.thin[other] = 1;
      const nearer = (squared[cell] ?? 0) <= (squared[other] ?? 0) ? cell : other;
      marks.passable[nearer] = 0;
    }
  });
}

/** Whether the wall crosses the way from (e1, n1) to (e2, n2). */
function crosses({ a, b }: Wall, e1: number, n1: number, e2: number, n2: number): boolean {
  const side = (east: number, north: number) =>
    (b[0] - a[0]) * (north - a[1]) - (b[1] - a[1]) * (east - a[0]);
  const sideOfWay = (east: number, north: number) =>
    (e2 - e1) * (north - n1) - (n2 - n1) * (east - e1);
  return (
    side(e1, n1) > 0 !== side(e2, n2) > 0 && sideOfWay(a[0], a[1]) > 0 !== sideOfWay(b[0], b[1]) > 0
  );
}
