import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOf, welchDifference } from './spread-of.ts';
import { studentT95 } from './student-t.ts';

test('mean, deviation and interval of five values', () => {
  const spread = spreadOf([2, 4, 4, 6, 9]);
  expect(spread).toMatchObject({ runs: 5, missing: 0, mean: 5, least: 2, most: 9 });
  expect(spread?.sd).toBeCloseTo(Math.sqrt(7), 12);
  // t with four degrees of freedom is 2.776.
  expect((spread?.high ?? 0) - 5).toBeCloseTo((2.776 * Math.sqrt(7)) / Math.sqrt(5), 9);
});

test('what is not known is missing, not 0; one run has no spread', () => {
  expect(spreadOf([undefined, 3])).toEqual({ runs: 1, missing: 1, mean: 3, least: 3, most: 3 });
  expect(spreadOf([undefined])).toBeUndefined();
});

test('Student’s t falls from 12.7 to the normal quantile', () => {
  expect(studentT95(1)).toBe(12.706);
  expect(studentT95(30)).toBe(2.042);
  // Tables: 2.021 at 40, 1.980 at 120.
  expect(studentT95(40)).toBeCloseTo(2.021, 2);
  expect(studentT95(120)).toBeCloseTo(1.98, 2);
  expect(studentT95(0.5)).toBe(Number.POSITIVE_INFINITY);
  for (let freedom = 1; freedom < 60; freedom++) {
    expect(studentT95(freedom + 1)).toBeLessThan(studentT95(freedom));
  }
});

test('Welch’s interval: symmetric, and no wider than certain where nothing spreads', () => {
  const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
    minLength: 2,
    maxLength: 9,
  });
  fc.assert(
    fc.property(values, values, (a, b) => {
      const forth = welchDifference(a, b);
      const back = welchDifference(b, a);
      expect(forth?.mean).toBeCloseTo(-(back?.mean ?? 0), 9);
      expect(forth?.low).toBeCloseTo(-(back?.high ?? 0), 6);
      expect(forth?.low).toBeLessThanOrEqual((forth?.mean ?? 0) + 1e-9);
    }),
  );
  expect(welchDifference([1, 1], [3, 3])).toEqual({ mean: 2, low: 2, high: 2 });
  expect(welchDifference([1], [3])).toEqual({ mean: 2 });
  expect(welchDifference([undefined], [3])).toBeUndefined();
});
