import type { AreaEvidence } from './crowd-filter.ts';
import type { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** Errors of one sensor's readings stay alike for about this long; s. */
const CORRELATION_S = 120;
/** A reading this many standard deviations off the prediction contradicts it. */
const GATE_SIGMAS = 4;
/** Readings this old say half as much. */
const OLD_S = 60;
/** A zone is known when its spread is below this share of its people, or below this density. */
const KNOWN_SHARE = 0.3;
const KNOWN_PER_M2 = 0.05;

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
 * Linearises reading = Σ share·zone · (1 + gain) around the belief (for a point density: zone people over its area).
 *
 * Noise: the sensor's relative error, plus the scatter of single people. Readings that follow each other faster than
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
): AreaObservation {
  const weights = sensor.covers.map(({ leaf, share }) =>
    sensor.kind === 'pointDensity' ? 1 / Math.max(1, layout.ground.usableAreaM2[leaf] ?? 0) : share,
  );
  const leaves = sensor.covers.map(({ leaf }) => leaf);
  const inView = weights.reduce(
    (sum, weight, i) => sum + weight * (belief.mean[leaves[i] ?? 0] ?? 0),
    0,
  );
  const gainNow = Math.max(-0.9, belief.mean[gain] ?? 0);
  const spread = Math.sqrt(belief.projectedVariance(leaves, weights));
  // As long as the zone is hardly known the reading itself tells the scale of its error; afterwards the prediction
  // does, because errors that grow with the reading would pull every estimate down.
  const isKnown =
    spread < KNOWN_SHARE * inView || spread < KNOWN_PER_M2 * viewedM2(layout, sensor, weights);
  const scale = isKnown ? inView : Math.max(inView, evidence.value);
  const person = sensor.kind === 'pointDensity' ? 1 / Math.max(1, sensor.coveredM2) : 1;
  const single = (sensor.relativeError * scale) ** 2 + person * scale + (2 * person) ** 2;
  const indices = [...leaves, gain];
  const coefficients = [...weights.map((weight) => weight * (1 + gainNow)), scale];
  const predicted = inView * (1 + gainNow);
  const innovation = evidence.value - predicted;
  const known = belief.projectedVariance(indices, coefficients);
  const sigmas = Math.abs(innovation) / Math.sqrt(known + single);
  const alike = Math.max(1, CORRELATION_S / Math.max(1, evidence.sinceS));
  const aged = (1 + Math.max(0, evidence.ageS) / OLD_S) ** 2;
  const deviates = isKnown && sigmas > GATE_SIGMAS;
  const gate = deviates ? (innovation / GATE_SIGMAS) ** 2 : 0;
  return {
    indices,
    coefficients,
    innovation,
    noise: Math.max(single * alike * aged, gate),
    sigmas,
    deviates,
    widen: isKnown || sensor.kind === 'pointDensity' ? 0 : innovation ** 2,
  };
}

/** The ground that the reading speaks of, in the reading's own unit: m² for people, 1 for a density. */
function viewedM2(layout: Layout, sensor: AreaSensor, weights: readonly number[]): number {
  return sensor.covers.reduce(
    (sum, { leaf }, i) => sum + (weights[i] ?? 0) * (layout.ground.usableAreaM2[leaf] ?? 0),
    0,
  );
}
