import type { Distribution } from '../../../domain/scenario/scenario.ts';

/** The distribution function of a scenario's distribution, with its cut. */
export function cdfOf(law: Distribution): (value: number) => number {
  switch (law.kind) {
    case 'constant':
      return (value) => (value >= law.value ? 1 : 0);
    case 'uniform':
      return (value) => clamp((value - law.min) / (law.max - law.min));
    case 'normal': {
      const phi = (value: number) => standardNormal((value - law.mean) / law.sd);
      const [low, high] = [phi(law.min), phi(law.max)];
      return (value) => clamp((phi(value) - low) / (high - low));
    }
    case 'lognormal': {
      const phi = (value: number) => standardNormal((Math.log(value) - law.mu) / law.sigma);
      return (value) => (value <= 0 ? 0 : clamp(phi(value) / phi(law.max)));
    }
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Φ(z) by the series of the error function near zero and its continued fraction beyond, to about 1e-12. */
export function standardNormal(z: number): number {
  if (Math.abs(z) > 38) return z > 0 ? 1 : 0;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) < 3) {
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > 1e-16; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (Math.abs(z) + fraction);
  const tail = density / (Math.abs(z) + fraction);
  return z > 0 ? 1 - tail : tail;
}
