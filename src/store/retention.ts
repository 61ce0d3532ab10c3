import { HOUR, MINUTE, type Millis } from '../domain/base/quantity.ts';
import type { DiskState } from './disk-watch.ts';
import type { Thinning } from './thinning.ts';

/** What is done when the disk runs short. Entries are never taken away. */
export interface RetentionSettings {
  /** The operator is warned when the disk will be full in so many hours at the present rate. */
  readonly warnBelowHours: number;
  /** Rasters, then worlds, are thinned when it will be full in so many hours. */
  readonly thinBelowHours: number;
  /** Below so many bytes both hold, whatever the rate. */
  readonly lowBytes: number;
  /** While the disk is that low, new rasters are kept this far apart. */
  readonly frameEveryMs: number;
}

export const DEFAULT_RETENTION: RetentionSettings = {
  warnBelowHours: 2,
  thinBelowHours: 0.5,
  lowBytes: 256 * 1024 * 1024,
  frameEveryMs: MINUTE,
};

/** Taken one after another, each as often as it still finds something: what is looked at least goes first. */
const STEPS: readonly (Pick<Thinning, 'what' | 'everyMs'> & { readonly olderThanMs: Millis })[] = [
  { what: 'frames', everyMs: MINUTE, olderThanMs: HOUR },
  { what: 'frames', everyMs: 10 * MINUTE, olderThanMs: HOUR },
  { what: 'frames', everyMs: 10 * MINUTE, olderThanMs: 10 * MINUTE },
  { what: 'worlds', everyMs: 10 * MINUTE, olderThanMs: HOUR },
];
/** A transaction takes away so many at most: an order must not wait long behind it. */
const ROWS_AT_ONCE = 100;

/** How short the disk runs. */
export function shortage(disk: DiskState, settings: RetentionSettings): 'none' | 'warn' | 'thin' {
  if (disk.freeBytes < settings.lowBytes) return 'thin';
  const hours = disk.hoursLeft;
  if (hours === undefined || hours >= settings.warnBelowHours) return 'none';
  return hours < settings.thinBelowHours ? 'thin' : 'warn';
}

/**
 * Makes room by taking rasters, then worlds, away, a few at a time, until the first step that finds something is done.
 * Resolves to how many are gone; 0: there is nothing left to take.
 */
export async function makeRoom(
  now: Millis,
  thin: (wish: Thinning) => Promise<number>,
): Promise<number> {
  for (const { what, everyMs, olderThanMs } of STEPS) {
    let total = 0;
    for (;;) {
      const removed = await thin({ what, everyMs, before: now - olderThanMs, limit: ROWS_AT_ONCE });
      total += removed;
      if (removed < ROWS_AT_ONCE) break;
    }
    if (total > 0) return total;
  }
  return 0;
}
