import { BLOCK } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';
import { exactExp } from './exact-math.ts';
import type { ScenarioGround } from './scenario-ground.ts';

/** Width of the squares in which people are counted for routes, in metres. */
const SQUARE_M = 1;
/** Passes of a 3 × 3 mean: the width of a glance, about 3 m; with fewer, people zigzag after gaps by chance. */
const SMOOTHINGS = 3;
/** Slower than this nobody expects to walk: a metre of jam counts at most as ten. */
const SLOWNESS_MOST = 10;

interface Squares {
  readonly cols: number;
  readonly rows: number;
  /** Ground cells along a square's side. */
  readonly cellsWide: number;
}

/**
 * Hughes' 1/f(ρ) for each ground cell, with Weidmann's f(ρ) = v(ρ)/v0, times the surface's own slowness. ρ is counted
 * on squares of about 1 m, people and ground smoothed alike, and slowness interpolated between the squares.
 */
export function congestionSlowness(memory: AgentMemory, ground: ScenarioGround): Float32Array {
  const { cols, rows, cellM } = ground.grid;
  const cellsWide = Math.max(1, Math.round(SQUARE_M / cellM));
  const squares: Squares = {
    cols: Math.ceil(cols / cellsWide),
    rows: Math.ceil(rows / cellsWide),
    cellsWide,
  };
  let people = countPeople(memory, squares);
  let area = countGround(ground, squares);
  for (let pass = 0; pass < SMOOTHINGS; pass++) {
    people = summed(people, squares);
    area = summed(area, squares);
  }
  const slowness = people.map((count, square) => {
    const cells = area[square] as number;
    return cells > 0 ? slownessAt(count / (cells * cellM * cellM)) : 1;
  });
  return interpolated(slowness, squares, ground);
}

function countPeople(memory: AgentMemory, { cols, rows, cellsWide }: Squares): Float32Array {
  const counts = new Float32Array(cols * rows);
  const x = memory.floats('x');
  const y = memory.floats('y');
  const perSquare = memory.float(BLOCK.perCell) / cellsWide;
  for (let index = 0; index < memory.count; index++) {
    const square =
      (((y[index] as number) * perSquare) | 0) * cols + (((x[index] as number) * perSquare) | 0);
    counts[square] = (counts[square] as number) + 1;
  }
  return counts;
}

function countGround(ground: ScenarioGround, { cols, rows, cellsWide }: Squares): Float32Array {
  const counts = new Float32Array(cols * rows);
  const { passable } = ground.distance;
  for (let row = 0; row < ground.grid.rows; row++) {
    const first = Math.floor(row / cellsWide) * cols;
    for (let col = 0; col < ground.grid.cols; col++) {
      const square = first + Math.floor(col / cellsWide);
      counts[square] =
        (counts[square] as number) + (passable[row * ground.grid.cols + col] as number);
    }
  }
  return counts;
}

/** Sums over 3 × 3 squares; whole numbers, hence exact. */
function summed(values: Float32Array, { cols, rows }: Squares): Float32Array {
  return values.map((_, square) => {
    const col = square % cols;
    const row = (square - col) / cols;
    let sum = 0;
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, col - 1); c <= Math.min(cols - 1, col + 1); c++) {
        sum += values[r * cols + c] as number;
      }
    }
    return sum;
  });
}

/** Weidmann 1993: v0 / v(ρ), at most SLOWNESS_MOST. */
function slownessAt(densityPerM2: number): number {
  if (densityPerM2 < 0.1) return 1;
  const share = 1 - exactExp(-1.913 * (1 / densityPerM2 - 1 / 5.4));
  return 1 / Math.max(share, 1 / SLOWNESS_MOST);
}

function interpolated(
  values: Float32Array,
  squares: Squares,
  ground: ScenarioGround,
): Float32Array {
  const { cols, rows } = ground.grid;
  const surface = ground.surfaceSlowness;
  const slowness = new Float32Array(cols * rows);
  const at = (position: number, most: number) => {
    const u = Math.min(most - 1, Math.max(0, (position + 0.5) / squares.cellsWide - 0.5));
    const low = Math.min(Math.max(0, most - 2), Math.floor(u));
    return [low, Math.min(most - 1, low + 1), u - low] as const;
  };
  for (let row = 0; row < rows; row++) {
    const [south, north, up] = at(row, squares.rows);
    for (let col = 0; col < cols; col++) {
      const [west, east, across] = at(col, squares.cols);
      const value = (r: number, c: number) => values[r * squares.cols + c] as number;
      const below = value(south, west) * (1 - across) + value(south, east) * across;
      const above = value(north, west) * (1 - across) + value(north, east) * across;
      const cell = row * cols + col;
      slowness[cell] = (below * (1 - up) + above * up) * (surface?.[cell] ?? 1);
    }
  }
  return slowness;
}
