import type { Millis } from '../../../domain/base/quantity.ts';
import type { People } from '../../../domain/crowd/estimate.ts';
import { areaObservation } from './area-observation.ts';
import type { CrowdFilter, Deviation, FilterStep } from './crowd-filter.ts';
import { type GainPrior, gainPrior } from './gain-prior.ts';
import { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';
import { projectNonNegative } from './nonnegative.ts';
import { PeoplePast } from './people-past.ts';
import { addGainCovariance, addProcessNoise } from './process-noise.ts';
import { blindGroups, relax } from './relaxation.ts';
import { WORLD } from './sensor-plan.ts';

/** ped/m²: how many may have been there before the first reading, one standard deviation. */
const FIRST_DENSITY_SD = 0.3;
/** A counter is never trusted to be free of bias below this. */
const LEAST_BIAS_SD = 0.02;
/** People on an open approach are those who pass it, for about this long. */
const APPROACH_S = 120;

/**
 * An extended Kalman filter over people per leaf zone, people `outside`, the relative bias of every line counter and
 * the relative systematic error (gain) of every area sensor, as one joint Gaussian.
 *
 * Flows are linear in the state: a count c moves c·(1 + bias) people. Area sensors see share·zone·(1 + gain), which
 * is bilinear, hence extended. A drifting counter contradicts cameras and the zero of empty zones, and what it
 * contradicts them by is learnt as its bias through the covariance. Keeping the gain of each camera as a state keeps
 * the spread honest: readings of one camera, however many, never say more than its lasting error allows.
 */
export class KalmanFilter implements CrowdFilter {
  countedFromWorld = 0;
  unobservedFromWorld = 0;
  biasAbsorbed = 0;
  private startedAt = Number.NaN;
  /** People per second through an open `outside`. */
  private approachPerS = 0;
  private readonly layout: Layout;
  private readonly belief: Gaussian;
  /** The variance each state began with: no random walk takes it further. */
  private readonly prior: Float64Array;
  private readonly gains: GainPrior;
  /** How often in a row each area sensor contradicted the prediction, and by how many sigmas the last time. */
  private readonly strikes: Float64Array;
  private readonly sigmas: Float64Array;
  private readonly past: PeoplePast;

  constructor(layout: Layout) {
    this.layout = layout;
    const { leafCount, counters, areaSensors } = layout;
    this.belief = new Gaussian(leafCount + 1 + counters.length + areaSensors.length);
    this.strikes = new Float64Array(areaSensors.length);
    this.sigmas = new Float64Array(areaSensors.length);
    this.past = new PeoplePast(leafCount + 1);
    this.prior = new Float64Array(this.belief.size);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      const areaM2 = layout.ground.usableAreaM2[leaf] ?? 0;
      this.prior[leaf] = Math.max(20, FIRST_DENSITY_SD * areaM2) ** 2;
    }
    this.prior[leafCount] = Math.max(50, 0.2 * layout.outsideM2) ** 2;
    counters.forEach(({ relativeError }, index) => {
      this.prior[this.biasOf(index)] = Math.max(LEAST_BIAS_SD, relativeError) ** 2;
    });
    this.prior.forEach((variance, index) => {
      this.belief.addVariance(index, variance);
    });
    this.gains = gainPrior(areaSensors, layout.cameraParts);
    addGainCovariance(this.belief, this.gains, this.gainOf(0), 1);
    areaSensors.forEach((_, index) => {
      this.prior[this.gainOf(index)] = this.belief.variance(this.gainOf(index));
    });
  }

  get total(): number {
    return this.countedFromWorld + this.unobservedFromWorld + this.biasAbsorbed;
  }

  step(step: FilterStep): void {
    if (Number.isNaN(this.startedAt)) this.startedAt = step.time;
    addProcessNoise(this.belief, this.layout, step, {
      prior: this.prior,
      gains: this.gains,
      firstBias: this.biasOf(0),
      firstGain: this.gainOf(0),
    });
    this.moveCounted(step);
    if (this.layout.outsideOpen) this.settleApproach(step);
    const { ground } = this.layout;
    const groups = blindGroups(
      this.layout,
      step.time,
      this.startedAt,
      step.areaSeenAt,
      step.counterSeenAt,
    );
    for (const group of groups) relax(this.belief, group, ground.usableAreaM2, step.dtS);
    projectNonNegative(this.belief, this.layout.leafCount + 1);
    for (const evidence of step.evidence) this.weigh(evidence, step.time);
    projectNonNegative(this.belief, this.layout.leafCount + 1);
    this.past.add(step.time, this.belief.mean);
    // Whatever moved the sum beyond counted and unobserved people was a correction: it goes into the books.
    this.biasAbsorbed = this.sumOfPlaces() - this.countedFromWorld - this.unobservedFromWorld;
  }

  place(index: number): People {
    return {
      people: this.belief.mean[index] ?? 0,
      sd: Math.sqrt(Math.max(0, this.belief.variance(index))),
    };
  }

  area(): People {
    const leaves = Array.from({ length: this.layout.leafCount }, (_, leaf) => leaf);
    return {
      people: leaves.reduce((sum, leaf) => sum + (this.belief.mean[leaf] ?? 0), 0),
      sd: Math.sqrt(this.belief.varianceOfSum(leaves)),
    };
  }

  correctedCount(amounts: Float64Array): People {
    const used = this.layout.counters.flatMap((_, index) => (amounts[index] ? [index] : []));
    const weights = used.map((index) => amounts[index] ?? 0);
    const states = used.map((index) => this.biasOf(index));
    const counted = weights.reduce((sum, amount) => sum + amount, 0);
    const people = weights.reduce(
      (sum, amount, i) => sum + amount * (1 + (this.belief.mean[states[i] ?? 0] ?? 0)),
      0,
    );
    return {
      people: Math.max(0, people),
      sd: Math.sqrt(this.belief.varianceOfSum(states, weights) + counted),
    };
  }

  deviations(): readonly Deviation[] {
    return this.layout.areaSensors.flatMap((_, sensor) =>
      (this.strikes[sensor] ?? 0) >= 2 ? [{ sensor, sigmas: this.sigmas[sensor] ?? 0 }] : [],
    );
  }

  save(): readonly Float64Array[] {
    const ledger = Float64Array.of(
      this.countedFromWorld,
      this.unobservedFromWorld,
      this.biasAbsorbed,
      this.startedAt,
      this.approachPerS,
    );
    const { mean, covariance } = this.belief;
    return [ledger, mean, covariance, this.strikes, this.sigmas, this.past.save()];
  }

  restore(saved: readonly Float64Array[]): void {
    const [ledger, mean, covariance, strikes, sigmas, past] = saved;
    if (!ledger || !mean || !covariance || !strikes || !sigmas || !past) return;
    this.countedFromWorld = ledger[0] ?? 0;
    this.unobservedFromWorld = ledger[1] ?? 0;
    this.biasAbsorbed = ledger[2] ?? 0;
    this.startedAt = ledger[3] ?? Number.NaN;
    this.approachPerS = ledger[4] ?? 0;
    this.belief.mean.set(mean);
    this.belief.covariance.set(covariance);
    this.strikes.set(strikes);
    this.sigmas.set(sigmas);
    this.past.restore(past);
  }

  private biasOf(counter: number): number {
    return this.layout.leafCount + 1 + counter;
  }

  private gainOf(sensor: number): number {
    return this.layout.leafCount + 1 + this.layout.counters.length + sensor;
  }

  private moveCounted(step: FilterStep): void {
    // People who come through an open approach are replaced from the world unseen: it is no reservoir to draw from.
    const seen = (place: number) =>
      this.layout.outsideOpen && place === this.layout.outside ? WORLD : place;
    let passing = 0;
    for (const { counter, people, noise } of step.flows) {
      const plan = this.layout.counters[counter];
      if (!plan) continue;
      const from = seen(plan.from);
      const to = seen(plan.to);
      if (plan.from === this.layout.outside || plan.to === this.layout.outside) passing += people;
      if (from === to) continue;
      if (from === WORLD) this.countedFromWorld += people;
      if (to === WORLD) this.countedFromWorld -= people;
      this.belief.move(from, to, people, this.biasOf(counter), noise);
    }
    if (!(step.dtS > 0)) return;
    const keep = Math.exp(-step.dtS / APPROACH_S);
    this.approachPerS = keep * this.approachPerS + (1 - keep) * (passing / step.dtS);
  }

  /** Who is on an open approach is a guess from who passes through: rate × time, as uncertain as it is large. */
  private settleApproach(step: FilterStep): void {
    if (!(step.dtS > 0)) return;
    const { outside } = this.layout;
    const people = this.approachPerS * APPROACH_S;
    this.unobservedFromWorld += people - (this.belief.mean[outside] ?? 0);
    this.belief.mean[outside] = people;
    this.belief.addVariance(outside, Math.max(20, people) ** 2 - this.belief.variance(outside));
  }

  private weigh(evidence: FilterStep['evidence'][number], time: Millis): void {
    const sensor = this.layout.areaSensors[evidence.sensor];
    if (!sensor) return;
    const gain = this.gainOf(evidence.sensor);
    const seen = areaObservation(
      this.belief,
      this.layout,
      sensor,
      gain,
      evidence,
      this.past.at(time - 1_000 * evidence.ageS, time),
    );
    this.sigmas[evidence.sensor] = seen.sigmas;
    const before = this.strikes[evidence.sensor] ?? 0;
    this.strikes[evidence.sensor] = seen.deviates
      ? Math.min(10, before + 1)
      : Math.max(0, before - 1);
    if (seen.widen > 0) {
      for (const { leaf } of sensor.covers) this.belief.addVariance(leaf, seen.widen);
    }
    this.belief.observe(seen.indices, seen.coefficients, seen.innovation, seen.noise);
  }

  private sumOfPlaces(): number {
    let sum = 0;
    for (let place = 0; place <= this.layout.leafCount; place++)
      sum += this.belief.mean[place] ?? 0;
    return sum;
  }
}
