import type { Distribution } from '../../../domain/scenario/scenario.ts';
import { counterUniform } from './counter-random.ts';
import { exactExp, normalQuantile } from './exact-math.ts';

/** Draws of one person, told apart so that a new one never shifts the others. */
export const DRAW = {
  freeSpeed: 0x100,
  age: 0x200,
  radius: 0x300,
  preMovement: 0x400,
  share: 0x500,
  aware: 0x600,
  place: 0x700,
  jitter: 0x10_000,
} as const;

/** How often a deviate outside [min, max] is drawn again before it is cut. */
const DRAWS_AT_MOST = 64;

/** A value of the distribution for the person with this key. */
export function drawFrom(
  distribution: Distribution,
  seed: number,
  person: number,
  draw: number,
): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (
        distribution.min +
        (distribution.max - distribution.min) * counterUniform(seed, person, draw)
      );
    case 'normal': {
      const { mean, sd, min, max } = distribution;
      for (let attempt = 0; attempt < DRAWS_AT_MOST; attempt++) {
        const value = mean + sd * normalQuantile(counterUniform(seed, person, draw + attempt));
        if (value >= min && value <= max) return value;
      }
      return Math.min(max, Math.max(min, mean));
    }
    case 'lognormal': {
      const { mu, sigma, max } = distribution;
      const deviate = normalQuantile(counterUniform(seed, person, draw));
      return Math.min(max, exactExp(mu + sigma * deviate));
    }
  }
}

/** Weidmann 1993: mean free speed in m/s at ages in years (as RiMEA 4.1.1 test 7 reads the figure). */
const SPEED_OF_AGE: readonly (readonly [years: number, mps: number])[] = [
  [5, 0.75],
  [10, 1.2],
  [15, 1.5],
  [20, 1.61],
  [30, 1.54],
  [40, 1.48],
  [50, 1.41],
  [60, 1.27],
  [70, 1.07],
  [80, 0.7],
];

/** Mean free walking speed in m/s at an age in years (Weidmann 1993). */
export function meanFreeSpeedMps(ageYears: number): number {
  let [before, speedBefore] = SPEED_OF_AGE[0] ?? [0, 0];
  if (ageYears <= before) return speedBefore;
  for (const [years, speed] of SPEED_OF_AGE) {
    if (ageYears <= years) {
      if (years === before) return speed;
      const share = (ageYears - before) / (years - before);
      return speedBefore + share * (speed - speedBefore);
    }
    before = years;
    speedBefore = speed;
  }
  return speedBefore;
}

/** The largest value the distribution can give; `absent` without one. */
export function largestOf(distribution: Distribution | undefined, absent: number): number {
  if (distribution === undefined) return absent;
  return distribution.kind === 'constant' ? distribution.value : distribution.max;
}
