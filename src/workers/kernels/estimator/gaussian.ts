/**
 * A joint Gaussian belief as plain row-major matrices, with the few operations a crowd filter needs.
 * The covariance stays exactly symmetric: every operation treats (i, j) and (j, i) with the same arithmetic.
 */
export class Gaussian {
  readonly size: number;
  readonly mean: Float64Array;
  /** `size` × `size`, row-major. */
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
  between(row: number, column: number): number {
    return this.covariance[row * this.size + column] ?? 0;
  }

  /** The variance of Σ weights[i] · state[i] over the given states. */
  varianceOfSum(indices: readonly number[], weights?: readonly number[]): number {
    let sum = 0;
    indices.forEach((row, i) => {
      indices.forEach((column, j) => {
        sum += (weights?.[i] ?? 1) * (weights?.[j] ?? 1) * this.between(row, column);
      });
    });
    return Math.max(0, sum);
  }

  addVariance(index: number, variance: number): void {
    const at = index * this.size + index;
    this.covariance[at] = (this.covariance[at] ?? 0) + variance;
  }

  /** Adds to one half of a covariance; the caller adds the same to the other. */
  addCovariance(row: number, column: number, value: number): void {
    const at = row * this.size + column;
    this.covariance[at] = (this.covariance[at] ?? 0) + value;
  }

  /**
   * Moves `amount` × (1 + state[bias]) from one state to another, with independent noise of the flow.
   * An index of -1 is a place that is not part of the belief. Costs O(size).
   */
  move(from: number, to: number, amount: number, bias: number, noise: number): void {
    const flow = amount * (1 + (this.mean[bias] ?? 0));
    if (to >= 0) this.mean[to] = (this.mean[to] ?? 0) + flow;
    if (from >= 0) this.mean[from] = (this.mean[from] ?? 0) - flow;
    if (to >= 0) this.addRow(to, bias, amount);
    if (from >= 0) this.addRow(from, bias, -amount);
    if (to >= 0) this.addColumn(to, bias, amount);
    if (from >= 0) this.addColumn(from, bias, -amount);
    this.addExchangeNoise(from, to, noise);
  }

  /** Adds independent noise to what went from one state to another: what one gains the other loses. */
  addExchangeNoise(from: number, to: number, noise: number): void {
    if (to >= 0) this.addVariance(to, noise);
    if (from >= 0) this.addVariance(from, noise);
    if (from < 0 || to < 0) return;
    const { covariance, size } = this;
    const both = (covariance[to * size + from] ?? 0) - noise;
    covariance[to * size + from] = both;
    covariance[from * size + to] = both;
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
    return this.project(indices, coefficients);
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
      const row = (indices[k] as number) * size;
      const factor = coefficients[k] as number;
      for (let i = 0; i < size; i++) {
        column[i] = (column[i] as number) + factor * (covariance[row + i] as number);
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
      const left = column[i] as number;
      if (left === 0) continue;
      const row = i * size;
      for (let j = 0; j < size; j++) {
        // (left · right) first: the product is the same for (i, j) and (j, i).
        covariance[row + j] =
          (covariance[row + j] as number) - left * (column[j] as number) * scale;
      }
    }
    // Rounding may leave a tiny negative variance where the observation was almost exact.
    for (let i = 0; i < size; i++) {
      const at = i * size + i;
      if ((covariance[at] as number) < 0) covariance[at] = 0;
    }
  }

  private addRow(to: number, from: number, factor: number): void {
    const { size, covariance } = this;
    for (let j = 0; j < size; j++) {
      covariance[to * size + j] =
        (covariance[to * size + j] as number) + factor * (covariance[from * size + j] as number);
    }
  }

  private addColumn(to: number, from: number, factor: number): void {
    const { size, covariance } = this;
    for (let i = 0; i < size; i++) {
      covariance[i * size + to] =
        (covariance[i * size + to] as number) + factor * (covariance[i * size + from] as number);
    }
  }
}
