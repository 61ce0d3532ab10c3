import type { Millis } from '../../domain/base/quantity.ts';

/** The machine's clock and timers as a port, so that tests can turn them by hand. */
export interface Timers {
  /** A clock that never goes back. */
  now(): Millis;
  /** Runs once after `delay`; the result cancels it. */
  after(delay: Millis, run: () => void): () => void;
}

/** The machine's own. */
export const MACHINE_TIMERS: Timers = {
  now: () => performance.now(),
  after: (delay, run) => {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
};
