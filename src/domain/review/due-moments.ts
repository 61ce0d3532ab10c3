import type { Millis } from '../base/quantity.ts';
import type { World } from '../session/world.ts';

/** Asks to be called with the world of an instant that has not come yet. */
type Wish = (world: World, at: Millis) => void;

/** Wishes in order of their instants: what an order was followed by is known only later. */
export class DueMoments {
  #wishes: { readonly at: Millis; readonly wish: Wish }[] = [];

  add(at: Millis, wish: Wish): void {
    let index = this.#wishes.length;
    while (index > 0 && (this.#wishes[index - 1]?.at ?? 0) > at) index -= 1;
    this.#wishes.splice(index, 0, { at, wish });
  }

  /** Grants every wish for an instant before `before`, with the world that held until then. */
  grant(before: Millis, world: World): void {
    let granted = 0;
    for (const { at, wish } of this.#wishes) {
      if (at >= before) break;
      wish(world, at);
      granted += 1;
    }
    if (granted > 0) this.#wishes = this.#wishes.slice(granted);
  }
}
