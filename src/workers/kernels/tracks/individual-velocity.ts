import type { Tracks } from './tracks.ts';

/** Positions so many of a person's own rows before and after the frame give its velocity. */
export const SPEED_STEP_ROWS = 5;

/** Velocity in m/s of each row of the tracks; NaN where a track is too short to tell. */
export interface Velocities {
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly speedMps: Float64Array;
}

/**
 * Individual velocity as PedPy defines it (`compute_individual_speed`, frame step 5, `BORDER_SINGLE_SIDED`): the way
 * from the position 5 frames before to the position 5 frames after, over the time between them; where a track has
 * no such position any more, the present one stands in for it. Frames count as the person's own rows, so that a
 * gap in a track is bridged with the time that it really took. Undefined (NaN) where neither side has 5 rows.
 */
export function individualVelocity(tracks: Tracks, stepRows = SPEED_STEP_ROWS): Velocities {
  const { frame, xM, yM, rowOfPerson, framesPerS } = tracks;
  const vxMps = new Float64Array(frame.length).fill(Number.NaN);
  const vyMps = new Float64Array(frame.length).fill(Number.NaN);
  const speedMps = new Float64Array(frame.length).fill(Number.NaN);
  for (let p = 0; p + 1 < rowOfPerson.length; p++) {
    const start = rowOfPerson[p] ?? 0;
    const end = rowOfPerson[p + 1] ?? 0;
    for (let row = start; row < end; row++) {
      const from = row - stepRows >= start ? row - stepRows : row;
      const to = row + stepRows < end ? row + stepRows : row;
      if (from === to) continue;
      const seconds = ((frame[to] ?? 0) - (frame[from] ?? 0)) / framesPerS;
      const vx = ((xM[to] ?? 0) - (xM[from] ?? 0)) / seconds;
      const vy = ((yM[to] ?? 0) - (yM[from] ?? 0)) / seconds;
      vxMps[row] = vx;
      vyMps[row] = vy;
      speedMps[row] = Math.hypot(vx, vy);
    }
  }
  return { vxMps, vyMps, speedMps };
}
