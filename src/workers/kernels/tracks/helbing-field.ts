import type { Velocities } from './individual-velocity.ts';
import { type FrameRange, frameCount, rowsByFrame, type Tracks } from './tracks.ts';

/** Radius R of the weight, m (Helbing, Johansson and Al-Abideen 2007). */
export const HELBING_RADIUS_M = 1;
/** Below this density in ped/m² no pressure is given: a calm two-way street has a variance of its own. */
export const PRESSURE_GATE_PER_M2 = 4;
/** Length in seconds of the window in which the residual variance is taken. Our choice. */
export const PRESSURE_WINDOW_S = 2;
/** Crowd turbulence begins above this pressure, 1/s² (Helbing, Johansson and Al-Abideen 2007). */
export const TURBULENCE_PER_S2 = 0.02;

/** Fewer samples than this in a window tell nothing about what is left beside a straight line. */
const LEAST_SAMPLES = 5;

/** The field at one point, frame by frame. */
export interface HelbingSeries {
  readonly framesPerS: number;
  /** Between two entries lie so many frames. */
  readonly frameStep: number;
  readonly densityPerM2: Float64Array;
  /** Local mean velocity; NaN where nobody with a known velocity is about. */
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
}

/** What a point has seen over the whole time. */
export interface HelbingFigures {
  readonly meanDensityPerM2: number;
  readonly maxDensityPerM2: number;
  /** Mean amount of the local velocity, m/s. */
  readonly meanSpeedMps: number | undefined;
  /** Mean density times the variance of the local velocity over the whole time, 1/s²: the paper's P, not gated. */
  readonly variancePressurePerS2: number | undefined;
  /** Frames at or above `PRESSURE_GATE_PER_M2` for which a pressure can be given. */
  readonly gatedFrames: number;
  /** Pressure over those frames, 1/s². */
  readonly meanPressurePerS2: number | undefined;
  readonly maxPressurePerS2: number | undefined;
}

/**
 * Density ρ = Σ f and velocity V = Σ v f / Σ f at a point, with f(d) = exp(−d²/R²) / (πR²) over all persons
 * (Helbing, Johansson and Al-Abideen 2007, equations 1 and 2).
 */
export function helbingSeries(
  tracks: Tracks,
  velocities: Velocities,
  point: { readonly xM: number; readonly yM: number },
  range: FrameRange,
): HelbingSeries {
  const count = frameCount(tracks, range);
  const densityPerM2 = new Float64Array(count);
  const vxMps = new Float64Array(count).fill(Number.NaN);
  const vyMps = new Float64Array(count).fill(Number.NaN);
  for (const [index, rows] of rowsByFrame(tracks, range).entries()) {
    let moving = 0;
    let sumX = 0;
    let sumY = 0;
    for (const row of rows) {
      const dx = (tracks.xM[row] ?? 0) - point.xM;
      const dy = (tracks.yM[row] ?? 0) - point.yM;
      const weight = weightAt(dx * dx + dy * dy);
      densityPerM2[index] = (densityPerM2[index] ?? 0) + weight;
      const vx = velocities.vxMps[row] ?? Number.NaN;
      if (Number.isNaN(vx)) continue;
      moving += weight;
      sumX += weight * vx;
      sumY += weight * (velocities.vyMps[row] ?? 0);
    }
    if (moving === 0) continue;
    vxMps[index] = sumX / moving;
    vyMps[index] = sumY / moving;
  }
  return { framesPerS: tracks.framesPerS, frameStep: tracks.frameStep, densityPerM2, vxMps, vyMps };
}

/**
 * Crowd pressure P = ρ · Var(V) in 1/s² by frame; NaN below the gate. The variance is the residual one: what is left
 * of V beside a straight line through `PRESSURE_WINDOW_S` round the frame. Over a long time the variance of a calm
 * street with two directions would be 0.25, since V turns round with whoever passes; pushes and waves come within
 * a second or two.
 */
export function crowdPressure(series: HelbingSeries): Float64Array {
  const { densityPerM2, framesPerS, frameStep } = series;
  const half = Math.round((PRESSURE_WINDOW_S * framesPerS) / frameStep / 2);
  return densityPerM2.map((density, index) => {
    if (density < PRESSURE_GATE_PER_M2) return Number.NaN;
    const first = Math.max(0, index - half);
    const last = Math.min(densityPerM2.length - 1, index + half);
    return (
      density *
      (residualVariance(series.vxMps, first, last) + residualVariance(series.vyMps, first, last))
    );
  });
}

/** Means and maxima of the field at a point. */
export function helbingFigures(series: HelbingSeries): HelbingFigures {
  const { densityPerM2, vxMps, vyMps } = series;
  const speeds = known(vxMps.map((vx, index) => Math.hypot(vx, vyMps[index] ?? Number.NaN)));
  const pressures = known(crowdPressure(series));
  const meanDensity = mean([...densityPerM2]) ?? 0;
  const variance = varianceOf(known(vxMps)) + varianceOf(known(vyMps));
  return {
    meanDensityPerM2: meanDensity,
    maxDensityPerM2: densityPerM2.reduce((a, b) => Math.max(a, b), 0),
    meanSpeedMps: mean(speeds),
    variancePressurePerS2: speeds.length === 0 ? undefined : meanDensity * variance,
    gatedFrames: pressures.length,
    meanPressurePerS2: mean(pressures),
    maxPressurePerS2:
      pressures.length === 0 ? undefined : pressures.reduce((a, b) => Math.max(a, b)),
  };
}

function weightAt(squaredM2: number): number {
  const squaredRadius = HELBING_RADIUS_M ** 2;
  return Math.exp(-squaredM2 / squaredRadius) / (Math.PI * squaredRadius);
}

/** Squared distance from the best straight line over first … last, per degree of freedom; NaN with too few samples. */
function residualVariance(values: Float64Array, first: number, last: number): number {
  let n = 0;
  let sumT = 0;
  let sumV = 0;
  for (let i = first; i <= last; i++) {
    const v = values[i] ?? Number.NaN;
    if (Number.isNaN(v)) continue;
    n += 1;
    sumT += i;
    sumV += v;
  }
  if (n < LEAST_SAMPLES) return Number.NaN;
  let tt = 0;
  let tv = 0;
  let vv = 0;
  for (let i = first; i <= last; i++) {
    const v = (values[i] ?? Number.NaN) - sumV / n;
    if (Number.isNaN(v)) continue;
    const t = i - sumT / n;
    tt += t * t;
    tv += t * v;
    vv += v * v;
  }
  return Math.max(0, vv - (tv * tv) / tt) / (n - 2);
}

function known(values: Float64Array): readonly number[] {
  return [...values].filter((value) => !Number.isNaN(value));
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((a, b) => a + b) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const middle = mean(values) ?? 0;
  return mean(values.map((value) => (value - middle) ** 2)) ?? 0;
}
