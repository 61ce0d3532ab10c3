import type { Millis } from '../../domain/base/quantity.ts';

/** What was typed has no meaning as an instant here; the key of the word that says why. */
export type TypedTimeProblem = 'unreadable' | 'outside';

interface Bounds {
  readonly timeZone: string;
  /** First and last instant that can be gone to. */
  readonly from: Millis;
  readonly to: Millis;
  /** Of several instants with that time of day, the nearest to this one is meant. */
  readonly near: Millis;
}

const DAY_MS = 86_400_000;
const TYPED =
  /^(?:(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})[ T,]+)?(\d{1,2}):?(\d{2})(?::?(\d{2}))?$/;

/**
 * Reads an instant as a person types it: `23:40`, `2340`, `23:40:12`, `01-02 08:00`, `2019-01-02 08:00:00`; full-width
 * digits and colons too, and `31/12/2025 23:40`. Times are those of the event's zone.
 */
export function readTypedTime(text: string, bounds: Bounds): Millis | TypedTimeProblem {
  const yearFirst = text
    .normalize('NFKC')
    .trim()
    .replace(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/, '$3-$2-$1');
  const found = TYPED.exec(yearFirst);
  if (!found) return 'unreadable';
  const [, year, month, day, ...clock] = found;
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return 'unreadable';
  const nearest = (days: readonly Day[]) =>
    days
      .map((each) => instantOf({ ...each, hour, minute, second }, bounds.timeZone))
      .filter((at) => at >= bounds.from && at <= bounds.to)
      .sort((a, b) => Math.abs(a - bounds.near) - Math.abs(b - bounds.near))[0];
  if (month === undefined || day === undefined) return nearest(daysOf(bounds)) ?? 'outside';
  const dated = (m: string, d: string) =>
    yearsOf(bounds, year).map((each) => ({ year: each, month: Number(m), day: Number(d) }));
  // Some write the day first: what makes sense only that way round is taken so.
  return nearest(dated(month, day)) ?? nearest(dated(day, month)) ?? 'outside';
}

/** The midnights of the event's zone between two instants, oldest first. */
export function midnightsOf({ timeZone, from, to }: Omit<Bounds, 'near'>): readonly Millis[] {
  return daysOf({ timeZone, from, to })
    .map((day) => instantOf({ ...day, hour: 0, minute: 0, second: 0 }, timeZone))
    .filter((at) => at >= from && at <= to);
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The days of the calendar that the bounds touch. */
function daysOf({ timeZone, from, to }: Omit<Bounds, 'near'>): readonly Day[] {
  const days: Day[] = [];
  // Half a day more at either end: days of 23 and 25 hours are no exception.
  for (let at = from - DAY_MS / 2; at <= to + DAY_MS / 2; at += DAY_MS / 2) {
    const { year, month, day } = partsOf(at, timeZone);
    const last = days.at(-1);
    if (last?.year !== year || last.month !== month || last.day !== day) {
      days.push({ year, month, day });
    }
  }
  return days;
}

function yearsOf({ timeZone, from, to }: Bounds, typed: string | undefined): readonly number[] {
  if (typed !== undefined) return [Number(typed)];
  const first = partsOf(from, timeZone).year;
  const last = partsOf(to, timeZone).year;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

interface Clock extends Day {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The instant of a wall clock in a zone: guessed as UTC, then set right by what the zone's clock shows there. */
function instantOf(clock: Clock, timeZone: string): Millis {
  const asUtc = utcOf(clock);
  let at = asUtc;
  for (let round = 0; round < 2; round++) at += asUtc - utcOf(partsOf(at, timeZone));
  return at;
}

function utcOf({ year, month, day, hour, minute, second }: Clock): Millis {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Millis, timeZone: string): Clock {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    ...{ year: part('year'), month: part('month'), day: part('day') },
    ...{ hour: part('hour'), minute: part('minute'), second: part('second') },
  };
}
