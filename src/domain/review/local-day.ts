import type { Millis } from '../base/quantity.ts';
import { localTime } from '../time/local-time.ts';

/** Offsets of time zones are whole quarters of an hour: within one the day does not change. */
const QUARTER_MS: Millis = 15 * 60_000;
/** Quarters that are remembered: more than a month's. */
const REMEMBERED = 4_096;

const days = new Map<string, string>();

/** The day that a time zone's calendar shows at an instant: `2019-01-05`. */
export function localDay(at: Millis, timeZone: string): string {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const day = localTime(quarter * QUARTER_MS, timeZone).slice(0, 10);
  if (days.size >= REMEMBERED) days.clear();
  days.set(key, day);
  return day;
}
