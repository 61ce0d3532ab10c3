/**
 * Chance by counter: the number depends on (seed, key, draw) alone, so that neither threads nor the order of calls
 * change it. Three rounds of a 32-bit multiplicative mixer (the finaliser known as lowbias32) over the three words.
 */
export function counterBits(seed: number, key: number, draw: number): number {
  return mix(mix(mix(seed ^ 0x9e3779b9) ^ key) ^ draw) >>> 0;
}

/** Uniform in (0, 1), never its ends. */
export function counterUniform(seed: number, key: number, draw: number): number {
  return (counterBits(seed, key, draw) + 0.5) / 4294967296;
}

function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
