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

/** Sides from which a cell may take its value. */
const FROM = { west: 1, east: 2, south: 4, north: 8, all: 15 } as const;

/**
 * Solves |∇T| = slowness like the flow fields' solver (a label-correcting bucket queue), with valves: lines whose cells
 * take their value from one side only, so that a route leads over them in one direction. T grows from the destination,
 * against the way people walk.
 */
export class WaySolver {
  readonly #cols: number;
  readonly #cellM: number;
  readonly #passable: Uint8Array;
  /** Sides from which a cell may take its value: none where nobody passes. */
  readonly #from: Uint8Array;
  readonly #done: Uint8Array;
  readonly #queues: Int32Array[];
  readonly #lengths = new Int32Array(BUCKETS);

  /** `passable` is read anew by each `setValves`. */
  constructor(cols: number, cellM: number, passable: Uint8Array) {
    this.#cols = cols;
    this.#cellM = cellM;
    this.#passable = passable;
    this.#done = new Uint8Array(passable.length);
    this.#from = new Uint8Array(passable.length);
    this.#queues = Array.from({ length: BUCKETS }, () => new Int32Array(1024));
    this.setValves([]);
  }

  /** Sets the valves, and what is passable now, from the next solution on. */
  setValves(valves: readonly Valve[]): void {
    const passable = this.#passable;
    const from = this.#from;
    from.fill(FROM.all);
    for (const { cells, inward, lets } of valves) {
      if (lets === VALVE.both) continue;
      // Who walks inwards comes from the outer side: the cell's value comes from the inner neighbours.
      const sign = lets === VALVE.inwards ? 1 : -1;
      const [east, north] = [inward[0] * sign, inward[1] * sign];
      let sides = 0;
      if (east < -0.1) sides |= FROM.west;
      if (east > 0.1) sides |= FROM.east;
      if (north < -0.1) sides |= FROM.south;
      if (north > 0.1) sides |= FROM.north;
      for (const cell of cells) from[cell] = lets === VALVE.closed ? 0 : sides;
    }
    for (let cell = 0; cell < from.length; cell++) if (passable[cell] === 0) from[cell] = 0;
  }

  /** Fills `travel` as EikonalSolver.solve does; a step across a cell costs so many metres, at least a cell's side. */
  solve(seeds: Iterable<number>, travel: Float32Array, cost: Float32Array): void {
    const cols = this.#cols;
    const from = this.#from;
    const done = this.#done;
    const queues = this.#queues;
    const lengths = this.#lengths;
    const perBucket = 1 / this.#cellM;
    const farthest = BUCKETS - 1;
    travel.fill(UNREACHABLE);
    done.fill(0);
    lengths.fill(0);
    for (const seed of seeds) {
      travel[seed] = 0;
      this.#push(0, seed);
    }
    let empty = 0;
    for (let level = 0; empty < BUCKETS; level++) {
      const bucket = level % BUCKETS;
      if (lengths[bucket] === 0) {
        empty += 1;
        continue;
      }
      empty = 0;
      for (let k = 0; k < (lengths[bucket] as number); k++) {
        const cell = (queues[bucket] as Int32Array)[k] as number;
        const here = travel[cell] as number;
        const due = (here * perBucket) | 0;
        if (due !== level) {
          // Later: a step so dear that it leads past all buckets waits in the last one. Earlier: corrected since.
          if (due > level) this.#push(Math.min(due, level + farthest) % BUCKETS, cell);
          continue;
        }
        if (done[cell] === 1) continue;
        done[cell] = 1;
        let next = cell + 1;
        for (let side = 0; side < 4; side++) {
          const old = travel[next] as number;
          // Most neighbours are nearer than this cell, and cost one look.
          if (old > here) {
            const sides = from[next] as number;
            // Seen from `next` this cell lies west, east, south or north.
            if ((sides & (1 << side)) !== 0) {
              const west = (sides & 1) === 0 ? UNREACHABLE : (travel[next - 1] as number);
              const east = (sides & 2) === 0 ? UNREACHABLE : (travel[next + 1] as number);
              const south = (sides & 4) === 0 ? UNREACHABLE : (travel[next - cols] as number);
              const north = (sides & 8) === 0 ? UNREACHABLE : (travel[next + cols] as number);
              const step = cost[next] as number;
              const a = Math.min(west, east);
              const b = Math.min(south, north);
              const apart = a - b;
              const value = Math.fround(
                apart >= step
                  ? b + step
                  : apart <= -step
                    ? a + step
                    : 0.5 * (a + b + Math.sqrt(2 * step * step - apart * apart)),
              );
              if (value < old) {
                travel[next] = value;
                done[next] = 0;
                const to = Math.min((value * perBucket) | 0, level + farthest) % BUCKETS;
                const length = lengths[to] as number;
                const queue = queues[to] as Int32Array;
                if (length === queue.length) this.#push(to, next);
                else {
                  queue[length] = next;
                  lengths[to] = length + 1;
                }
              }
            }
          }
          next = side === 0 ? cell - 1 : side === 1 ? cell + cols : cell - cols;
        }
      }
      lengths[bucket] = 0;
    }
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
