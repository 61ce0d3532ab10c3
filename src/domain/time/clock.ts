import type { Millis } from '../base/quantity.ts';

/**
 * How a session's time runs: `wall` follows the machine (Live), `feed` follows the newest timestamp of the
 * recording that is played in through the live path, `stepped` is advanced by the source (Rehearsal, Replay).
 */
export type ClockKind = 'wall' | 'feed' | 'stepped';

/** The session's clock, a port: the domain never asks the machine for the time. */
export interface Clock {
  readonly kind: ClockKind;
  now(): Millis;
}
