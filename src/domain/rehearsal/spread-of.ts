import { studentT95 } from './student-t.ts';

/** A figure over several runs. */
export interface Spread {
  /** Runs that have the figure, and those that do not. */
  readonly runs: number;
  readonly missing: number;
  readonly mean: number;
  /** Sample standard deviation; absent for one run. */
  readonly sd?: number;
  /** 95 % confidence interval of the mean (Student's t); absent for one run. */
  readonly low?: number;
  readonly high?: number;
  readonly least: number;
  readonly most: number;
}

/** Mean and spread of what is known; undefined where nothing is. */
export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined);
  const runs = known.length;
  if (runs === 0) return undefined;
  const mean = known.reduce((sum, value) => sum + value, 0) / runs;
  const common = {
    runs,
    missing: values.length - runs,
    mean,
    least: Math.min(...known),
    most: Math.max(...known),
  };
  if (runs === 1) return common;
  const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1));
  const half = (studentT95(runs - 1) * sd) / Math.sqrt(runs);
  return { ...common, sd, low: mean - half, high: mean + half };
}

/**
 * The difference of two means whose runs have nothing in common, with Welch's interval (1947); undefined where one
 * group has no figure.
 */
export function welchDifference(
  first: readonly (number | undefined)[],
  second: readonly (number | undefined)[],
): Pick<Spread, 'mean' | 'low' | 'high'> | undefined {
  const a = spreadOf(first);
  const b = spreadOf(second);
  if (a === undefined || b === undefined) return undefined;
  const mean = b.mean - a.mean;
  if (a.sd === undefined || b.sd === undefined) return { mean };
  const [u, v] = [a.sd ** 2 / a.runs, b.sd ** 2 / b.runs];
  if (u + v === 0) return { mean, low: mean, high: mean };
  // By shares: the squares of tiny variances would be 0.
  const share = u / (u + v);
  const freedom = 1 / (share ** 2 / (a.runs - 1) + (1 - share) ** 2 / (b.runs - 1));
  const half = studentT95(freedom) * Math.sqrt(u + v);
  return { mean, low: mean - half, high: mean + half };
}
