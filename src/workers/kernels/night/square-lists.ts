import type { Grid } from '../../../domain/geo/grid.ts';

/** Side of the squares: what is no farther away than this is found. */
const SQUARE_M = 1;
const NONE = -1;

/** Numbers by the square of ground where they are, to find those around a place; every use begins with `clear`. */
export class SquareLists {
  readonly #westM: number;
  readonly #southM: number;
  readonly #cols: number;
  readonly #rows: number;
  readonly #first: Int32Array;
  #after = new Int32Array(0);

  constructor({ westM, southM, cols, rows, cellM }: Grid) {
    this.#westM = westM;
    this.#southM = southM;
    this.#cols = Math.ceil((cols * cellM) / SQUARE_M);
    this.#rows = Math.ceil((rows * cellM) / SQUARE_M);
    this.#first = new Int32Array(this.#cols * this.#rows);
  }

  /** Forgets everything; numbers from 0 to below `size` may be added, each once. */
  clear(size: number): void {
    this.#first.fill(NONE);
    if (this.#after.length < size) this.#after = new Int32Array(Math.ceil(size * 1.5));
  }

  add(number: number, east: number, north: number): void {
    const square = this.#row(north) * this.#cols + this.#col(east);
    this.#after[number] = this.#first[square] as number;
    this.#first[square] = number;
  }

  /** Tells of all numbers in the square of a place and in those around it. */
  near(east: number, north: number, tell: (number: number) => void): void {
    const col = this.#col(east);
    const row = this.#row(north);
    for (let at = Math.max(0, row - 1); at <= Math.min(this.#rows - 1, row + 1); at++) {
      for (let of = Math.max(0, col - 1); of <= Math.min(this.#cols - 1, col + 1); of++) {
        let number = this.#first[at * this.#cols + of] as number;
        while (number !== NONE) {
          tell(number);
          number = this.#after[number] as number;
        }
      }
    }
  }

  #col(east: number): number {
    const col = Math.floor((east - this.#westM) / SQUARE_M);
    return Math.min(this.#cols - 1, Math.max(0, col));
  }

  #row(north: number): number {
    const row = Math.floor((north - this.#southM) / SQUARE_M);
    return Math.min(this.#rows - 1, Math.max(0, row));
  }
}
