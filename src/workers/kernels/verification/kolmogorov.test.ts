import { describe, expect, it } from 'vitest';
import { namedRng } from '../../../domain/base/rng.ts';
import { kolmogorovDistance, kolmogorovP } from './kolmogorov.ts';

describe("Kolmogorov's law", () => {
  it('is the one that the paper prints', () => {
    // Marsaglia, Tsang, Wang 2003: P(D(10) < 0.274) = 0.6284796154565…
    expect(1 - kolmogorovP(10, 0.274)).toBeCloseTo(0.6284796154565, 10);
  });

  it('is exact for one and two values, where it can be written down', () => {
    for (const d of [0.55, 0.7, 0.93]) {
      expect(kolmogorovP(1, d)).toBeCloseTo(2 * (1 - d), 12);
      expect(kolmogorovP(2, d)).toBeCloseTo(2 * (1 - d) ** 2, 12);
    }
  });

  it('comes near to the limit law with many values', () => {
    // P(√n·D > 1.358) tends to 0.05.
    expect(kolmogorovP(1000, 1.358 / Math.sqrt(1000))).toBeCloseTo(0.049, 2);
  });

  it('rejects one in twenty samples of the very distribution, and a wrong one', () => {
    const rng = namedRng(5, 'kolmogorov');
    const uniform = (value: number) => Math.min(1, Math.max(0, value));
    const p = (shift: number) => {
      const sample = Array.from({ length: 80 }, () => rng.next() ** shift);
      return kolmogorovP(80, kolmogorovDistance(sample, uniform));
    };
    const rejected = Array.from({ length: 1000 }, () => p(1)).filter((value) => value < 0.05);
    expect(rejected.length).toBeGreaterThan(25);
    expect(rejected.length).toBeLessThan(80);
    expect(p(3)).toBeLessThan(0.05);
  });
});
