/** The travel distance (or time) of cells from which the destination cannot be reached. */
export const UNREACHABLE = 1e9;

const BUCKETS = 64;

/**
 * Solves |∇T| = slowness on a raster by a label-correcting bucket queue: cells are taken in order of T, bucket by
 * bucket (first in, first out), and corrected later where a smaller value comes; the result is fast marching's
 * (first-order upwind, Sethian 1996), without a heap. One solver serves any number of fields of its size.
 * The outermost cells must not be passable.
 */
export class EikonalSolver {
  readonly #cols: number;
  readonly #cellM: number;
  readonly #passable: Uint8Array;
  readonly #done: Uint8Array;
  readonly #queues: Int32Array[];
  readonly #lengths = new Int32Array(BUCKETS);

  constructor(cols: number, cellM: number, passable: Uint8Array) {
    this.#cols = cols;
    this.#cellM = cellM;
    this.#passable = passable;
    this.#done = new Uint8Array(passable.length);
    this.#queues = Array.from({ length: BUCKETS }, () => new Int32Array(1024));
  }

  /**
   * Fills `travel` with the distance in metres from each passable cell to the nearest of `seeds` (UNREACHABLE where
   * there is no way). With `slowness` (one a cell, ≥ some positive number) every metre counts so many times.
   */
  solve(seeds: Iterable<number>, travel: Float32Array, slowness?: Float32Array): void {
    travel.fill(UNREACHABLE);
    this.#done.fill(0);
    this.#lengths.fill(0);
    for (const seed of seeds) {
      travel[seed] = 0;
      this.#push(0, seed);
    }
    if (slowness === undefined) this.#sweep(travel);
    else this.#sweepSlow(travel, slowness);
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

  #sweep(travel: Float32Array): void {
    const h = this.#cellM;
    const perBucket = 1 / h;
    const doubled = 2 * h * h;
    const passable = this.#passable;
    const done = this.#done;
    const cols = this.#cols;
    const queues = this.#queues;
    const lengths = this.#lengths;
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
        // Corrected to an earlier bucket since, or done at this value.
        if (((here * perBucket) | 0) !== level || done[cell] === 1) continue;
        done[cell] = 1;
        let next = cell - 1;
        for (let side = 0; side < 4; side++) {
          const old = travel[next] as number;
          // Most neighbours are nearer than this cell, and cost one look.
          if (old > here && passable[next] === 1) {
            const west = travel[next - 1] as number;
            const east = travel[next + 1] as number;
            const south = travel[next - cols] as number;
            const north = travel[next + cols] as number;
            const a = Math.min(west, east);
            const b = Math.min(south, north);
            const apart = a - b;
            const value = Math.fround(
              apart >= h
                ? b + h
                : apart <= -h
                  ? a + h
                  : 0.5 * (a + b + Math.sqrt(doubled - apart * apart)),
            );
            if (value < old) {
              travel[next] = value;
              done[next] = 0;
              const to = ((value * perBucket) | 0) % BUCKETS;
              const length = lengths[to] as number;
              const queue = queues[to] as Int32Array;
              if (length === queue.length) this.#push(to, next);
              else {
                queue[length] = next;
                lengths[to] = length + 1;
              }
            }
          }
          next = side === 0 ? cell + 1 : side === 1 ? cell - cols : cell + cols;
        }
      }
      lengths[bucket] = 0;
    }
  }

  /** As #sweep with a cost of its own in each cell; kept apart because it costs the plain one a fifth. */
  #sweepSlow(travel: Float32Array, slowness: Float32Array): void {
    const perBucket = 1 / this.#cellM;
    const passable = this.#passable;
    const done = this.#done;
    const cols = this.#cols;
    const steps = [-1, 1, -cols, cols] as const;
    // A metre may cost so much that one step leads past all buckets; it then waits in the last one.
    const farthest = BUCKETS - 1;
    let empty = 0;
    for (let level = 0; empty < BUCKETS; level++) {
      const bucket = level % BUCKETS;
      if (this.#lengths[bucket] === 0) {
        empty += 1;
        continue;
      }
      empty = 0;
      const length = () => this.#lengths[bucket] as number;
      for (let k = 0; k < length(); k++) {
        const cell = (this.#queues[bucket] as Int32Array)[k] as number;
        const here = travel[cell] as number;
        const due = (here * perBucket) | 0;
        if (due > level) {
          this.#push(Math.min(due, level + farthest) % BUCKETS, cell);
          continue;
        }
        if (due < level || done[cell] === 1) continue;
        done[cell] = 1;
        for (let side = 0; side < 4; side++) {
          const next = cell + (steps[side] as number);
          const old = travel[next] as number;
          if (passable[next] === 0 || old <= here) continue;
          const cost = this.#cellM * (slowness[next] as number);
          const west = travel[next - 1] as number;
          const east = travel[next + 1] as number;
          const south = travel[next - cols] as number;
          const north = travel[next + cols] as number;
          const a = Math.min(west, east);
          const b = Math.min(south, north);
          const apart = a - b;
          const value = Math.fround(
            apart >= cost || apart <= -cost
              ? Math.min(a, b) + cost
              : 0.5 * (a + b + Math.sqrt(2 * cost * cost - apart * apart)),
          );
          if (value >= old) continue;
          travel[next] = value;
          done[next] = 0;
          this.#push(Math.min((value * perBucket) | 0, level + farthest) % BUCKETS, next);
        }
      }
      this.#lengths[bucket] = 0;
    }
  }
}
