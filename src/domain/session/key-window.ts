/** How many keys a window remembers: a week of ten-minute readings, or a minute at 20 a second. */
const WINDOW = 1_024;

/** The newest keys of one sensor, so that a repeat is known as one. Bounded: the oldest make room. */
export class KeyWindow {
  readonly #ring = new Float64Array(WINDOW);
  readonly #known = new Set<number>();
  #next = 0;

  has(key: number): boolean {
    return this.#known.has(key);
  }

  add(key: number): void {
    if (this.#known.has(key)) return;
    if (this.#known.size >= WINDOW) this.#known.delete(this.#ring[this.#next] ?? 0);
    this.#ring[this.#next] = key;
    this.#known.add(key);
    this.#next = (this.#next + 1) % WINDOW;
  }
}
