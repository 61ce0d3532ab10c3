import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterBits, counterUniform } from './counter-random.ts';
import { drawFrom, meanFreeSpeedMps } from './draw.ts';
import { exactExp, exactLog, normalQuantile } from './exact-math.ts';

test('logarithm and exponential agree with the machine’s to 1e-12', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
      expect(Math.abs(exactLog(value) - Math.log(value))).toBeLessThan(
        1e-12 * (1 + Math.abs(Math.log(value))),
      );
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (power) => {
      expect(Math.abs(exactExp(power) / Math.exp(power) - 1)).toBeLessThan(1e-12);
    }),
  );
});

test('quantiles of the normal distribution', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 7);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306, 7);
});

test('chance by counter: the same for the same words, even over many', () => {
  expect(counterBits(7, 8, 9)).toBe(counterBits(7, 8, 9));
  expect(counterBits(7, 8, 9)).not.toBe(counterBits(7, 9, 8));
  const count = 100_000;
  const bins = new Uint32Array(64);
  for (let k = 0; k < count; k++) {
    const bin = Math.floor(64 * counterUniform(1, k, 2));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const expected = count / 64;
  const chi2 = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 63 degrees of freedom: 99.9 % below 104.
  expect(chi2).toBeLessThan(104);
});

test('draws keep to their distributions', () => {
  const draws = Array.from({ length: 20_000 }, (_, person) =>
    drawFrom({ kind: 'normal', mean: 1.34, sd: 0.26, min: 0.6, max: 2.0 }, 3, person, 0),
  );
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  expect(mean).toBeCloseTo(1.34, 1);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0.6);
  expect(Math.max(...draws)).toBeLessThanOrEqual(2);
});

test('free speed falls with age as in Weidmann', () => {
  expect([20, 30, 40, 50, 60, 70].map(meanFreeSpeedMps)).toEqual([
    1.61, 1.54, 1.48, 1.41, 1.27, 1.07,
  ]);
  expect(meanFreeSpeedMps(65)).toBeCloseTo(1.17, 9);
  expect(meanFreeSpeedMps(2)).toBe(0.75);
});
