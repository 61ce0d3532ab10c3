/**
 * A joint Gaussian belief with the few operations a crowd filter needs.
 * The covariance is symmetric, and only its lower half is kept: of (i, j) and (j, i) the one whose row is greater.
 */
export class Gaussian {
  readonly size: number;
  readonly mean: Float64Array;
  /** `size` × `size`, row-major; above the diagonal nothing is read or written. */
  readonly covariance: Float64Array;
  private readonly column: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.mean = new Float64Array(size);
    this.covariance = new Float64Array(size * size);
    this.column = new Float64Array(size);
  }

  variance(index: number): number {
    return this.covariance[index * this.size + index] ?? 0;
  }

  /** The covariance of two states. */
  between(a: number, b: number): number {
    return this.covariance[a > b ? a * this.size + b : b * this.size + a] ?? 0;
  }

  /** Sets the covariance of two states. */
  setBetween(a: number, b: number, value: number): void {
    this.covariance[a > b ? a * this.size + b : b * this.size + a] = value;
  }

  /** The variance of Σ weights[i] · state[i] over the given states. */
  varianceOfSum(indices: readonly number[], weights?: readonly number[]): number {
    let sum = 0;
    for (let i = 0; i < indices.length; i++) {
      const row = indices[i] as number;
      const own = weights?.[i] ?? 1;
      for (let j = 0; j < i; j++) {
        sum += 2 * own * (weights?.[j] ?? 1) * this.between(row, indices[j] as number);
      }
      sum += own * own * this.variance(row);
    }
    return Math.max(0, sum);
  }

  addVariance(index: number, variance: number): void {
    const at = index * this.size + index;
    this.covariance[at] = (this.covariance[at] ?? 0) + variance;
  }

  /** Adds to the covariance of two different states. */
  addCovariance(a: number, b: number, value: number): void {
    this.setBetween(a, b, this.between(a, b) + value);
  }

  /**
   * Moves `amount` × (1 + state[bias]) from one state to another, with independent noise of the flow.
   * An index of -1 is a place that is not part of the belief. Costs O(size).
   */
  move(from: number, to: number, amount: number, bias: number, noise: number): void {
    const flow = amount * (1 + (this.mean[bias] ?? 0));
    if (to >= 0) this.mean[to] = (this.mean[to] ?? 0) + flow;
    if (from >= 0) this.mean[from] = (this.mean[from] ?? 0) - flow;
    if (to >= 0) this.addMultiple(to, bias, amount);
    if (from >= 0) this.addMultiple(from, bias, -amount);
    this.addExchangeNoise(from, to, noise);
  }

  /** Adds independent noise to what went from one state to another: what one gains the other loses. */
  addExchangeNoise(from: number, to: number, noise: number): void {
    if (to >= 0) this.addVariance(to, noise);
    if (from >= 0) this.addVariance(from, noise);
    if (from >= 0 && to >= 0) this.addCovariance(from, to, -noise);
  }

  /**
   * Lets the states from `first` on forget: state ← keep · state. Their own noise is the caller's.
   * They must be the last ones of the belief.
   */
  fade(first: number, keep: number): void {
    const { size, mean, covariance } = this;
    const squared = keep * keep;
    for (let row = first; row < size; row++) {
      mean[row] = keep * (mean[row] as number);
      const at = row * size;
      for (let j = 0; j < first; j++) covariance[at + j] = keep * (covariance[at + j] as number);
      for (let j = first; j <= row; j++)
        covariance[at + j] = squared * (covariance[at + j] as number);
    }
  }

  /**
   * A scalar observation Σ coefficients[k] · state[indices[k]] = predicted + innovation, with variance `noise`.
   * Returns nothing; the innovation's own variance is `projectedVariance` + noise.
   */
  observe(
    indices: readonly number[],
    coefficients: readonly number[],
    innovation: number,
    noise: number,
  ): void {
    const { size, mean, column } = this;
    const total = this.project(indices, coefficients) + noise;
    if (!(total > 0)) return;
    const step = innovation / total;
    for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) + (column[i] as number) * step;
    this.shrink(1 / total);
  }

  /** The variance of Σ coefficients[k] · state[indices[k]]. */
  projectedVariance(indices: readonly number[], coefficients: readonly number[]): number {
    let sum = 0;
    for (let i = 0; i < indices.length; i++) {
      const row = indices[i] as number;
      const own = coefficients[i] as number;
      for (let j = 0; j < i; j++) {
        sum += 2 * own * (coefficients[j] as number) * this.between(row, indices[j] as number);
      }
      sum += own * own * this.variance(row);
    }
    return Math.max(0, sum);
  }

  /** Takes the share `share` of what state `index` explains out of the covariance; the mean stays. */
  explain(index: number, share: number): void {
    const variance = this.project([index], [1]);
    if (variance > 0 && share > 0) this.shrink(share / variance);
  }

  /** Fills `column` with covariance · coefficients and returns the variance along them. */
  private project(indices: readonly number[], coefficients: readonly number[]): number {
    const { size, covariance, column } = this;
    column.fill(0);
    for (let k = 0; k < indices.length; k++) {
      const index = indices[k] as number;
      const factor = coefficients[k] as number;
      const row = index * size;
      for (let i = 0; i <= index; i++) {
        column[i] = (column[i] as number) + factor * (covariance[row + i] as number);
      }
      for (let i = index + 1, at = i * size + index; i < size; i++, at += size) {
        column[i] = (column[i] as number) + factor * (covariance[at] as number);
      }
    }
    let variance = 0;
    for (let k = 0; k < indices.length; k++) {
      variance += (coefficients[k] as number) * (column[indices[k] as number] as number);
    }
    return Math.max(0, variance);
  }

  private shrink(scale: number): void {
    const { size, covariance, column } = this;
    for (let i = 0; i < size; i++) {
      const left = (column[i] as number) * scale;
      if (left === 0) continue;
      const row = i * size;
      for (let j = 0; j <= i; j++) {
        covariance[row + j] = (covariance[row + j] as number) - left * (column[j] as number);
      }
      // Rounding may leave a tiny negative variance where the observation was almost exact.
      if ((covariance[row + i] as number) < 0) covariance[row + i] = 0;
    }
  }

  /** state[to] ← state[to] + factor · state[from], for the covariance. */
  private addMultiple(to: number, from: number, factor: number): void {
    const { size, covariance } = this;
    const cross = this.between(to, from);
    const own = this.variance(from);
    for (let j = 0; j < size; j++) {
      if (j === to) continue;
      const at = to > j ? to * size + j : j * size + to;
      const source = from > j ? from * size + j : j * size + from;
      covariance[at] = (covariance[at] as number) + factor * (covariance[source] as number);
    }
    this.addVariance(to, 2 * factor * cross + factor * factor * own);
  }
}
