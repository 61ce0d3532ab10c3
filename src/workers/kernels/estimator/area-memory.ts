import type { Millis } from '../../../domain/base/quantity.ts';
import type { AreaEvidence } from './crowd-filter.ts';
import type { Layout } from './layout.ts';
import type { AreaReading } from './readings.ts';

/** Readings shape the raster through an exponential mean over this time, so that their noise does not flicker; s. */
const SMOOTH_S = 10;
/** A grid cell that sees at least this share of a zone supports its figure. */
const MAIN_SHARE = 0.5;
/** Nobody can stand closer than this; ped/m² (field: 7 is almost a fluid mass, 10 is the end of every table). */
const MOST_PER_M2 = 10;

/** What every area sensor said last. */
export class AreaMemory {
  /** Newest used reading of each sensor, NaN for never. */
  readonly seenAt: Float64Array;
  /** Smoothed ped/m² in each sensor's polygon. */
  readonly densityPerM2: Float64Array;
  /** The last reading when it was physically impossible (ped/m²), NaN otherwise. */
  readonly impossible: Float64Array;
  private readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
    const count = layout.areaSensors.length;
    this.seenAt = new Float64Array(count).fill(Number.NaN);
    this.densityPerM2 = new Float64Array(count);
    this.impossible = new Float64Array(count).fill(Number.NaN);
  }

  /**
   * Takes the readings of a step, ordered by sensor and time, and returns the newest of each sensor as evidence.
   * A reading older than the newest one used tells nothing about now and is ignored.
   */
  take(readings: readonly AreaReading[], time: Millis): readonly AreaEvidence[] {
    const evidence: AreaEvidence[] = [];
    readings.forEach((reading, index) => {
      if (readings[index + 1]?.sensor === reading.sensor) return;
      const used = this.takeOne(reading, time);
      if (used) evidence.push(used);
    });
    return evidence;
  }

  /** Whether a sensor's last reading is recent enough to shape the raster. */
  isFresh(sensor: number, time: Millis): boolean {
    const staleAfterS = this.layout.areaSensors[sensor]?.staleAfterS ?? 0;
    return time - (this.seenAt[sensor] ?? Number.NaN) <= staleAfterS * 1000;
  }

  /** Newest reading of any sensor that looks at each leaf, NaN for never. */
  seenAtByLeaf(): Float64Array {
    const newest = new Float64Array(this.layout.leafCount).fill(Number.NaN);
    this.layout.areaSensors.forEach(({ covers, kind }, sensor) => {
      const at = this.seenAt[sensor] ?? Number.NaN;
      for (const { leaf, share } of covers) {
        // A grid cell over a corner of a zone tells little of it.
        if (kind === 'gridCell' && share < MAIN_SHARE) continue;
        if (!((newest[leaf] ?? 0) >= at) && !Number.isNaN(at)) newest[leaf] = at;
      }
    });
    return newest;
  }

  save(): readonly Float64Array[] {
    return [this.seenAt, this.densityPerM2, this.impossible];
  }

  restore(saved: readonly Float64Array[]): void {
    const [seenAt, densityPerM2, impossible] = saved;
    if (!seenAt || !densityPerM2 || !impossible) return;
    this.seenAt.set(seenAt);
    this.densityPerM2.set(densityPerM2);
    this.impossible.set(impossible);
  }

  private takeOne(reading: AreaReading, time: Millis): AreaEvidence | undefined {
    const { sensor, observedAt, value, sd } = reading;
    const plan = this.layout.areaSensors[sensor];
    const before = this.seenAt[sensor] ?? Number.NaN;
    if (!plan || observedAt <= before) return undefined;
    const perM2 = plan.kind === 'pointDensity' ? value : value / Math.max(4, plan.coveredM2);
    if (perM2 > MOST_PER_M2) {
      this.impossible[sensor] = perM2;
      return undefined;
    }
    this.impossible[sensor] = Number.NaN;
    const sinceS = Number.isNaN(before) ? Number.POSITIVE_INFINITY : (observedAt - before) / 1000;
    const old = this.densityPerM2[sensor] ?? 0;
    this.densityPerM2[sensor] = old + (1 - Math.exp(-sinceS / SMOOTH_S)) * (perM2 - old);
    this.seenAt[sensor] = observedAt;
    return { sensor, value, sd, sinceS, ageS: Math.max(0, (time - observedAt) / 1000) };
  }
}
