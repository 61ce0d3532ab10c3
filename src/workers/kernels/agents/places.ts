import type { Grid } from '../../../domain/geo/grid.ts';
import { contains, eachCellInside, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { BLOCK } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';
import { counterUniform } from './counter-random.ts';
import { DRAW } from './draw.ts';
import { GroundTwin } from './ground-twin.ts';
import { SortGrid } from './sort-grid.ts';

/** A place in the run's own metres, from the ground's south-west corner. */
export type Place = readonly [x: number, y: number];

/** Between two bodies at the beginning, in metres. */
const ELBOW_ROOM_M = 0.01;

/**
 * Places for `count` people all over the area: a triangular lattice, as wide as the number allows, every point moved
 * by chance within its room. Fewer where the bodies do not fit.
 */
export function latticePlaces(
  grid: Grid,
  memory: AgentMemory,
  area: LocalPolygon,
  count: number,
  radiusM: number,
  chance: { readonly seed: number; readonly key: number },
): readonly Place[] {
  if (count === 0) return [];
  const ground = new GroundTwin(memory);
  let cells = 0;
  eachCellInside(grid, area, (cell) => {
    const x = ((cell % grid.cols) + 0.5) * grid.cellM;
    const y = (Math.floor(cell / grid.cols) + 0.5) * grid.cellM;
    if (ground.clearanceAt(x, y) >= 0) cells += 1;
  });
  const closest = 2 * radiusM + ELBOW_ROOM_M;
  let spacing = Math.sqrt((2 * cells * grid.cellM * grid.cellM) / (Math.sqrt(3) * count));
  for (;;) {
    const narrow = spacing <= closest;
    if (narrow) spacing = closest;
    const places = lattice(grid, ground, area, spacing, radiusM, chance);
    if (places.length >= count || narrow) return thinned(places, count, chance);
    spacing *= 0.985;
  }
}

function lattice(
  grid: Grid,
  ground: GroundTwin,
  area: LocalPolygon,
  spacing: number,
  radiusM: number,
  { seed, key }: { readonly seed: number; readonly key: number },
): Place[] {
  const outer = area[0] ?? [];
  const west = outer.reduce((least, [east]) => Math.min(least, east), Number.POSITIVE_INFINITY);
  const east = outer.reduce((most, [x]) => Math.max(most, x), Number.NEGATIVE_INFINITY);
  const south = outer.reduce((least, [, y]) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const north = outer.reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  const room = Math.max(0, (spacing - 2 * radiusM - ELBOW_ROOM_M) / 2) * 0.7;
  const rowM = (spacing * Math.sqrt(3)) / 2;
  const places: Place[] = [];
  let point = 0;
  for (let row = 0; south + row * rowM <= north; row++) {
    const offset = row % 2 === 0 ? 0 : spacing / 2;
    for (let col = 0; west + offset + col * spacing <= east; col++) {
      point += 1;
      const jitter = (draw: number) => (2 * counterUniform(seed, key, draw) - 1) * room;
      const x = west + offset + col * spacing + jitter(DRAW.jitter + 2 * point);
      const y = south + row * rowM + jitter(DRAW.jitter + 2 * point + 1);
      if (!contains(area, [x, y])) continue;
      const place: Place = [Math.fround(x - grid.westM), Math.fround(y - grid.southM)];
      if (isOnGrid(grid, place) && ground.clearanceAt(...place) >= radiusM) places.push(place);
    }
  }
  return places;
}

/** `count` of the places by chance, in their order. */
function thinned(
  places: readonly Place[],
  count: number,
  { seed, key }: { readonly seed: number; readonly key: number },
): readonly Place[] {
  if (places.length <= count) return places;
  // Selection sampling (Knuth, The Art of Computer Programming 2, algorithm S).
  let wanted = count;
  return places.filter((_, index) => {
    const taken =
      counterUniform(seed, key, DRAW.place + 0x4000_0000 + index) * (places.length - index) <
      wanted;
    if (taken) wanted -= 1;
    return taken;
  });
}

/** Whether the place is well inside the grid, so that all look-ups are too. */
export function isOnGrid({ cols, rows, cellM }: Grid, [x, y]: Place): boolean {
  return x >= cellM && y >= cellM && x < (cols - 1) * cellM && y < (rows - 1) * cellM;
}

/** Draws places in the area until one has room for a body; undefined after `attempts`. */
export function drawPlace(
  grid: Grid,
  ground: GroundTwin,
  area: LocalPolygon,
  radiusM: number,
  isFree: (place: Place) => boolean,
  uniform: (draw: number) => number,
  attempts: number,
): Place | undefined {
  const outer = area[0] ?? [];
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of outer) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const x = west + (east - west) * uniform(2 * attempt);
    const y = south + (north - south) * uniform(2 * attempt + 1);
    if (!contains(area, [x, y])) continue;
    const place: Place = [Math.fround(x - grid.westM), Math.fround(y - grid.southM)];
    if (isOnGrid(grid, place) && ground.clearanceAt(...place) >= radiusM && isFree(place))
      return place;
  }
  return undefined;
}

/**
 * Whether nobody's body meets one of `radiusM` at the place. Uses the cells of the last sort, from which everybody
 * has moved by at most `movedM` and whose order the columns still have, up to `sorted`; later ones, below `until`, are
 * looked at one by one.
 */
export function hasRoom(
  memory: AgentMemory,
  [px, py]: Place,
  radiusM: number,
  sorted: number,
  movedM: number,
  until = memory.count,
): boolean {
  const x = memory.floats('x');
  const y = memory.floats('y');
  const radius = memory.floats('radius');
  const tables = memory.resting > 0 ? [memory.restStarts(), memory.starts()] : [memory.starts()];
  const sortCols = memory.word(BLOCK.sortCols);
  const sortGrid = new SortGrid(memory);
  const perWidth = memory.float(BLOCK.perSortWidth);
  const perHeight = memory.float(BLOCK.perSortHeight);
  const within = radiusM + memory.float(BLOCK.largestRadius) + movedM;
  const meets = (i: number) => {
    const dx = (x[i] as number) - px;
    const dy = (y[i] as number) - py;
    const both = (radius[i] as number) + radiusM;
    return dx * dx + dy * dy < both * both;
  };
  const lastRow = Math.min(memory.word(BLOCK.sortRows) - 1, Math.floor((py + within) * perHeight));
  const firstCol = Math.max(0, Math.floor((px - within) * perWidth));
  const lastCol = Math.min(sortCols - 1, Math.floor((px + within) * perWidth));
  if (sorted > 0) {
    for (let row = Math.max(0, Math.floor((py - within) * perHeight)); row <= lastRow; row++) {
      for (const start of tables) {
        const end = start[sortGrid.endAt(row, lastCol)] as number;
        for (let i = start[sortGrid.cellAt(row, firstCol)] as number; i < end; i++)
          if (meets(i)) return false;
      }
    }
  }
  for (let i = sorted; i < until; i++) if (meets(i)) return false;
  return true;
}
