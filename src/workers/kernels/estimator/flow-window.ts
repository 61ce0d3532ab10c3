import type { Millis } from '../../../domain/base/quantity.ts';
import type { Layout } from './layout.ts';
import type { CountReading } from './readings.ts';

/** Rates are over the last two minutes of session time. */
export const FLOW_WINDOW_MS: Millis = 120_000;
const FIELDS = 3;

/** What one counter reported lately: observedAt, covered seconds, people; flat, three numbers a reading. */
type Recent = number[];

/**
 * The rate at every line counter: people over the seconds that its readings cover inside the window, so that a lost
 * reading does not look like an empty street. A counter whose interval is longer than the window has the rate of its
 * last interval until that is overdue.
 */
export class FlowWindow {
  /** Newest reading of each counter, NaN for never. */
  readonly seenAt: Float64Array;
  /** People per second of each counter when it was last fresh. */
  readonly perS: Float64Array;
  /** People since the session began. */
  readonly counted: Float64Array;
  private readonly layout: Layout;
  private readonly recent: Recent[];

  constructor(layout: Layout) {
    this.layout = layout;
    const count = layout.counters.length;
    this.seenAt = new Float64Array(count).fill(Number.NaN);
    this.perS = new Float64Array(count);
    this.counted = new Float64Array(count);
    this.recent = Array.from({ length: count }, () => []);
  }

  add(reading: CountReading): void {
    const { counter, observedAt, people } = reading;
    const before = this.seenAt[counter] ?? Number.NaN;
    this.counted[counter] = (this.counted[counter] ?? 0) + people;
    // A running count covers the time since the one before; the first, and a late one, cover nothing known.
    const sinceS = observedAt > before ? (observedAt - before) / 1000 : 0;
    const coverS = reading.intervalS > 0 ? reading.intervalS : sinceS;
    if (coverS > 0) this.recent[counter]?.push(observedAt, coverS, people);
    if (!(observedAt <= before)) this.seenAt[counter] = observedAt;
  }

  /** Forgets what left the window and brings `perS` up to date. */
  advance(time: Millis): void {
    this.recent.forEach((recent, counter) => {
      // The newest stays as long as it is the only one: a long interval outlives the window.
      const kept: Recent = [];
      for (let at = 0; at < recent.length; at += FIELDS) {
        const inWindow = (recent[at] ?? 0) > time - FLOW_WINDOW_MS;
        const isNewest = (recent[at] ?? 0) === this.seenAt[counter];
        if (inWindow || isNewest) kept.push(...recent.slice(at, at + FIELDS));
      }
      this.recent[counter] = kept;
      const perMin = this.perMin(counter, time);
      if (perMin !== undefined) this.perS[counter] = perMin / 60;
    });
  }

  /** People per minute through a counter, undefined without fresh data. */
  perMin(counter: number, time: Millis): number | undefined {
    const recent = this.recent[counter] ?? [];
    const plan = this.layout.counters[counter];
    let people = 0;
    let coverS = 0;
    for (let at = 0; at < recent.length; at += FIELDS) {
      const observedAt = recent[at] ?? 0;
      const cover = recent[at + 1] ?? 0;
      const freshMs = Math.max(FLOW_WINDOW_MS, (cover + (plan?.staleAfterS ?? 0)) * 1000);
      const outlived = observedAt <= time - FLOW_WINDOW_MS;
      if (time - observedAt > freshMs || (outlived && cover * 1000 <= FLOW_WINDOW_MS)) continue;
      people += recent[at + 2] ?? 0;
      coverS += cover;
    }
    return coverS > 0 ? (people / coverS) * 60 : undefined;
  }

  save(): readonly Float64Array[] {
    const lengths = Float64Array.from(this.recent, (recent) => recent.length);
    return [this.seenAt, this.perS, this.counted, lengths, Float64Array.from(this.recent.flat())];
  }

  restore(saved: readonly Float64Array[]): void {
    const [seenAt, perS, counted, lengths, values] = saved;
    if (!seenAt || !perS || !counted || !lengths || !values) return;
    this.seenAt.set(seenAt);
    this.perS.set(perS);
    this.counted.set(counted);
    let at = 0;
    lengths.forEach((length, counter) => {
      this.recent[counter] = [...values.subarray(at, at + length)];
      at += length;
    });
  }
}
