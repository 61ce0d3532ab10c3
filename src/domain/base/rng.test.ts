import { describe, expect, it } from 'vitest';
import { namedRng } from './rng.ts';

describe('namedRng', () => {
  it('gives the same numbers for the same seed and name, others for others', () => {
    const draw = (seed: number, name: string) => {
      const rng = namedRng(seed, name);
      return Array.from({ length: 5 }, () => rng.next());
    };
    expect(draw(1, 'arrivals')).toEqual(draw(1, 'arrivals'));
    expect(draw(1, 'arrivals')).not.toEqual(draw(2, 'arrivals'));
    expect(draw(1, 'arrivals')).not.toEqual(draw(1, 'cameras'));
  });

  it('goes on from a saved state', () => {
    const rng = namedRng(7, 'x');
    rng.next();
    const resumed = namedRng(7, 'x', rng.save());
    expect(resumed.next()).toBe(rng.next());
  });

  it('has the mean and spread that its distributions promise', () => {
    const rng = namedRng(3, 'statistics');
    const n = 40_000;
    for (const mean of [0.5, 4, 80]) {
      const draws = Array.from({ length: n }, () => rng.poisson(mean));
      const average = draws.reduce((a, b) => a + b, 0) / n;
      const variance = draws.reduce((a, b) => a + (b - average) ** 2, 0) / n;
      expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
      expect(variance / mean).toBeGreaterThan(0.95);
      expect(variance / mean).toBeLessThan(1.05);
    }
    const normals = Array.from({ length: n }, () => rng.normal());
    const average = normals.reduce((a, b) => a + b, 0) / n;
    expect(Math.abs(average)).toBeLessThan(0.025);
    expect(normals.reduce((a, b) => a + b * b, 0) / n).toBeCloseTo(1, 1);
  });
});
