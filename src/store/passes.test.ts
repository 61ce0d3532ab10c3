import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isShown, type Jump, passAt, passesOf } from './passes.ts';

test('without a jump there is one pass for all of time', () => {
  const passes = passesOf([]);
  expect(passes).toHaveLength(1);
  expect(isShown(passes, 1, 0)).toBe(true);
});

test('what a jump leaves behind gives its place to the newer pass', () => {
  // Up to 100 in rows 1-10, back to 40 with row 11, up to 80, back to 20 with row 21.
  const passes = passesOf([
    { seq: 11, to: 40 },
    { seq: 21, to: 20 },
  ]);
  expect(passes.map(({ afterSeq, lastSeq }) => [afterSeq, lastSeq])).toEqual([
    [0, 10],
    [20, Number.MAX_SAFE_INTEGER],
  ]);
  expect(passAt(passes, 19)).toBe(0);
  expect(passAt(passes, 20)).toBe(1);
  expect(isShown(passes, 15, 50)).toBe(false);
});

test('passes follow each other without a gap, whatever the jumps', () => {
  const jumps = fc
    .array(fc.record({ rows: fc.integer({ min: 1, max: 50 }), to: fc.nat(100) }), { maxLength: 8 })
    .map((parts) => {
      let seq = 1;
      return parts.map(({ rows, to }): Jump => {
        seq += rows;
        return { seq, to };
      });
    });
  fc.assert(
    fc.property(jumps, fc.nat(120), (list, time) => {
      const passes = passesOf(list);
      for (const [index, pass] of passes.entries()) {
        const next = passes[index + 1];
        if (next) {
          expect(pass.until).toBe(next.from);
          expect(pass.lastSeq).toBeLessThanOrEqual(next.afterSeq);
        }
      }
      const pass = passes[passAt(passes, time)];
      expect(pass && pass.from <= time && time <= pass.until).toBe(true);
      // The newest jump to that instant or before it is where its picture comes from.
      const newest = list.findLast(({ to }) => to <= time);
      expect(pass?.afterSeq).toBe(newest ? newest.seq - 1 : 0);
    }),
  );
});
