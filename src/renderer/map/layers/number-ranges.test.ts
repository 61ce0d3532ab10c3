import { expect, test } from 'vitest';
import { numberRanges } from './number-ranges.ts';

test.each([
  [[7], '7'],
  [[25, 24], '24 · 25'],
  [[36, 34, 35], '34–36'],
  [[47, 33, 45, 46], '33 · 45–47'],
  [[2, 1, 6, 1], '1 · 2 · 6'],
])('%j is written %s', (numbers, written) => {
  expect(numberRanges(numbers)).toBe(written);
});
