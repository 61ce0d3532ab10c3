import type { Millis } from '../../domain/base/quantity.ts';
import type { World } from '../../domain/session/world.ts';
import { LEVEL_RANK } from '../ui/level-shapes.ts';
import { allPlaces, placeFigures, placeLevel, type RankedPlace } from './judgement.ts';
import { placeKey, placeOfKey } from './place-key.ts';
import type { SiteFacts } from './site-facts.ts';
import { steadyOrder } from './steady-order.ts';

/** The order of places on a seat: one for its lists and for the keys that lead to a place by its position. */
export interface PlaceOrder {
  /** The worst first; of one level and almost one density, whoever stood above. */
  ranked(world: World, now: Millis): readonly RankedPlace[];
}

/** Asked again for the same world, it answers the same: what it keeps is only the order it gave last. */
export function createPlaceOrder(facts: SiteFacts): PlaceOrder {
  let shown: readonly RankedPlace[] = [];
  return {
    ranked: (world, now) => {
      shown = rankPlaces(facts, world, now, shown);
      return shown;
    },
  };
}

/**
 * Leaf zones and hot-spots, the worst first: by level, then by density, then in the document's order. `before` is the
 * order on show: places of one level that are almost as dense as each other stay as they stand in it.
 */
export function rankPlaces(
  facts: SiteFacts,
  world: World,
  now: Millis,
  before: readonly RankedPlace[] = [],
): readonly RankedPlace[] {
  const standings = allPlaces(facts).map((place) => ({
    key: placeKey(place),
    rank: LEVEL_RANK[placeLevel(world, now, place)],
    density: placeFigures(world, place)?.densityPerM2 ?? 0,
  }));
  return steadyOrder(before.map(placeKey), standings).map((key) => placeOfKey(facts, key));
}
