import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gaussian } from './gaussian.ts';
import { projectNonNegative } from './nonnegative.ts';

function beliefOf(mean: readonly number[], roots: readonly number[]): Gaussian {
  const belief = new Gaussian(mean.length);
  belief.mean.set(mean);
  // A random root times its transpose is a covariance.
  for (let i = 0; i < mean.length; i++) {
    for (let j = 0; j < mean.length; j++) {
      let sum = 0;
      for (let k = 0; k < mean.length; k++) {
        sum += (roots[i * mean.length + k] ?? 0) * (roots[j * mean.length + k] ?? 0);
      }
      belief.covariance[i * mean.length + j] = sum;
    }
  }
  return belief;
}

test('whatever the belief, no place is left below zero and the covariance stays symmetric', () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 6, maxLength: 6 }),
      fc.array(number, { minLength: 36, maxLength: 36 }),
      (mean, roots) => {
        const belief = beliefOf(mean, roots);
        projectNonNegative(belief, 4);
        for (let i = 0; i < 4; i++) expect(belief.mean[i]).toBeGreaterThanOrEqual(0);
        for (let i = 0; i < 6; i++) {
          expect(belief.variance(i)).toBeGreaterThanOrEqual(0);
          for (let j = 0; j < 6; j++) expect(belief.between(i, j)).toBe(belief.between(j, i));
        }
      },
    ),
    { seed: 3 },
  );
});

test('a correction goes to what is correlated, and nothing else moves', () => {
  const belief = new Gaussian(3);
  belief.mean.set([-10, 50, 0]);
  belief.covariance.set([100, 0, -0.5, 0, 400, 0, -0.5, 0, 0.01]);
  projectNonNegative(belief, 2);
  expect(belief.mean[0]).toBe(0);
  expect(belief.mean[1]).toBe(50);
  expect(belief.mean[2]).toBeCloseTo(-0.05, 6);
  expect(belief.variance(0)).toBeCloseTo(50, 6);
});
