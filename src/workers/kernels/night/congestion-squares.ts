import type { Grid } from '../../../domain/geo/grid.ts';
import { exactExp } from '../agents/exact-math.ts';
import type { NightPeople } from './agent-night.ts';
import { quantisedSlowness, SQUARE_CELLS, squareColumns } from './ways.ts';

/** What people expect follows what is there by this share a round: word spreads slowly, nobody turns round at once. */
const LEARNT = 0.25;
/** Passes of a 3 × 3 mean over squares of 2 m. */
const SMOOTHINGS = 2;
/** Slower than this nobody expects to walk. */
const SLOWNESS_MOST = 4;

/**
 * Hughes' 1/f(ρ) with Weidmann's f for each square of the ground, from where everybody is: what routes count a metre
 * for. People and ground are smoothed alike. Without people all ground is free.
 */
export class CongestionSquares {
  readonly #grid: Grid;
  readonly #cols: number;
  readonly #rows: number;
  /** Ground of each square and its neighbours after smoothing, in cells. */
  readonly #area: Float32Array;

  constructor(grid: Grid, passable: Uint8Array) {
    const { cols, rows } = squareColumns(grid);
    this.#grid = grid;
    this.#cols = cols;
    this.#rows = rows;
    let area = new Float32Array(cols * rows);
    passable.forEach((free, cell) => {
      const square = this.#squareOf(cell % grid.cols, Math.floor(cell / grid.cols));
      area[square] = (area[square] as number) + free;
    });
    for (let pass = 0; pass < SMOOTHINGS; pass++) area = this.#summed(area);
    this.#area = area;
  }

  slowness(
    { count, x, y }: Pick<NightPeople, 'count' | 'x' | 'y'>,
    before?: Uint8Array,
  ): Uint8Array {
    const { westM, southM, cellM } = this.#grid;
    let people = new Float32Array(this.#area.length);
    for (let index = 0; index < count; index++) {
      const col = Math.floor(((x[index] as number) - westM) / cellM);
      const row = Math.floor(((y[index] as number) - southM) / cellM);
      const square = this.#squareOf(col, row);
      people[square] = (people[square] as number) + 1;
    }
    for (let pass = 0; pass < SMOOTHINGS; pass++) people = this.#summed(people);
    return Uint8Array.from(people, (sum, square) => {
      const m2 = (this.#area[square] as number) * cellM * cellM;
      const now = quantisedSlowness(m2 > 0 ? slownessAt(sum / m2) : 1);
      const then = before?.[square];
      return then === undefined ? now : then + Math.round((now - then) * LEARNT);
    });
  }

  #squareOf(col: number, row: number): number {
    return Math.floor(row / SQUARE_CELLS) * this.#cols + Math.floor(col / SQUARE_CELLS);
  }

  /** Sums over 3 × 3 squares; whole numbers, hence exact. */
  #summed(values: Float32Array): Float32Array<ArrayBuffer> {
    const cols = this.#cols;
    const across = new Float32Array(values.length);
    const sums = new Float32Array(values.length);
    for (let at = 1; at < values.length - 1; at++) {
      across[at] = (values[at - 1] as number) + (values[at] as number) + (values[at + 1] as number);
    }
    for (let row = 1; row < this.#rows - 1; row++) {
      for (let at = row * cols; at < (row + 1) * cols; at++) {
        sums[at] =
          (across[at - cols] as number) + (across[at] as number) + (across[at + cols] as number);
      }
    }
    return sums;
  }
}

/** Weidmann 1993: v0 / v(ρ), at most SLOWNESS_MOST. */
function slownessAt(densityPerM2: number): number {
  if (densityPerM2 < 0.2) return 1;
  const share = 1 - exactExp(-1.913 * (1 / densityPerM2 - 1 / 5.4));
  return 1 / Math.max(share, 1 / SLOWNESS_MOST);
}
