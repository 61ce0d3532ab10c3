import type { FilterStep } from './crowd-filter.ts';
import type { GainPrior } from './gain-prior.ts';
import type { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';

/** A net flow persists for about this long before it turns; s. */
const FLOW_MEMORY_S = 60;
/** Net uncounted flow per metre of open way in a walking crowd, one standard deviation; ped/m/s (capacity is 1.3). */
const NET_FLOW_PER_M = 0.15;
/** Below this density there are fewer people to walk over; ped/m². */
const BUSY_DENSITY = 0.5;
/** Leaks that no document knows of: 3 people per root minute and zone. */
const LEAK_VARIANCE_PER_S = 9 / 60;
/** A counter that is silent for this many of its intervals leaves its flow unknown. */
const MISSED_INTERVALS = 3;
/** Biases and systematic errors wander by this share of their prior spread per root hour. */
const WANDER_SHARE = 0.3;
/** Where in a zone people stand changes within the hour. */
const SHIFT_SHARE = 1;
/** A gain's variance may pass its prior by this factor before its wander ends. */
const MOST_GAIN = 2;

/** Where biases and gains stand in the belief, and what they began with. */
interface States {
  readonly prior: Float64Array;
  readonly gains: GainPrior;
  readonly firstBias: number;
  readonly firstGain: number;
}

/**
 * Adds what may have happened unseen since the last step: people on uncounted ways, people past silent counters,
 * leaks, and the slow wander of biases and gains (never beyond their prior spread).
 */
export function addProcessNoise(
  belief: Gaussian,
  layout: Layout,
  step: FilterStep,
  states: States,
): void {
  if (!(step.dtS > 0)) return;
  const place = (index: number) => (layout.outsideOpen && index === layout.outside ? -1 : index);
  for (const { from, to, uncountedM } of layout.links) {
    if (uncountedM === 0) continue;
    const busy = Math.min(
      1,
      Math.max(density(belief, layout, from), density(belief, layout, to)) / BUSY_DENSITY,
    );
    const perS = NET_FLOW_PER_M * uncountedM * busy;
    exchange(belief, states.prior, place(from), place(to), perS * perS * FLOW_MEMORY_S * step.dtS);
  }
  layout.counters.forEach((counter, index) => {
    const seenAt = step.counterSeenAt[index] ?? Number.NaN;
    const silentS = (step.time - seenAt) / 1000;
    // A counter that was never heard has no rate to go by; its way counts as blind after ten minutes.
    if (!(silentS > MISSED_INTERVALS * Math.max(10, counter.staleAfterS))) return;
    const perS = step.counterPerS[index] ?? 0;
    exchange(
      belief,
      states.prior,
      place(counter.from),
      place(counter.to),
      perS * perS * 2 * FLOW_MEMORY_S * step.dtS,
    );
  });
  for (let leaf = 0; leaf < layout.leafCount; leaf++) {
    belief.addVariance(leaf, LEAK_VARIANCE_PER_S * step.dtS);
  }
  const hours = step.dtS / 3600;
  for (let index = states.firstBias; index < states.firstGain; index++) {
    const prior = states.prior[index] ?? 0;
    const room = prior - belief.variance(index);
    const wander = WANDER_SHARE * WANDER_SHARE * prior * hours;
    if (room > 0) belief.addVariance(index, Math.min(room, wander));
  }
  // A sensor that is silent for hours must not become a stranger: leaving it out keeps the rest a covariance.
  const wanders = states.gains.systematic.map((_, sensor) => {
    const index = states.firstGain + sensor;
    return belief.variance(index) < MOST_GAIN * (states.prior[index] ?? 0) ? 1 : 0;
  });
  addGainCovariance(belief, states.gains, states.firstGain, {
    systematic: WANDER_SHARE * WANDER_SHARE * hours,
    spread: SHIFT_SHARE * SHIFT_SHARE * hours,
    only: wanders,
  });
}

/**
 * Adds multiples of the gains' prior covariance: parts of a zone drift against each other, not all one way.
 * `only` holds 0 for the sensors to leave out.
 */
export function addGainCovariance(
  belief: Gaussian,
  gains: GainPrior,
  first: number,
  times: {
    readonly systematic: number;
    readonly spread: number;
    readonly only?: Float64Array;
  },
): void {
  const count = gains.systematic.length;
  const isIn = (sensor: number) => times.only?.[sensor] !== 0;
  for (let row = 0; row < count; row++) {
    if (!isIn(row)) continue;
    belief.addVariance(first + row, times.systematic * (gains.systematic[row] ?? 0));
    for (let column = 0; column < count; column++) {
      const value = gains.spread[row * count + column] ?? 0;
      if (value !== 0 && isIn(column))
        belief.addCovariance(first + row, first + column, times.spread * value);
    }
  }
}

/** Exchange noise, as long as either side may still be more uncertain than it was in the beginning. */
function exchange(
  belief: Gaussian,
  prior: Float64Array,
  from: number,
  to: number,
  noise: number,
): void {
  if (from === to) return;
  const limit = (index: number) =>
    Math.max(4 * (prior[index] ?? 0), (belief.mean[index] ?? 0) ** 2);
  const full = [from, to]
    .filter((index) => index >= 0)
    .every((index) => belief.variance(index) > limit(index));
  if (!full) belief.addExchangeNoise(from, to, noise);
}

function density(belief: Gaussian, layout: Layout, place: number): number {
  if (place < 0 || place >= layout.leafCount) return BUSY_DENSITY / 2;
  const areaM2 = layout.ground.usableAreaM2[place] ?? 0;
  return areaM2 > 0 ? (belief.mean[place] ?? 0) / areaM2 : 0;
}
