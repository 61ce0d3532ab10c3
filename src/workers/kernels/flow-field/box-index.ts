import type { EastNorth } from '../../../domain/base/quantity.ts';

/** Something with an axis-parallel box in local metres. */
export interface Boxed {
  readonly low: EastNorth;
  readonly high: EastNorth;
}

/** Bins along each side of the index, at most. */
const BINS_MOST = 128;
/** No bin is narrower, in metres. */
const BIN_LEAST_M = 4;

/** Finds the things whose boxes may touch a box, without looking at all of them. */
export class BoxIndex<T extends Boxed> {
  readonly #west: number;
  readonly #south: number;
  readonly #binM: number;
  readonly #cols: number;
  readonly #rows: number;
  readonly #bins: T[][] = [];
  readonly #seen = new Map<T, number>();
  #query = 0;

  constructor(things: readonly T[]) {
    let [west, south, east, north] = [0, 0, 0, 0];
    things.forEach(({ low, high }, index) => {
      west = index === 0 ? low[0] : Math.min(west, low[0]);
      south = index === 0 ? low[1] : Math.min(south, low[1]);
      east = index === 0 ? high[0] : Math.max(east, high[0]);
      north = index === 0 ? high[1] : Math.max(north, high[1]);
    });
    this.#west = west;
    this.#south = south;
    this.#binM = Math.max(BIN_LEAST_M, (east - west) / BINS_MOST, (north - south) / BINS_MOST);
    this.#cols = Math.floor((east - west) / this.#binM) + 1;
    this.#rows = Math.floor((north - south) / this.#binM) + 1;
    for (const thing of things) {
      this.#eachBin(thing, (bin) => {
        this.#bins[bin] ??= [];
        this.#bins[bin].push(thing);
      });
    }
  }

  /** Calls `visit` once for each thing in the bins that the box touches. */
  eachNear(box: Boxed, visit: (thing: T) => void): void {
    this.#query += 1;
    this.#eachBin(box, (bin) => {
      for (const thing of this.#bins[bin] ?? []) {
        if (this.#seen.get(thing) === this.#query) continue;
        this.#seen.set(thing, this.#query);
        visit(thing);
      }
    });
  }

  /** The things in the bin of a point. */
  at(east: number, north: number): readonly T[] {
    return this.#bins[this.#row(north) * this.#cols + this.#col(east)] ?? [];
  }

  #col(east: number): number {
    return clamp(Math.floor((east - this.#west) / this.#binM), this.#cols);
  }

  #row(north: number): number {
    return clamp(Math.floor((north - this.#south) / this.#binM), this.#rows);
  }

  #eachBin({ low, high }: Boxed, visit: (bin: number) => void): void {
    const lastCol = this.#col(high[0]);
    const lastRow = this.#row(high[1]);
    for (let row = this.#row(low[1]); row <= lastRow; row++) {
      for (let col = this.#col(low[0]); col <= lastCol; col++) visit(row * this.#cols + col);
    }
  }
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
