import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByWeight } from './split-by-weight.ts';

test.each<[number, number[], number[]]>([
  [7, [60, 40], [4, 3]],
  [1, [1, 1], [1, 0]],
  [5, [0, 0], [3, 2]],
  [0, [3, 1], [0, 0]],
])('%i people over %o are %o', (people, weights, parts) => {
  expect(splitByWeight(people, weights)).toEqual(parts);
});

test('every part is within one of its share, and nobody is lost', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(100_000), weights, (people, list) => {
      const parts = splitByWeight(people, list);
      const sum = list.reduce((total, weight) => total + weight, 0);
      expect(parts.reduce((total, part) => total + part, 0)).toBe(people);
      parts.forEach((part, i) => {
        const share = sum > 0 ? (people * (list[i] ?? 0)) / sum : people / list.length;
        expect(Math.abs(part - share)).toBeLessThan(1);
      });
    }),
  );
});
