import type { FilterStep } from './crowd-filter.ts';
import type { GainPrior } from './gain-prior.ts';
import type { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';

/**
 * A net flow on an uncounted way goes one way for about this long; s. People stream to a stage or home for many
 * minutes: taking that for a random walk of single minutes books thousands of people as bias of counters near by.
 */
const FLOW_MEMORY_S = 600;
/** How long a silent counter's flow is taken to differ from its last rate; s. */
const SILENT_FLOW_S = 120;
/** Net uncounted flow per metre of open way in a walking crowd, one standard deviation; ped/m/s (capacity is 1.3). */
const NET_FLOW_PER_M = 0.4;
/** Below this density there are fewer people to walk over; ped/m². */
const BUSY_DENSITY = 0.5;
/** Leaks that no document knows of: 3 people per root minute and zone. */
const LEAK_VARIANCE_PER_S = 9 / 60;
/** A counter that is silent for this many of its intervals leaves its flow unknown. */
const MISSED_INTERVALS = 3;
/** Biases wander by this share of their prior spread per root hour. */
const WANDER_SHARE = 0.3;
/** Camera errors (light, angle, how people stand in the view) last for about this long; s. */
const GAIN_MEMORY_S = 7200;

/** Where biases and gains stand in the belief, and what they began with. */
interface States {
  readonly prior: Float64Array;
  readonly gains: GainPrior;
  readonly firstBias: number;
  readonly firstGain: number;
}

/**
 * Adds what may have happened unseen since the last step: people on uncounted ways, people past silent counters,
 * leaks, and the slow change of biases and gains (never beyond their prior spread).
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
      perS * perS * SILENT_FLOW_S * step.dtS,
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
  // Gains forget: an Ornstein-Uhlenbeck process whose spread stays what it was before anything was learnt.
  const keep = Math.exp(-step.dtS / GAIN_MEMORY_S);
  belief.fade(states.firstGain, keep);
  addGainCovariance(belief, states.gains, states.firstGain, 1 - keep * keep);
}

/** Adds `share` of the gains' prior covariance. */
export function addGainCovariance(
  belief: Gaussian,
  gains: GainPrior,
  first: number,
  share: number,
): void {
  for (const { a, b, covariance } of gains) {
    if (a === b) belief.addVariance(first + a, share * covariance);
    else belief.addCovariance(first + a, first + b, share * covariance);
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
