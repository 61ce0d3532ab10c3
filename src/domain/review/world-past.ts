import type { Millis } from '../base/quantity.ts';
import type { World } from '../session/world.ts';

/**
 * The worlds of the last `keptMs`, to look back by: worlds share what did not change, so that some hundreds cost
 * little.
 */
export class WorldPast {
  readonly #keptMs: Millis;
  readonly #past: { readonly from: Millis; readonly world: World }[] = [];

  constructor(keptMs: Millis) {
    this.#keptMs = keptMs;
  }

  /** Remembers that `world` was the world from `from` on. */
  add(from: Millis, world: World): void {
    this.#past.push({ from, world });
    // The last one before the time that is kept was still the world when that time began.
    let gone = 0;
    for (const next of this.#past.slice(1)) {
      if (next.from > from - this.#keptMs) break;
      gone += 1;
    }
    if (gone > 0) this.#past.splice(0, gone);
  }

  /** The world at `at`; undefined before the first, or where it is forgotten. */
  at(at: Millis): World | undefined {
    for (let index = this.#past.length - 1; index >= 0; index--) {
      const past = this.#past[index];
      if (past && past.from <= at) return past.world;
    }
    return undefined;
  }
}
