import type { Millis } from '../../domain/base/quantity.ts';
import type { Timers } from '../link/timers.ts';

/** Collects changes and writes them together, so that the whole app commits at most once in an interval. */
export interface Flusher {
  /** Asks for a flush; it comes now or at the end of the interval under way. */
  request(): void;
  /** Runs at every flush, all in one task, so that React commits once for all of them; the result ends that. */
  onFlush(write: () => void): () => void;
}

/** React commits of the whole app stay at or below four a second, with room for a click in between. */
export const FLUSH_INTERVAL: Millis = 290;

export function createFlusher(timers: Timers, interval: Millis = FLUSH_INTERVAL): Flusher {
  const writers = new Set<() => void>();
  let last = Number.NEGATIVE_INFINITY;
  let pending = false;
  const flush = () => {
    pending = false;
    last = timers.now();
    for (const write of writers) write();
  };
  return {
    request: () => {
      if (pending) return;
      pending = true;
      timers.after(Math.max(0, last + interval - timers.now()), flush);
    },
    onFlush: (write) => {
      writers.add(write);
      return () => writers.delete(write);
    },
  };
}
