import type { Thresholds } from '../alert/ladder.ts';
import type { MinutesAbove } from './run-figures.ts';

/** Minutes of a series above each threshold. */
export function minutesAbove(
  series: readonly number[],
  [yellow, orange, red]: Thresholds,
): MinutesAbove {
  const above = (threshold: number) => series.filter((value) => value > threshold).length;
  return { yellow: above(yellow), orange: above(orange), red: above(red) };
}

/** Index of the level at a value: 0 green … 3 red. A value at a threshold is not above it. */
export function levelIndex(value: number, [yellow, orange, red]: Thresholds): number {
  if (value > red) return 3;
  if (value > orange) return 2;
  return value > yellow ? 1 : 0;
}
