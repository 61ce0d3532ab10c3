import type { Millis } from '../../domain/base/quantity.ts';
import type { World } from '../../domain/session/world.ts';

/** So long a level counts as one that was just reached, in the time of who looks on. */
const FRESH: Millis = 10_000;

/** A place that turns red says so three times, then stays. */
export const PULSE = {
  frames: [{ transform: 'none' }, { transform: 'scale(1.5)' }, { transform: 'none' }],
  timing: { duration: 900, easing: 'ease-in-out', iterations: 3 },
};

/** Whether a place has just come to its level: a seat that is opened, or a jump in a replay, finds old ones. */
export function isFresh({ levels, transport }: World, now: Millis, place: string): boolean {
  const since = levels[place]?.since;
  return since !== undefined && now - since <= FRESH * Math.max(1, transport?.speed ?? 1);
}
