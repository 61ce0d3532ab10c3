import type { TravelTimes } from '../../../domain/rehearsal/run-figures.ts';
import { type NightLeaver, type NightPeople, PERSON_STATE } from '../night/agent-night.ts';
import { LOOK_EVERY_S } from './density-meter.ts';
import { columnText } from './saved-column.ts';

/** Width of the histogram's bins and their number: four hours; longer times share the last one. */
const BIN_S = 5;
const BINS = 2_880;

interface Histogram {
  readonly counts: number[];
  people: number;
  sumS: number;
}

/** Goals are looked at so often; who has reached one did so four and a half seconds ago in the mean. */
const LATE_S = (LOOK_EVERY_S - 1) / 2;

/** What the meter holds; plain JSON. `settled`: a byte a person id in base64. */
export interface TravelMeterState {
  readonly entryToGoal: Histogram;
  readonly goalToGate: Histogram;
  readonly settled: string;
}

/** Times from entry to goal, and from setting out for home to the gate, of those who do so within the span. */
export class TravelMeter {
  readonly #entryToGoal: Histogram;
  readonly #goalToGate: Histogram;
  /** By person id: 1 once they have reached their first goal. */
  #settled: Uint8Array;
  readonly #fromSecond: number;

  constructor(fromSecond: number, saved?: TravelMeterState) {
    this.#fromSecond = fromSecond;
    this.#entryToGoal = saved?.entryToGoal ?? emptyHistogram();
    this.#goalToGate = saved?.goalToGate ?? emptyHistogram();
    this.#settled = Uint8Array.from(Buffer.from(saved?.settled ?? '', 'base64'));
  }

  get state(): TravelMeterState {
    return {
      entryToGoal: this.#entryToGoal,
      goalToGate: this.#goalToGate,
      settled: columnText(this.#settled),
    };
  }

  /** Takes who has left. */
  addLeavers(leavers: readonly NightLeaver[]): void {
    for (const leaver of leavers) {
      if (leaver.setOutAt > this.#fromSecond) {
        note(this.#goalToGate, leaver.second - leaver.setOutAt);
      }
    }
  }

  /** Looks who has reached a goal, every LOOK_EVERY_S. */
  look(people: NightPeople, second: number): void {
    const { count, id, state, since } = people;
    const { dwelling } = PERSON_STATE;
    let settled = this.#settled;
    for (let k = 0; k < count; k++) {
      if (state[k] !== dwelling) continue;
      const person = id[k] as number;
      if (person >= settled.length) settled = this.#reserve(person);
      if (settled[person] === 1) continue;
      settled[person] = 1;
      const cameAt = since[k] as number;
      // Who was there at the beginning came at no known time.
      if (cameAt > this.#fromSecond) note(this.#entryToGoal, second - cameAt - LATE_S);
    }
  }

  /** Absent where nobody has done it yet. */
  figures(): { readonly entryToGoal?: TravelTimes; readonly goalToGate?: TravelTimes } {
    const entryToGoal = quantiles(this.#entryToGoal);
    const goalToGate = quantiles(this.#goalToGate);
    return {
      ...(entryToGoal === undefined ? {} : { entryToGoal }),
      ...(goalToGate === undefined ? {} : { goalToGate }),
    };
  }

  #reserve(person: number): Uint8Array {
    const wider = new Uint8Array(Math.max(65_536, 2 * person));
    wider.set(this.#settled);
    this.#settled = wider;
    return wider;
  }
}

function emptyHistogram(): Histogram {
  return { counts: Array.from({ length: BINS }, () => 0), people: 0, sumS: 0 };
}

function note(histogram: Histogram, seconds: number): void {
  const bin = Math.min(BINS - 1, Math.floor(Math.max(0, seconds) / BIN_S));
  histogram.counts[bin] = (histogram.counts[bin] ?? 0) + 1;
  histogram.people += 1;
  histogram.sumS += seconds;
}

function quantiles({ counts, people, sumS }: Histogram): TravelTimes | undefined {
  if (people === 0) return undefined;
  const at = (share: number) => {
    let below = 0;
    for (let bin = 0; bin < counts.length; bin++) {
      const here = counts[bin] ?? 0;
      if (here > 0 && below + here >= share * people) {
        return Math.round((bin + (share * people - below) / here) * BIN_S * 10) / 10;
      }
      below += here;
    }
    return BINS * BIN_S;
  };
  return { people, meanS: sumS / people, p10S: at(0.1), p50S: at(0.5), p90S: at(0.9) };
}
