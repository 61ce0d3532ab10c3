/** A stretch of people and time: from the 10th to the 90th percentile person, as the experiments are evaluated. */
export interface SteadyState {
  readonly fromS: number;
  readonly untilS: number;
  /** People per second. */
  readonly perS: number;
}

/** Flow past a line in its steady state; `times` are the moments of passing. Fewer than ten people have none. */
export function steadyFlow(times: readonly number[]): SteadyState | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  const first = Math.ceil(0.1 * sorted.length);
  const last = Math.floor(0.9 * sorted.length) - 1;
  const fromS = sorted[first];
  const untilS = sorted[last];
  if (sorted.length < 10 || fromS === undefined || untilS === undefined || untilS <= fromS) {
    return undefined;
  }
  return { fromS, untilS, perS: (last - first) / (untilS - fromS) };
}
