import type { Gaussian } from './gaussian.ts';

/**
 * Corrects states 0 … `count` - 1 that are predicted below zero by pseudo-observations at 0.
 * The mean becomes the most probable one that has no negative state (projection in the metric of the covariance,
 * active set), so the correction spreads to whatever is correlated: counter biases, neighbours, and the unknown
 * people of the beginning. The covariance shrinks by how surprising the violation was, z²/(1 + z²): a violation of a
 * thousandth of a standard deviation, repeated every second, must not pile up into certainty.
 */
export function projectNonNegative(belief: Gaussian, count: number): void {
  const { mean } = belief;
  const before = mean.slice();
  const active: number[] = [];
  for (let rounds = 0; rounds <= count; rounds++) {
    const added = collectNegative(mean, count, active);
    if (added === 0) break;
    const multipliers = solve(belief, active, before);
    for (let i = 0; i < mean.length; i++) {
      let shift = 0;
      active.forEach((index, k) => {
        shift += belief.between(i, index) * (multipliers[k] ?? 0);
      });
      mean[i] = (before[i] ?? 0) + shift;
    }
    // Exactly zero: what the solution's ridge leaves is rounding.
    for (const index of active) mean[index] = 0;
  }
  for (const index of active) {
    const variance = belief.variance(index);
    const value = Math.min(0, before[index] ?? 0);
    const squared = variance > 0 ? (value * value) / variance : 0;
    if (squared > 1e-6) belief.explain(index, squared / (1 + squared));
  }
}

function collectNegative(mean: Float64Array, count: number, active: number[]): number {
  let added = 0;
  for (let i = 0; i < count; i++) {
    if ((mean[i] ?? 0) >= 0 || active.includes(i)) continue;
    active.push(i);
    added += 1;
  }
  return added;
}

/** Solves covariance[active, active] · multipliers = -before[active] by Cholesky with a small ridge. */
function solve(belief: Gaussian, active: readonly number[], before: Float64Array): Float64Array {
  const n = active.length;
  const factor = new Float64Array(n * n);
  const at = (row: number, column: number) => factor[row * n + column] ?? 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = belief.between(active[i] ?? 0, active[j] ?? 0);
      if (i === j) sum += 1e-6 + 1e-9 * sum;
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(1e-9, sum)) : sum / at(j, j);
    }
  }
  const solution = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = -(before[active[i] ?? 0] ?? 0);
    for (let k = 0; k < i; k++) sum -= at(i, k) * (solution[k] ?? 0);
    solution[i] = sum / at(i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (solution[k] ?? 0);
    solution[i] = sum / at(i, i);
  }
  return solution;
}
