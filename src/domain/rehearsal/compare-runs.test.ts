import { expect, test } from 'vitest';
import { compareRuns } from './compare-runs.ts';
import { mapValues } from './difference-map.ts';
import { runForTests } from './run-for-tests.ts';

/** Seeds that move both layouts alike, and a layout that always adds ten. */
const LEVELS = [100, 300, 200, 400];
const plan = {
  label: 'plan',
  runs: LEVELS.map((level, seed) => runForTests({ seed, level })),
};
const changed = {
  label: 'changed',
  runs: LEVELS.map((level, seed) =>
    runForTests({ seed, level: level + 10 + (seed % 2) }),
  ).reverse(),
};

function peakOf(comparison: ReturnType<typeof compareRuns>) {
  return comparison.figures.find(({ key }) => key === 'area.peakPeople');
}

test('pairs of the same seed show a small difference that the seeds’ spread would hide', () => {
  const paired = compareRuns([plan, changed]);
  expect(paired.pairing).toBe('seed');
  const peak = peakOf(paired);
  expect(peak?.groups[0]?.mean).toBe(500);
  const difference = peak?.differences[1];
  // 20 and 22 alternate: mean 21, deviation 2/√3, t with three degrees of freedom 3.182.
  expect(difference?.mean).toBe(21);
  expect((difference?.high ?? 0) - 21).toBeCloseTo((3.182 * (2 / Math.sqrt(3))) / 2, 9);
  expect(difference?.clear).toBe(true);
  const means = peakOf(compareRuns([plan, changed], 'none'))?.differences[1];
  expect(means?.mean).toBe(21);
  expect(means?.clear).toBe(false);
});

test('without a common seed the means are compared; a figure that one group lacks has no difference', () => {
  const other = { label: 'other', runs: [runForTests({ seed: 9, level: 5, out: [1, 2, 3] })] };
  const comparison = compareRuns([plan, other]);
  expect(comparison.pairing).toBe('none');
  expect(peakOf(comparison)?.differences[1]?.mean).toBe(10 - 500);
  const started = comparison.figures.find(({ key }) => key === 'egress.atStart');
  expect(started?.groups).toEqual([undefined, expect.objectContaining({ mean: 100 })]);
  expect(started?.differences).toEqual([undefined, undefined]);
  expect(comparison.egress).toBeUndefined();
});

test('the worst queue of a group is that of its worst run', () => {
  expect(compareRuns([plan, changed]).groups.map(({ worstQueue }) => worstQueue?.people)).toEqual([
    4_000, 4_110,
  ]);
});

test('egress curves are aligned at the release, with the spread over seeds', () => {
  const group = (label: string, ...outs: number[][]) => ({
    label,
    runs: outs.map((out, seed) => runForTests({ seed, level: 1, out })),
  });
  const { egress } = compareRuns([
    group('a', [10, 20, 30], [20, 40]),
    group('b', [0, 0, 5], [0, 0, 5]),
  ]);
  expect(egress?.groups[0]?.mean).toEqual([15, 30, 30]);
  expect(egress?.groups[0]?.low[2]).toBe(30);
  expect(egress?.groups[0]?.high[0]).toBeCloseTo(15 + 12.706 * 5, 6);
  expect(egress?.groups[1]?.mean).toEqual([0, 0, 5]);
});

test('the difference map is the mean of the one less the mean of the other', () => {
  const group = (label: string, ...maps: number[][]) => ({
    label,
    runs: maps.map((map, seed) => runForTests({ seed, level: 1, map })),
  });
  const { maps } = compareRuns([
    group('a', [0, 40, 100], [0, 60, 100]),
    group('b', [20, 30, 100], [20, 30, 100]),
  ]);
  const values = maps?.[0] && mapValues(maps[0].maxDensity);
  [1, -1, 0].forEach((perM2, cell) => {
    expect(Math.abs((values?.[cell] ?? 9) - perM2)).toBeLessThan(0.01);
  });
  expect(maps?.[0]?.minutesAboveOrange.unit).toBe('min difference');
  // Another raster cannot be compared.
  expect(compareRuns([group('a', [1, 2]), group('b', [1, 2, 3])]).maps).toBeUndefined();
});

test('one group is no comparison', () => {
  expect(() => compareRuns([plan])).toThrow('two groups');
  expect(() => compareRuns([plan, { label: 'none', runs: [] }])).toThrow('two groups');
});
