import type { Millis } from '../base/quantity.ts';
import type { ClockKind } from '../time/clock.ts';

/** A sender's clock may run ahead of the session's by this much before it is called wrong. */
const CLOCK_TOLERANCE_MS: Millis = 5_000;

/**
 * When something was true that its sender says was true at `at`: a clock that runs ahead is taken at the receipt time,
 * so that nothing looks fresher than it is and nothing later looks older than it. A `feed` clock follows its senders.
 * `now` is the session's clock, undefined before it has one.
 */
export function usableTime(
  at: Millis,
  receivedAt: Millis,
  now: Millis | undefined,
  clockKind: ClockKind,
): Millis {
  if (clockKind === 'feed' || now === undefined) return at;
  return at > now + CLOCK_TOLERANCE_MS ? receivedAt : at;
}
