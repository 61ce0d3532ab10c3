import { must } from '../../../domain/base/assert.ts';

/** Largest distance between the empirical distribution of `sample` and `cdf`. */
export function kolmogorovDistance(
  sample: readonly number[],
  cdf: (value: number) => number,
): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  return sorted.reduce((worst, value, k) => {
    const expected = cdf(value);
    return Math.max(worst, (k + 1) / n - expected, expected - k / n);
  }, 0);
}

/**
 * Probability that a sample of `n` from the very distribution lies at least `distance` away: the exact law of
 * Kolmogorov's D by Marsaglia, Tsang and Wang 2003 (J. Stat. Soft. 8/18), without their shortcut for small p.
 */
export function kolmogorovP(n: number, distance: number): number {
  if (distance <= 0) return 1;
  if (distance >= 1) return 0;
  const k = Math.floor(n * distance) + 1;
  const size = 2 * k - 1;
  const h = k - n * distance;
  const { matrix, exponent } = power(transition(size, h), size, n);
  let s = must(matrix[(k - 1) * size + k - 1], 'the middle of the matrix');
  let tens = exponent;
  for (let i = 1; i <= n; i++) {
    s = (s * i) / n;
    if (s < 1e-140) {
      s *= 1e140;
      tens -= 140;
    }
  }
  return Math.min(1, Math.max(0, 1 - s * 10 ** tens));
}

/** The matrix H of the paper. */
function transition(size: number, h: number): Float64Array {
  const matrix = new Float64Array(size * size);
  const at = (row: number, column: number) => row * size + column;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      matrix[at(row, column)] = row - column + 1 < 0 ? 0 : 1;
    }
  }
  for (let i = 0; i < size; i++) {
    matrix[at(i, 0)] = (matrix[at(i, 0)] ?? 0) - h ** (i + 1);
    matrix[at(size - 1, i)] = (matrix[at(size - 1, i)] ?? 0) - h ** (size - i);
  }
  const corner = at(size - 1, 0);
  matrix[corner] = (matrix[corner] ?? 0) + (2 * h - 1 > 0 ? (2 * h - 1) ** size : 0);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      for (let g = 2; g <= row - column + 1; g++) {
        matrix[at(row, column)] = (matrix[at(row, column)] ?? 0) / g;
      }
    }
  }
  return matrix;
}

interface Scaled {
  readonly matrix: Float64Array;
  /** The true matrix is `matrix` × 10^exponent. */
  readonly exponent: number;
}

function power(matrix: Float64Array, size: number, n: number): Scaled {
  if (n === 1) return { matrix, exponent: 0 };
  const half = power(matrix, size, Math.floor(n / 2));
  let result = multiply(half.matrix, half.matrix, size);
  let exponent = 2 * half.exponent;
  if (n % 2 === 1) result = multiply(matrix, result, size);
  const middle = Math.floor(size / 2) * (size + 1);
  if ((result[middle] ?? 0) > 1e140) {
    result = result.map((value) => value * 1e-140);
    exponent += 140;
  }
  return { matrix: result, exponent };
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < size; k++) {
      const factor = a[row * size + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        const place = row * size + column;
        product[place] = (product[place] ?? 0) + factor * (b[k * size + column] ?? 0);
      }
    }
  }
  return product;
}
