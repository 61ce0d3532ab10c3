import { describe, expect, it } from 'vitest';
import { steadyFlow } from './steady-flow.ts';

describe('steadyFlow', () => {
  it('leaves out the first and the last tenth of the people', () => {
    // Two a second from 10 s on, but a slow beginning and stragglers.
    const times = [1, 4, 7, ...Array.from({ length: 94 }, (_, k) => 10 + k / 2), 80, 90, 100];
    const steady = steadyFlow(times);
    expect(steady?.perS).toBeCloseTo(2, 10);
    expect(steady?.fromS).toBeGreaterThan(10);
  });

  it('does not depend on the order of the moments', () => {
    const times = Array.from({ length: 40 }, (_, k) => (k * 7919) % 40);
    expect(steadyFlow(times)).toEqual(steadyFlow(times.toSorted((a, b) => a - b)));
  });

  it('is unknown for a handful', () => {
    expect(steadyFlow([1, 2, 3])).toBeUndefined();
  });
});
