/** Rounded to three decimals, for files that are read by people. */
export function thousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
