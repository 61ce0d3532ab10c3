import type { Millis } from '../../../domain/base/quantity.ts';

const SAMPLE_MS: Millis = 10_000;
const TREND_MS: Millis = 300_000;

/**
 * People in the area over the last five minutes, and the most there ever were. It takes no guess: nothing is added before
 * a reading has supported a zone.
 */
export class AreaHistory {
  private peakPeople = 0;
  private peakAt = Number.NaN;
  /** time, people; a pair every ten seconds, oldest first. */
  private samples: number[] = [];

  add(time: Millis, people: number): void {
    if (Number.isNaN(this.peakAt) || people > this.peakPeople) {
      this.peakPeople = people;
      this.peakAt = time;
    }
    const last = this.samples[this.samples.length - 2] ?? Number.NEGATIVE_INFINITY;
    if (time - last < SAMPLE_MS) return;
    this.samples.push(time, people);
    while ((this.samples[0] ?? time) < time - TREND_MS) this.samples.splice(0, 2);
  }

  /** Undefined while nothing has been added. */
  peak(): { readonly people: number; readonly at: Millis } | undefined {
    return Number.isNaN(this.peakAt) ? undefined : { people: this.peakPeople, at: this.peakAt };
  }

  /** People per minute: least-squares slope over five minutes; undefined before there are nearly five. */
  trendPerMin(): number | undefined {
    const count = this.samples.length / 2;
    const first = this.samples[0] ?? 0;
    const last = this.samples[this.samples.length - 2] ?? 0;
    if (count < 3 || last - first < TREND_MS - 2 * SAMPLE_MS) return undefined;
    let sumT = 0;
    let sumP = 0;
    for (let i = 0; i < this.samples.length; i += 2) {
      sumT += ((this.samples[i] ?? 0) - first) / 60_000;
      sumP += this.samples[i + 1] ?? 0;
    }
    let above = 0;
    let below = 0;
    for (let i = 0; i < this.samples.length; i += 2) {
      const t = ((this.samples[i] ?? 0) - first) / 60_000 - sumT / count;
      above += t * ((this.samples[i + 1] ?? 0) - sumP / count);
      below += t * t;
    }
    return below > 0 ? above / below : undefined;
  }

  save(): readonly Float64Array[] {
    return [Float64Array.of(this.peakPeople, this.peakAt), Float64Array.from(this.samples)];
  }

  restore(saved: readonly Float64Array[]): void {
    const [peak, samples] = saved;
    if (!peak || !samples) return;
    this.peakPeople = peak[0] ?? 0;
    this.peakAt = peak[1] ?? Number.NaN;
    this.samples = [...samples];
  }
}
