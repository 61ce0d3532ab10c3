import type { Millis } from '../base/quantity.ts';
import type { World } from '../session/world.ts';

/** What of a world is looked back at: a world as a whole would keep every reading and position of its time alive. */
export type KnownThen = Pick<World, 'estimate' | 'levels' | 'session'>;

/** Places at the beginning of the list that are free before it is put together. */
const MOST_FREE = 1_000;

/** What was known in the last `keptMs`, to look back by; a moment at which nothing of it changed costs nothing. */
export class WorldPast {
  readonly #keptMs: Millis;
  #past: { readonly from: Millis; readonly known: KnownThen }[] = [];
  /** The oldest that is kept. */
  #first = 0;

  constructor(keptMs: Millis) {
    this.#keptMs = keptMs;
  }

  /** Remembers that this was known from `from` on. */
  add(from: Millis, { estimate, levels, session }: KnownThen): void {
    const last = this.#past.at(-1)?.known;
    const isNew =
      !last || last.estimate !== estimate || last.levels !== levels || last.session !== session;
    if (isNew) {
      const known = {
        levels,
        ...(estimate ? { estimate } : {}),
        ...(session ? { session } : {}),
      };
      this.#past.push({ from, known });
    }
    // The last one before the time that is kept was still true when that time began.
    while ((this.#past[this.#first + 1]?.from ?? Number.POSITIVE_INFINITY) <= from - this.#keptMs) {
      this.#first += 1;
    }
    if (this.#first < MOST_FREE) return;
    this.#past = this.#past.slice(this.#first);
    this.#first = 0;
  }

  /** What was known at `at`; undefined before the first, or where it is forgotten. */
  at(at: Millis): KnownThen | undefined {
    for (let index = this.#past.length - 1; index >= this.#first; index--) {
      const past = this.#past[index];
      if (past && past.from <= at) return past.known;
    }
    return undefined;
  }
}
