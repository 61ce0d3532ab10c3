import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import type { World } from '../session/world.ts';
import type { ClockKind } from '../time/clock.ts';

/** An estimate holds until the next one, but no longer than this: the hub ticks once a second … */
const HOLD_MS: Millis = 10_000;
/** … and a session whose clock follows its readings only when one comes, from some sensors every ten minutes. */
const FEED_HOLD_MS: Millis = 15 * 60_000;

/** How long an estimate speaks for the time after it. */
export function holdOf(clock: ClockKind | undefined): Millis {
  return clock === 'feed' ? FEED_HOLD_MS : HOLD_MS;
}

/** The world as it was seen from `from` until `to`, in which nothing became known. */
export interface Stretch {
  readonly world: World;
  readonly from: Millis;
  readonly to: Millis;
  /** The estimate that speaks for its beginning, if there is one … */
  readonly estimate?: Estimate;
  /** … and until when it does; `from` without one. */
  readonly knownUntil: Millis;
}
