import { UNREACHABLE } from '../../src/workers/kernels/flow-field/eikonal.ts';

/** Fast marching (Sethian 1996) with a binary heap: the usual way, and the reference of `bench -- eikonal`. */
export class HeapMarching {
  readonly #cols: number;
  readonly #cellM: number;
  readonly #passable: Uint8Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  #size = 0;

  constructor(cols: number, cellM: number, passable: Uint8Array) {
    this.#cols = cols;
    this.#cellM = cellM;
    this.#passable = passable;
    this.#heap = new Int32Array(passable.length);
    this.#place = new Int32Array(passable.length);
  }

  solve(seeds: Iterable<number>, travel: Float32Array): void {
    travel.fill(UNREACHABLE);
    this.#place.fill(-1);
    this.#size = 0;
    for (const seed of seeds) this.#lower(seed, 0, travel);
    const cols = this.#cols;
    const h = this.#cellM;
    while (this.#size > 0) {
      const cell = this.#take(travel);
      for (const next of [cell - 1, cell + 1, cell - cols, cell + cols]) {
        if (this.#passable[next] === 0 || this.#place[next] === -2) continue;
        const a = Math.min(travel[next - 1] as number, travel[next + 1] as number);
        const b = Math.min(travel[next - cols] as number, travel[next + cols] as number);
        const apart = a - b;
        const value =
          Math.abs(apart) >= h
            ? Math.min(a, b) + h
            : 0.5 * (a + b + Math.sqrt(2 * h * h - apart * apart));
        if (value < (travel[next] as number)) this.#lower(next, value, travel);
      }
    }
  }

  #lower(cell: number, value: number, travel: Float32Array): void {
    travel[cell] = value;
    if ((this.#place[cell] as number) < 0) {
      this.#place[cell] = this.#size;
      this.#heap[this.#size++] = cell;
    }
    let at = this.#place[cell] as number;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = this.#heap[parent] as number;
      if ((travel[other] as number) <= (travel[cell] as number)) break;
      this.#put(at, other);
      at = parent;
    }
    this.#put(at, cell);
  }

  #take(travel: Float32Array): number {
    const cell = this.#heap[0] as number;
    this.#place[cell] = -2;
    const last = this.#heap[--this.#size] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      const value = (index: number) => travel[this.#heap[index] as number] as number;
      if (child + 1 < this.#size && value(child + 1) < value(child)) child += 1;
      if (value(child) >= (travel[last] as number)) break;
      this.#put(at, this.#heap[child] as number);
      at = child;
    }
    if (this.#size > 0) this.#put(at, last);
    return cell;
  }

  #put(at: number, cell: number): void {
    this.#heap[at] = cell;
    this.#place[cell] = at;
  }
}
