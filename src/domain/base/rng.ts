import { hash53 } from './hash.ts';

/** A seeded stream of chance; the same seed and name give the same numbers on every machine. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Standard normal deviate. */
  normal(): number;
  /** A Poisson deviate with the given mean. */
  poisson(mean: number): number;
  /** The state, so that a run can be saved and forked. */
  save(): number;
}

/**
 * A named random stream of a master seed (mulberry32 with a 32-bit state).
 * Streams are told apart by name so that a new consumer never shifts the numbers of another.
 */
export function namedRng(seed: number, name: string, saved?: number): Rng {
  let state = saved ?? hash53(name, seed) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => {
    // Box-Muller; 1 - u keeps the logarithm finite.
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return radius * Math.cos(2 * Math.PI * next());
  };
  const poisson = (mean: number): number => {
    if (!(mean > 0)) return 0;
    // Above 30 the normal approximation is within 1 % of the distribution and needs two draws.
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const floor = Math.exp(-mean);
    let product = next();
    let count = 0;
    while (product > floor) {
      product *= next();
      count += 1;
    }
    return count;
  };
  return { next, normal, poisson, save: () => state };
}
