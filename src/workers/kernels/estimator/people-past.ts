import type { Millis } from '../../../domain/base/quantity.ts';

/** The past is kept this often … */
const EVERY_MS: Millis = 10_000;
/** … and for this long: telecom counts come up to ten minutes late. */
const KEEP_MS: Millis = 20 * 60_000;
/** A younger reading is held against the present. */
const PRESENT_MS: Millis = 30_000;

/** People per place as they were believed over the last twenty minutes. */
export class PeoplePast {
  readonly #places: number;
  /** Time, then people per place; oldest first. */
  #rows: Float64Array[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  /** Takes the newest belief; `people` holds the places first. */
  add(time: Millis, people: Float64Array): void {
    const last = this.#rows.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    if (time - last < EVERY_MS) return;
    const row = new Float64Array(1 + this.#places);
    row[0] = time;
    row.set(people.subarray(0, this.#places), 1);
    this.#rows.push(row);
    while ((this.#rows[0]?.[0] ?? time) < time - KEEP_MS) this.#rows.shift();
  }

  /** The belief nearest before `time`; undefined for the present, or when it is not known so far back. */
  at(time: Millis, now: Millis): Float64Array | undefined {
    if (now - time < PRESENT_MS) return undefined;
    return this.#rows.findLast((row) => (row[0] ?? 0) <= time)?.subarray(1);
  }

  save(): Float64Array {
    const width = 1 + this.#places;
    const all = new Float64Array(this.#rows.length * width);
    for (const [index, row] of this.#rows.entries()) all.set(row, index * width);
    return all;
  }

  restore(saved: Float64Array): void {
    const width = 1 + this.#places;
    this.#rows = Array.from({ length: Math.floor(saved.length / width) }, (_, index) =>
      saved.slice(index * width, (index + 1) * width),
    );
  }
}
