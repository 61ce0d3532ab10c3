import { UNREACHABLE } from '../flow-field/eikonal.ts';

const BUCKETS = 128;
/** A valve lets routes through from neither, one or both sides. */
export const VALVE = { closed: 0, inwards: 1, outwards: 2, both: 3 } as const;

/** Cells of a line that routes cross in one direction only. */
export interface Valve {
  readonly cells: Int32Array;
  /** Unit vector of the way in. */
  readonly inward: readonly [east: number, north: number];
  /** A value of VALVE. */
  readonly lets: number;
}

const STEPS = 4;

/**
 * Solves |∇T| = slowness like the flow fields' solver (a label-correcting bucket queue), over the cells of a list
 * alone and with valves: lines whose cells take their value from one side only, so that a route leads over them in one
 * direction. T grows from the destination, against the way people walk.
 */
export class WaySolver {
  readonly #cols: number;
  readonly #cellM: number;
  readonly #passable: Uint8Array;
  readonly #done: Uint8Array;
  /** Sides (1 west, 2 east, 4 south, 8 north) from which a cell may take its value. */
  readonly #from: Uint8Array;
  readonly #queues: Int32Array[];
  readonly #lengths = new Int32Array(BUCKETS);

  constructor(cols: number, cellM: number, passable: Uint8Array) {
    this.#cols = cols;
    this.#cellM = cellM;
    this.#passable = passable;
    this.#done = new Uint8Array(passable.length);
    this.#from = new Uint8Array(passable.length).fill(15);
    this.#queues = Array.from({ length: BUCKETS }, () => new Int32Array(1024));
  }

  /** Sets the valves from the next solution on. */
  setValves(valves: readonly Valve[]): void {
    this.#from.fill(15);
    for (const { cells, inward, lets } of valves) {
      if (lets === VALVE.both) continue;
      // Who walks inwards comes from the outer side: the cell's value comes from the inner neighbours.
      const sign = lets === VALVE.inwards ? 1 : -1;
      const [east, north] = [inward[0] * sign, inward[1] * sign];
      let sides = 0;
      if (east < -0.1) sides |= 1;
      if (east > 0.1) sides |= 2;
      if (north < -0.1) sides |= 4;
      if (north > 0.1) sides |= 8;
      for (const cell of cells) this.#from[cell] = lets === VALVE.closed ? 0 : sides;
    }
  }

  /** Fills `travel` as EikonalSolver.solve does; `slowness` ≥ 1 counts a metre so many times. */
  solve(seeds: Iterable<number>, travel: Float32Array, slowness: Float32Array): void {
    travel.fill(UNREACHABLE);
    this.#done.fill(0);
    this.#lengths.fill(0);
    for (const seed of seeds) {
      travel[seed] = 0;
      this.#push(0, seed);
    }
    const perBucket = 1 / this.#cellM;
    const steps = [1, -1, this.#cols, -this.#cols] as const;
    const farthest = BUCKETS - 1;
    let empty = 0;
    for (let level = 0; empty < BUCKETS; level++) {
      const bucket = level % BUCKETS;
      if (this.#lengths[bucket] === 0) {
        empty += 1;
        continue;
      }
      empty = 0;
      for (let k = 0; k < (this.#lengths[bucket] as number); k++) {
        const cell = (this.#queues[bucket] as Int32Array)[k] as number;
        const here = travel[cell] as number;
        const due = (here * perBucket) | 0;
        if (due > level) {
          this.#push(Math.min(due, level + farthest) % BUCKETS, cell);
          continue;
        }
        if (due < level || this.#done[cell] === 1) continue;
        this.#done[cell] = 1;
        for (let side = 0; side < STEPS; side++) {
          const next = cell + (steps[side] as number);
          const from = this.#from[next] as number;
          // Seen from `next` this cell lies west, east, south or north.
          if (this.#passable[next] === 0 || (from & (1 << side)) === 0) continue;
          const old = travel[next] as number;
          if (old <= here) continue;
          const value = this.#valueAt(next, from, travel, this.#cellM * (slowness[next] as number));
          if (value >= old) continue;
          travel[next] = value;
          this.#done[next] = 0;
          this.#push(Math.min((value * perBucket) | 0, level + farthest) % BUCKETS, next);
        }
      }
      this.#lengths[bucket] = 0;
    }
  }

  #valueAt(cell: number, from: number, travel: Float32Array, cost: number): number {
    const cols = this.#cols;
    let a = UNREACHABLE as number;
    let b = UNREACHABLE as number;
    if (from === 15) {
      const west = travel[cell - 1] as number;
      const east = travel[cell + 1] as number;
      const south = travel[cell - cols] as number;
      const north = travel[cell + cols] as number;
      a = Math.min(west, east);
      b = Math.min(south, north);
    } else {
      if ((from & 1) !== 0) a = travel[cell - 1] as number;
      if ((from & 2) !== 0) a = Math.min(a, travel[cell + 1] as number);
      if ((from & 4) !== 0) b = travel[cell - cols] as number;
      if ((from & 8) !== 0) b = Math.min(b, travel[cell + cols] as number);
    }
    const apart = a - b;
    return Math.fround(
      apart >= cost || apart <= -cost
        ? Math.min(a, b) + cost
        : 0.5 * (a + b + Math.sqrt(2 * cost * cost - apart * apart)),
    );
  }

  #push(bucket: number, cell: number): void {
    const length = this.#lengths[bucket] ?? 0;
    let queue = this.#queues[bucket] as Int32Array;
    if (length === queue.length) {
      const longer = new Int32Array(2 * length);
      longer.set(queue);
      this.#queues[bucket] = longer;
      queue = longer;
    }
    queue[length] = cell;
    this.#lengths[bucket] = length + 1;
  }
}
