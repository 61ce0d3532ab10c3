import { OUT_PEOPLE } from '../../../domain/rehearsal/run-summary.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { RingName } from '../../../domain/site/site.ts';
import type { RunSample } from './run-sample.ts';

/** What the meter holds; plain JSON. Absent members: not yet. */
export interface EgressMeterState {
  /** Second at which the release began, or the run, if that is later. */
  startedAt?: number;
  atStart: number;
  leftAtStart: number;
  milestones: { readonly people: number; outOfRingS?: number; outOfSiteS?: number }[];
}

/** When so many people were out, to the second. */
export class EgressMeter {
  readonly state: EgressMeterState;
  readonly #releaseSecond: number;
  readonly #zones: readonly number[];

  constructor(
    ground: Ground,
    release: { readonly second: number; readonly ring: RingName },
    saved?: EgressMeterState,
  ) {
    this.#releaseSecond = release.second;
    this.#zones = ground.leaves.flatMap(({ ring }, zone) => (ring === release.ring ? [zone] : []));
    this.state = saved ?? { atStart: 0, leftAtStart: 0, milestones: [] };
  }

  add(sample: RunSample): void {
    const { state } = this;
    if (sample.second < this.#releaseSecond) return;
    const inRing = this.#zones.reduce((sum, zone) => sum + (sample.zonePeople[zone] ?? 0), 0);
    if (state.startedAt === undefined) {
      state.startedAt = sample.second;
      state.atStart = inRing;
      state.leftAtStart = sample.totals.left;
      state.milestones = milestonePeople(inRing).map((people) => ({ people }));
    }
    const afterS = sample.second - state.startedAt;
    for (const milestone of state.milestones) {
      if (milestone.outOfRingS === undefined && state.atStart - inRing >= milestone.people) {
        milestone.outOfRingS = afterS;
      }
      const gone = sample.totals.left - state.leftAtStart;
      if (milestone.outOfSiteS === undefined && gone >= milestone.people) {
        milestone.outOfSiteS = afterS;
      }
    }
  }
}

/** Quarters of those in the ring, 90 and 95 % of them, every 10,000, and the 60,000 of the operation. */
function milestonePeople(atStart: number): readonly number[] {
  const shares = [0.25, 0.5, 0.75, 0.9, 0.95].map((share) => Math.round(share * atStart));
  const rounds = Array.from({ length: OUT_PEOPLE / 10_000 }, (_, k) => (k + 1) * 10_000);
  const wanted = new Set([...shares, ...rounds]);
  wanted.delete(0);
  return [...wanted].sort((a, b) => a - b);
}
