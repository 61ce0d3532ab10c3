import type { Millis } from '../base/quantity.ts';
import { LATE, type ObservationColumns } from '../crowd/observation.ts';
import type { LineCounter, Site } from '../site/site.ts';
import { localDay } from './local-day.ts';
import type { CounterAccount, Span } from './review-report.ts';

interface Account {
  readonly counter: LineCounter;
  readonly days: Map<string, DayAccount>;
  /** People by full minutes of the epoch. */
  readonly minutes: Map<number, number>;
}

interface DayAccount {
  people: number;
  readings: number;
  late: number;
  from: Millis;
  to: Millis;
}

/**
 * What every line counter counted, by days of the site's clock and by minutes, at the times when it was true: late
 * readings count in their own minute. A count belongs to the day in which its interval begins, and is spread evenly
 * over the minutes of its interval.
 */
export class CounterFold {
  readonly #timeZone: string;
  readonly #bySensor: readonly (Account | undefined)[];
  readonly #span: Span | undefined;

  /** `span`: intervals that begin outside of it are left out; absent: none is. */
  constructor(site: Pick<Site, 'sensors' | 'timeZone'>, span: Span | undefined) {
    this.#timeZone = site.timeZone;
    this.#span = span;
    this.#bySensor = site.sensors.map((counter) =>
      counter.kind === 'lineCounter' ? { counter, days: new Map(), minutes: new Map() } : undefined,
    );
  }

  take(columns: ObservationColumns): void {
    for (let row = 0; row < columns.count; row++) {
      const account = this.#bySensor[columns.sensor[row] ?? -1];
      if (!account) continue;
      const to = columns.observedAt[row] ?? 0;
      const from = to - (columns.intervalS[row] ?? 0) * 1_000;
      if (this.#span && (from < this.#span.from || from >= this.#span.to)) continue;
      const people = columns.amount[row] ?? 0;
      const isLate = ((columns.flags[row] ?? 0) & LATE) !== 0;
      addToDay(account, localDay(from, this.#timeZone), { from, to, people, isLate });
      spread(account.minutes, from, to, people);
    }
  }

  /** Accounts of the counters that said anything, in the site's order. */
  accounts(): readonly CounterAccount[] {
    return this.#bySensor.flatMap((account) => {
      if (!account || account.days.size === 0) return [];
      const days = [...account.days].sort(([a], [b]) => (a < b ? -1 : 1));
      return [
        {
          sensor: account.counter.id,
          name: account.counter.name,
          total: {
            from: Math.min(...days.map(([, { from }]) => from)),
            to: Math.max(...days.map(([, { to }]) => to)),
            value: days.reduce((sum, [, { people }]) => sum + people, 0),
          },
          days: days.map(([day, { people, readings, late, from, to }]) => ({
            day,
            people: { from, to, value: people },
            readings,
            late,
          })),
        },
      ];
    });
  }

  /** The counters of ways out of the leaf zones, with people by minute of the epoch. */
  exits(): readonly {
    readonly counter: LineCounter;
    readonly minutes: ReadonlyMap<number, number>;
  }[] {
    return this.#bySensor.flatMap((account) =>
      account && isWayOut(account.counter) ? [account] : [],
    );
  }
}

/** Out of the leaf zones, to the approaches or beyond. */
function isWayOut({ from, to }: LineCounter): boolean {
  return (to === 'outside' || to === 'world') && from !== 'outside' && from !== 'world';
}

function addToDay(
  { days }: Account,
  day: string,
  count: {
    readonly from: Millis;
    readonly to: Millis;
    readonly people: number;
    readonly isLate: boolean;
  },
): void {
  const { from, to, people, isLate } = count;
  const account = days.get(day) ?? { people: 0, readings: 0, late: 0, from, to };
  account.people += people;
  account.readings += 1;
  account.late += isLate ? 1 : 0;
  account.from = Math.min(account.from, from);
  account.to = Math.max(account.to, to);
  days.set(day, account);
}

/** Spreads people evenly over the minutes of [from, to]; all in one minute where it has no length. */
function spread(minutes: Map<number, number>, from: Millis, to: Millis, people: number): void {
  if (people === 0) return;
  const first = Math.floor(from / 60_000);
  const last = to > from ? Math.ceil(to / 60_000) - 1 : first;
  for (let minute = first; minute <= last; minute++) {
    const inMinute = Math.min(to, (minute + 1) * 60_000) - Math.max(from, minute * 60_000);
    const share = to > from ? inMinute / (to - from) : 1;
    minutes.set(minute, (minutes.get(minute) ?? 0) + people * share);
  }
}
