import type { AreaEvidence } from './crowd-filter.ts';
import { LASTING_SHARE } from './gain-prior.ts';
import type { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** The passing part of a sensor's error stays alike for about this long; s. */
const CORRELATION_S = 120;
/** The passing part of its stated error; the lasting part is its gain. */
const PASSING_SHARE = Math.sqrt(1 - LASTING_SHARE ** 2);
/** However dense it is, a camera shows at least this part of a change. */
const LEAST_SLOPE = 0.25;
/** A reading this many standard deviations off the prediction contradicts it. */
const GATE_SIGMAS = 4;
/** Readings this old say half as much, when nobody knows who was there then … */
const OLD_S = 60;
/** … and when it is known: the crowd's own changes since then come on top. */
const DELAYED_S = 600;
/** A zone is known when its spread is below this share of its people, or below this density. */
const KNOWN_SHARE = 0.3;
const KNOWN_PER_M2 = 0.05;
/** A sensor that spoke this recently has told what it knows: a zone that is still uncertain is so for other reasons. */
const HEARD_S = 600;

/** A linearised area reading, ready for the belief. */
interface AreaObservation {
  readonly indices: readonly number[];
  readonly coefficients: readonly number[];
  readonly innovation: number;
  readonly noise: number;
  /** How far off the prediction it was, in standard deviations of a single reading. */
  readonly sigmas: number;
  readonly deviates: boolean;
  /** Variance to add to each zone first: a camera on an unknown zone starts it, whatever the prior said. */
  readonly widen: number;
}

/**
 * Linearises reading = visible(Σ share·zone · (1 + gain)) around the belief (for a point density: zone people over its
 * area), where `visible` is what a saturating camera counts of the people in its view. A reading that is minutes old is
 * held against the people of that time (`peopleThen`): what it was off by then, the belief is taken to be off by now.
 *
 * Noise: the passing part of the sensor's relative error, plus the scatter of single people. Readings that follow each other faster than
 * their errors change are given less weight, CORRELATION_S / interval, so that sixty readings in a minute are not
 * taken for sixty opinions. A reading beyond GATE_SIGMAS gets its variance raised until it is at the gate: one mad
 * camera moves a zone by a few people, a camera that was right all along wins within minutes.
 */
export function areaObservation(
  belief: Gaussian,
  layout: Layout,
  sensor: AreaSensor,
  gain: number,
  evidence: AreaEvidence,
  peopleThen: Float64Array | undefined,
): AreaObservation {
  const weights = sensor.covers.map(({ leaf, share }) =>
    sensor.kind === 'pointDensity' ? 1 / Math.max(1, layout.ground.usableAreaM2[leaf] ?? 0) : share,
  );
  const leaves = sensor.covers.map(({ leaf }) => leaf);
  const people = peopleThen ?? belief.mean;
  const inView = weights.reduce(
    (sum, weight, i) => sum + weight * (people[leaves[i] ?? 0] ?? 0),
    0,
  );
  const gainNow = Math.max(-0.9, belief.mean[gain] ?? 0);
  const spread = Math.sqrt(belief.projectedVariance(leaves, weights));
  // As long as the zone is hardly known and this sensor has only begun to speak the reading itself tells the scale of its error; afterwards the prediction
  // does, because errors that grow with the reading would pull every estimate down.
  const isKnown =
    evidence.sinceS <= HEARD_S ||
    spread < KNOWN_SHARE * inView ||
    spread < KNOWN_PER_M2 * viewedM2(layout, sensor, weights);
  const scale = isKnown ? inView : Math.max(inView, evidence.value);
  const seen = visible(sensor, inView * (1 + gainNow));
  const person = sensor.kind === 'pointDensity' ? 1 / Math.max(1, sensor.coveredM2) : 1;
  const own = evidence.sd > 0 ? evidence.sd : PASSING_SHARE * sensor.relativeError * scale;
  const single = own ** 2 + person * scale + (2 * person) ** 2;
  const indices = [...leaves, gain];
  const coefficients = [
    ...weights.map((weight) => weight * (1 + gainNow) * seen.slope),
    scale * seen.share,
  ];
  const predicted = inView * (1 + gainNow) * seen.share;
  const innovation = evidence.value - predicted;
  const known = belief.projectedVariance(indices, coefficients);
  const sigmas = Math.abs(innovation) / Math.sqrt(known + single);
  const alike = Math.max(1, CORRELATION_S / Math.max(1, evidence.sinceS));
  const aged = (1 + Math.max(0, evidence.ageS) / (peopleThen ? DELAYED_S : OLD_S)) ** 2;
  const deviates = isKnown && sigmas > GATE_SIGMAS;
  const gate = deviates ? (innovation / GATE_SIGMAS) ** 2 : 0;
  return {
    indices,
    coefficients,
    innovation,
    noise: Math.max(single * alike * aged, gate),
    sigmas,
    deviates,
    widen: isKnown || sensor.kind !== 'zoneCount' ? 0 : innovation ** 2,
  };
}

/** The ground that the reading speaks of, in the reading's own unit: m² for people, 1 for a density. */
function viewedM2(layout: Layout, sensor: AreaSensor, weights: readonly number[]): number {
  return sensor.covers.reduce(
    (sum, { leaf }, i) =>
      sum + (weights[i] ?? 0) * (layout.ground.usableAreaM2[leaf] ?? layout.outsideM2),
    0,
  );
}

/** The share of `people` in its view that a camera counts, and of one more of them. */
function visible(
  { kind, saturation, coveredM2 }: AreaSensor,
  people: number,
): { readonly share: number; readonly slope: number } {
  if (kind === 'pointDensity' || !saturation) return { share: 1, slope: 1 };
  const { fromPerM2, perPerM2, atMost } = saturation;
  const densityPerM2 = people / Math.max(1, coveredM2);
  const missed = Math.min(atMost, perPerM2 * Math.max(0, densityPerM2 - fromPerM2));
  const share = 1 - missed;
  const isFalling = missed > 0 && missed < atMost;
  const slope = isFalling ? share - perPerM2 * densityPerM2 : share;
  return { share, slope: Math.max(LEAST_SLOPE, slope) };
}
