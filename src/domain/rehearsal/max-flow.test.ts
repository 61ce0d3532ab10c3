import fc from 'fast-check';
import { expect, test } from 'vitest';
import { greatestFlow } from './max-flow.ts';

test('the textbook network carries 23', () => {
  // Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, figure 26.1.
  const arcs = [
    [0, 1, 16],
    [0, 2, 13],
    [1, 3, 12],
    [2, 1, 4],
    [2, 4, 14],
    [3, 2, 9],
    [3, 5, 20],
    [4, 3, 7],
    [4, 5, 4],
  ].map(([from = 0, to = 0, capacity = 0]) => ({ from, to, capacity }));
  const { value, cut } = greatestFlow(6, arcs, 0, 5);
  expect(value).toBe(23);
  expect(cut).toEqual([2, 7, 8]);
});

test('the cut carries exactly the flow, and nothing goes round it', () => {
  const arc = fc.record({
    from: fc.nat(6),
    to: fc.nat(6),
    capacity: fc.integer({ min: 0, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(arc, { maxLength: 25 }), (arcs) => {
      const { value, cut } = greatestFlow(7, arcs, 0, 6);
      expect(cut.reduce((sum, k) => sum + (arcs[k]?.capacity ?? 0), 0)).toBeCloseTo(value, 9);
      const without = arcs.filter((_, k) => !cut.includes(k));
      expect(greatestFlow(7, without, 0, 6).value).toBe(0);
    }),
  );
});
