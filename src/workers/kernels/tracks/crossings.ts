import type { FrameRange, Tracks } from './tracks.ts';

/** A straight measurement line in metres. */
export interface MeasurementLine {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A person's first step across the line. */
export interface Crossing {
  /** Index into the tracks' `ids`. */
  readonly person: number;
  /** The frame in which the step ends. */
  readonly frame: number;
}

/** A step that ends closer to the line than this in metres has not crossed it yet (PedPy's `CROSSING_THRESHOLD`). */
const ON_LINE_M = 1e-5;

/**
 * The first crossing of each person, in the order of time (PedPy `compute_crossing_frames`, `compute_n_t`): the step
 * from one position to the person's next meets the line, in either direction, and does not end on it. Other than in
 * PedPy a step across missing frames counts, and so does the last step of a track: who is seen on both sides has crossed.
 */
export function firstCrossings(
  tracks: Tracks,
  line: MeasurementLine,
  range: FrameRange,
): readonly Crossing[] {
  const { frame, xM, yM, rowOfPerson } = tracks;
  const crossings: Crossing[] = [];
  for (let person = 0; person + 1 < rowOfPerson.length; person++) {
    const end = rowOfPerson[person + 1] ?? 0;
    for (let row = (rowOfPerson[person] ?? 0) + 1; row < end; row++) {
      const from = frame[row - 1] ?? 0;
      const to = frame[row] ?? 0;
      if (from < range.first || to > range.last) continue;
      const step = {
        x0: xM[row - 1] ?? 0,
        y0: yM[row - 1] ?? 0,
        x1: xM[row] ?? 0,
        y1: yM[row] ?? 0,
      };
      if (!meet(step, line) || distanceM(line, step.x1, step.y1) < ON_LINE_M) continue;
      crossings.push({ person, frame: to });
      break;
    }
  }
  return crossings.sort((a, b) => a.frame - b.frame || a.person - b.person);
}

/** The length of a line in metres. */
export function lengthM({ x0, y0, x1, y1 }: MeasurementLine): number {
  return Math.hypot(x1 - x0, y1 - y0);
}

/** Whether two segments have a point in common, their ends included. */
function meet(a: MeasurementLine, b: MeasurementLine): boolean {
  const a0 = side(b, a.x0, a.y0);
  const a1 = side(b, a.x1, a.y1);
  const b0 = side(a, b.x0, b.y0);
  const b1 = side(a, b.x1, b.y1);
  if (a0 === 0 && a1 === 0 && b0 === 0 && b1 === 0) return boxesTouch(a, b);
  return a0 * a1 <= 0 && b0 * b1 <= 0;
}

/** Positive to the left of the line, negative to the right, 0 on it. */
function side(line: MeasurementLine, x: number, y: number): number {
  return Math.sign((line.x1 - line.x0) * (y - line.y0) - (line.y1 - line.y0) * (x - line.x0));
}

function boxesTouch(a: MeasurementLine, b: MeasurementLine): boolean {
  return (
    Math.max(a.x0, a.x1) >= Math.min(b.x0, b.x1) &&
    Math.max(b.x0, b.x1) >= Math.min(a.x0, a.x1) &&
    Math.max(a.y0, a.y1) >= Math.min(b.y0, b.y1) &&
    Math.max(b.y0, b.y1) >= Math.min(a.y0, a.y1)
  );
}

function distanceM(line: MeasurementLine, x: number, y: number): number {
  const alongX = line.x1 - line.x0;
  const alongY = line.y1 - line.y0;
  const t = ((x - line.x0) * alongX + (y - line.y0) * alongY) / (alongX ** 2 + alongY ** 2);
  const held = Math.min(1, Math.max(0, t));
  return Math.hypot(x - line.x0 - held * alongX, y - line.y0 - held * alongY);
}
