import type { Millis } from '../base/quantity.ts';
import type { Ground } from '../site/ground.ts';
import type { Name } from '../site/site.ts';
import type { Stretch } from './moment-in-time.ts';
import { LONGEST_VOIDS, type Span, type Void } from './review-report.ts';

/** Voids kept before the shorter ones are let go. */
const MOST_KEPT = 1_000;

/** Stretches without fresh observations, by leaf zone and hot-spot. */
export class VoidFold {
  readonly #afterMs: Millis;
  readonly #places: readonly { readonly id: string; readonly name: Name }[];
  readonly #since = new Map<string, Millis>();
  #voids: Void[] = [];

  constructor(ground: Pick<Ground, 'site' | 'leaves'>, afterS: number) {
    this.#afterMs = afterS * 1_000;
    this.#places = [...ground.leaves, ...ground.site.hotSpots];
  }

  take({ estimate, world, from, to }: Stretch): void {
    const support = new Map<string, Millis | undefined>();
    // Silence of the whole hub is a void too: the last estimate tells since when.
    const last = estimate ?? world.estimate;
    for (const { zone, supportAt } of last?.zones ?? []) support.set(zone, supportAt);
    for (const { hotSpot, supportAt } of last?.hotSpots ?? []) support.set(hotSpot, supportAt);
    for (const place of this.#places) {
      const supportAt = support.get(place.id);
      const begins = supportAt === undefined ? from : supportAt + this.#afterMs;
      const open = this.#since.get(place.id);
      if (open !== undefined && begins > from) this.#close(place, open, from);
      if (begins < to && !this.#since.has(place.id)) {
        this.#since.set(place.id, Math.max(from, begins));
      }
    }
  }

  voids(span: Span): readonly Void[] {
    for (const place of this.#places) {
      const open = this.#since.get(place.id);
      if (open !== undefined) this.#close(place, open, span.to);
    }
    return longest(this.#voids);
  }

  #close({ id, name }: { readonly id: string; readonly name: Name }, from: Millis, to: Millis) {
    this.#since.delete(id);
    if (to <= from) return;
    this.#voids.push({ place: id, name, from, to });
    if (this.#voids.length > MOST_KEPT) this.#voids = longest(this.#voids);
  }
}

/** The longest first, the earlier of two that are alike. */
function longest(voids: readonly Void[]): Void[] {
  return voids
    .toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .slice(0, LONGEST_VOIDS);
}
