import { describe, expect, it } from 'vitest';
import { cdfOf, standardNormal } from './distribution-law.ts';

describe('the laws of scenarios', () => {
  it('know the normal distribution', () => {
    expect(standardNormal(0)).toBe(0.5);
    expect(standardNormal(1)).toBeCloseTo(0.8413447460685429, 12);
    expect(standardNormal(-2.5)).toBeCloseTo(0.006209665325776132, 12);
    expect(standardNormal(4)).toBeCloseTo(0.9999683287581669, 12);
    expect(standardNormal(-8)).toBeCloseTo(6.220960574271785e-16, 20);
  });

  it('begin at 0 and end at 1 where they are cut', () => {
    const cut = cdfOf({ kind: 'normal', mean: 10, sd: 4, min: 2, max: 14 });
    expect([cut(2), cut(14), cut(0), cut(99)]).toEqual([0, 1, 0, 1]);
    expect(cut(10)).toBeCloseTo((0.5 - 0.02275) / (0.84134 - 0.02275), 4);
    const log = cdfOf({ kind: 'lognormal', mu: 2, sigma: 0.5, max: 60 });
    expect(log(Math.exp(2))).toBeCloseTo(0.5, 4);
    expect([log(-1), log(60)]).toEqual([0, 1]);
    const even = cdfOf({ kind: 'uniform', min: 2, max: 6 });
    expect([even(1), even(3), even(9)]).toEqual([0, 0.25, 1]);
    expect(cdfOf({ kind: 'constant', value: 3 })(3)).toBe(1);
  });
});
