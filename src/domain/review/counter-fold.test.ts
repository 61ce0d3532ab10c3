import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { emptyColumns, MEASURES } from '../crowd/observation.ts';
import { CounterFold } from './counter-fold.ts';

const SITE = twoSquares();
const SENSOR = SITE.sensors.findIndex(({ id }) => id === 'cp-2-out');
const MIDNIGHT = Date.parse('2027-01-01T00:00:00+08:00');

interface Count {
  readonly to: number;
  readonly intervalS: number;
  readonly people: number;
}

function folded(counts: readonly Count[], span?: { from: number; to: number }): CounterFold {
  const columns = emptyColumns(counts.length);
  counts.forEach(({ to, intervalS, people }, row) => {
    columns.sensor[row] = SENSOR;
    columns.measure[row] = MEASURES.indexOf('intervalCount');
    columns.observedAt[row] = to;
    columns.intervalS[row] = intervalS;
    columns.amount[row] = people;
  });
  const fold = new CounterFold(SITE, span);
  fold.take(columns);
  return fold;
}

describe('a count', () => {
  it('belongs to the day in which its interval begins, by the clock of the site', () => {
    const [account] = folded([
      { to: MIDNIGHT, intervalS: 600, people: 40 },
      { to: MIDNIGHT + 600_000, intervalS: 600, people: 2 },
    ]).accounts();
    expect(account?.days.map(({ day, people }) => [day, people.value])).toEqual([
      ['2026-12-31', 40],
      ['2027-01-01', 2],
    ]);
    expect(account?.total.value).toBe(42);
  });

  it('outside of the span is left out', () => {
    const span = { from: MIDNIGHT, to: MIDNIGHT + 60_000 };
    const [account] = folded(
      [
        { to: MIDNIGHT, intervalS: 10, people: 1 },
        { to: MIDNIGHT + 10_000, intervalS: 10, people: 2 },
        { to: MIDNIGHT + 70_000, intervalS: 10, people: 4 },
      ],
      span,
    ).accounts();
    expect(account?.total.value).toBe(2);
  });

  it('over several minutes is spread evenly, and nobody is lost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            to: fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 7_200_000 }),
            intervalS: fc.integer({ min: 0, max: 900 }),
            people: fc.integer({ min: 0, max: 5_000 }),
          }),
          { minLength: 1, maxLength: 20 },
        ),
        (counts) => {
          const [exit] = folded(counts)
            .exits()
            .filter(({ counter }) => counter.id === 'cp-2-out');
          const spread = [...(exit?.minutes.values() ?? [])].reduce((a, b) => a + b, 0);
          const sum = counts.reduce((people, count) => people + count.people, 0);
          expect(spread).toBeCloseTo(sum, 6);
        },
      ),
    );
  });
});
