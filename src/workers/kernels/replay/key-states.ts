import { MINUTE, type Millis } from '../../../domain/base/quantity.ts';

const FIRST_SPACING: Millis = 5 * MINUTE;
/** With about 0.3 MB each these are some thirty megabytes, however long the recording is. */
const MOST = 96;

/** States of a computation to come back to, evenly apart in time and never more than a bounded number. */
export class KeyStates<T extends { readonly time: Millis }> {
  #states: T[] = [];
  #spacing = FIRST_SPACING;

  /** Whether a state of that instant is worth keeping. */
  isDue(time: Millis): boolean {
    const before = this.before(time);
    return !before || time - before.time >= this.#spacing;
  }

  /** Keeps a state whose time lies between the others anywhere. */
  keep(state: T): void {
    this.#states = [...this.#states, state].sort((a, b) => a.time - b.time);
    if (this.#states.length <= MOST) return;
    this.#spacing *= 2;
    const kept: T[] = [];
    for (const each of this.#states) {
      const last = kept.at(-1);
      if (!last || each.time - last.time >= this.#spacing) kept.push(each);
    }
    this.#states = kept;
  }

  /** The newest at or before `time`. */
  before(time: Millis): T | undefined {
    return this.#states.findLast((state) => state.time <= time);
  }
}
