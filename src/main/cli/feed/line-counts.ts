import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Tracks } from '../../../workers/kernels/tracks/tracks.ts';

/** A person's step across a line. */
export interface LineCrossing {
  /** The frame in which the step ends. */
  readonly frame: number;
  readonly direction: 'leftToRight' | 'rightToLeft';
}

/**
 * Every crossing of a directed line by every person, as a counter over a gate sees them: who goes to and fro is counted
 * each time. A position on the line belongs to its right side, so that a step that ends on it counts once.
 */
export function lineCrossings(
  { frame, xM, yM, rowOfPerson }: Tracks,
  [a, b]: readonly [EastNorth, EastNorth],
): readonly LineCrossing[] {
  const crossings: LineCrossing[] = [];
  const at = (row: number): EastNorth => [xM[row] ?? 0, yM[row] ?? 0];
  for (let person = 0; person + 1 < rowOfPerson.length; person++) {
    const end = rowOfPerson[person + 1] ?? 0;
    for (let row = (rowOfPerson[person] ?? 0) + 1; row < end; row++) {
      const from = at(row - 1);
      const to = at(row);
      const wasLeft = isLeft(a, b, from);
      if (wasLeft === isLeft(a, b, to) || isLeft(from, to, a) === isLeft(from, to, b)) continue;
      crossings.push({
        frame: frame[row] ?? 0,
        direction: wasLeft ? 'leftToRight' : 'rightToLeft',
      });
    }
  }
  return crossings;
}

function isLeft(a: EastNorth, b: EastNorth, point: EastNorth): boolean {
  return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0;
}
