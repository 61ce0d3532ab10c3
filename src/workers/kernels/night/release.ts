import { must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { NO_ZONE } from './agent-night.ts';
import type { NightWorld } from './night-world.ts';

/** How much of the order in which people set out is their distance to a way out, the rest is chance. */
const BY_DISTANCE = 0.7;
const BY_CHANCE = 1 - BY_DISTANCE;
/** In `setOutAt`: not decided. */
export const UNDECIDED = 0;

/**
 * When the companies of the released ring set out for home: their shares over time are the script's curve. The crowd
 * comes loose from its edges inwards, since nobody can walk off who stands behind others who stay: the order is mostly
 * that of the distance to the nearest way out of the ring, mixed with chance.
 */
export class Release {
  readonly #world: NightWorld;
  readonly #waysOut: readonly EastNorth[];

  constructor(world: NightWorld) {
    this.#world = world;
    this.#waysOut = waysOut(world);
  }

  /** Decides for everybody who is in the ring as the release begins; call it in that second, after the look. */
  decide(chanceOf: (slot: number) => number): void {
    const { stage, visitors, habits } = this.#world;
    const { memory, bodies } = stage.core;
    const { zones } = habits.plan.release;
    const c = visitors.columns;
    const slots = memory.words('slot');
    const found: { readonly slot: number; readonly away: number }[] = [];
    for (let index = 0; index < Math.min(memory.count, bodies.slots); index++) {
      const slot = slots[index] as number;
      const goal = c.goal[slot] as number;
      if (!visitors.leads(slot)) continue;
      if (goal === NO_ZONE || zones[goal] !== true) continue;
      found.push({ slot, away: this.#toWayOut(slot) });
    }
    this.#world.counts.released = found.length;
    found.sort((a, b) => a.away - b.away || a.slot - b.slot);
    found.forEach(({ slot }, rank) => {
      const mixed = BY_DISTANCE * ((rank + 0.5) / found.length) + BY_CHANCE * chanceOf(slot);
      c.setOutAt[slot] = this.secondOf(uniformOf(mixed));
    });
  }

  /** The second in which the curve reaches a share; of a share that it never reaches, the night's last. */
  secondOf(share: number): number {
    const { release, endsAtSecond } = this.#world.habits.plan;
    let low = release.second + 1;
    let high = endsAtSecond;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (release.setOut(middle) >= share) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Squared metres to the nearest way out of the ring; without one all are alike. */
  #toWayOut(slot: number): number {
    const { x, y } = this.#world.visitors.columns;
    const [east, north] = [x[slot] as number, y[slot] as number];
    let least = Number.POSITIVE_INFINITY;
    for (const [toEast, toNorth] of this.#waysOut) {
      least = Math.min(least, (toEast - east) ** 2 + (toNorth - north) ** 2);
    }
    return least;
  }
}

/** Checkpoints between a zone that is released and one that is not, and gates inside released zones. */
function waysOut({ ground, gaps, habits }: NightWorld): readonly EastNorth[] {
  const { release } = habits.plan;
  const isReleased = (place: string) =>
    ground.leaves.some(({ id }, zone) => id === place && release.zones[zone] === true);
  const { checkpoints, gates } = ground.site;
  return [
    ...checkpoints.flatMap(({ inner, outer }, index) =>
      isReleased(inner) !== isReleased(outer) ? [must(gaps[index], 'gap').middle] : [],
    ),
    ...gates.flatMap(({ leadsTo, position }) =>
      isReleased(leadsTo) ? [ground.metres.toLocal(position)] : [],
    ),
  ];
}

/** The share of all who are below a weighted sum of two uniforms: makes it uniform again. */
function uniformOf(sum: number): number {
  const [small, large] =
    BY_DISTANCE < BY_CHANCE ? [BY_DISTANCE, BY_CHANCE] : [BY_CHANCE, BY_DISTANCE];
  if (sum < small) return (sum * sum) / (2 * small * large);
  if (sum > large) return 1 - ((1 - sum) * (1 - sum)) / (2 * small * large);
  return (sum - small / 2) / large;
}
