import { exactExp } from '../agents/exact-math.ts';

/** Places within a cell that are told apart along each axis. */
export const OFFSETS = 64;
/** Cells that a person is spread over along each axis, and the row's length in the table: the eighth weight is 0. */
export const TAPS = 7;
export const ROW = 8;
/** Radius R of the kernel exp(-d²/R²) / (πR²), in metres (Helbing, Johansson, Al-Abideen 2007). */
const RADIUS_M = 1;

/**
 * Weights of the seven cells around a person by the place in the middle one, for one axis, in 1/m: the product of two
 * is a density in ped/m². Each row sums to 1 / cellM, so that nobody is lost at the kernel's ends.
 */
export function gaussianWeights(cellM: number): Float32Array {
  const table = new Float32Array(OFFSETS * ROW);
  for (let offset = 0; offset < OFFSETS; offset++) {
    const place = (offset + 0.5) / OFFSETS;
    const weights = Array.from({ length: TAPS }, (_, tap) => {
      const awayM = (tap - 3 + 0.5 - place) * cellM;
      return exactExp(-(awayM * awayM) / (RADIUS_M * RADIUS_M));
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    weights.forEach((weight, tap) => {
      table[offset * ROW + tap] = weight / (sum * cellM);
    });
  }
  return table;
}
