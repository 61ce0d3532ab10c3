import type { RankedPlace } from './judgement.ts';
import type { SiteFacts } from './site-facts.ts';

/** A place as one word, so that lists of places can be compared by their parts. */
export function placeKey({ kind, index }: RankedPlace): string {
  return `${kind} ${index}`;
}

/** The place of a key that `placeKey` made. */
export function placeOfKey(facts: SiteFacts, key: string): RankedPlace {
  const [kind, at] = key.split(' ');
  const index = Number(at);
  const isZone = kind === 'zone';
  const id = (isZone ? facts.ground.leaves[index]?.id : facts.site.hotSpots[index]?.id) ?? '';
  return { kind: isZone ? 'zone' : 'hotSpot', id, index };
}
