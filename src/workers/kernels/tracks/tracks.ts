import { err, ok, type Result } from '../../../domain/base/result.ts';

/** Positions as they were read, one entry per row in each column; `person` counts from 0 through `ids`. */
export interface TrackRows {
  /** The persons' names in the file, in the order in which they first appear. */
  readonly ids: readonly string[];
  readonly person: ArrayLike<number>;
  readonly frame: ArrayLike<number>;
  readonly xM: ArrayLike<number>;
  readonly yM: ArrayLike<number>;
}

/** Walked tracks as columns, sorted by person and then by frame. Metres in any flat coordinate system. */
export interface Tracks {
  readonly ids: readonly string[];
  readonly framesPerS: number;
  readonly person: Uint32Array;
  readonly frame: Int32Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  /** The rows of person p are `rowOfPerson[p]` up to, not including, `rowOfPerson[p + 1]`. */
  readonly rowOfPerson: Uint32Array;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Greatest step that meets every frame number in the file: 1, or 10 where only each tenth frame was kept. */
  readonly frameStep: number;
}

/** Frames that are regarded, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/** One person stands twice in one frame: the indices of both rows as they were given. */
export interface TwiceInAFrame {
  readonly rows: readonly [number, number];
}

/** Sorts rows into tracks. Fails when a person has two positions in one frame. Throws without any row. */
export function buildTracks(rows: TrackRows, framesPerS: number): Result<Tracks, TwiceInAFrame> {
  const count = rows.person.length;
  if (count === 0) throw new Error('invariant broken: tracks need at least one row');
  const order = Uint32Array.from({ length: count }, (_, row) => row).sort(
    (a, b) =>
      at(rows.person, a) - at(rows.person, b) || at(rows.frame, a) - at(rows.frame, b) || a - b,
  );
  const person = Uint32Array.from(order, (row) => at(rows.person, row));
  const frame = Int32Array.from(order, (row) => at(rows.frame, row));
  for (let i = 1; i < count; i++) {
    if (person[i] === person[i - 1] && frame[i] === frame[i - 1]) {
      return err({ rows: [at(order, i - 1), at(order, i)] });
    }
  }
  const [firstFrame, lastFrame, frameStep] = extentOfFrames(frame);
  return ok({
    ids: rows.ids,
    framesPerS,
    person,
    frame,
    xM: Float64Array.from(order, (row) => at(rows.xM, row)),
    yM: Float64Array.from(order, (row) => at(rows.yM, row)),
    rowOfPerson: startsOf(person, rows.ids.length),
    firstFrame,
    lastFrame,
    frameStep,
  });
}

/** The rows of each frame of the range, in order; a frame in which nobody was seen has no row. */
export function rowsByFrame(tracks: Tracks, range: FrameRange): readonly (readonly number[])[] {
  const frames: number[][] = Array.from({ length: frameCount(tracks, range) }, () => []);
  tracks.frame.forEach((frame, row) => {
    if (frame < range.first || frame > range.last) return;
    frames[(frame - range.first) / tracks.frameStep]?.push(row);
  });
  return frames;
}

/** How many frames a range has that begins and ends on frames of the tracks' step. */
export function frameCount(tracks: Tracks, range: FrameRange): number {
  return (range.last - range.first) / tracks.frameStep + 1;
}

/** The part of the wished range that the tracks have, on their step; undefined where they have nothing of it. */
export function framesWithin(
  tracks: Tracks,
  wished: FrameRange | undefined,
): FrameRange | undefined {
  const { firstFrame, lastFrame, frameStep } = tracks;
  if (wished === undefined) return { first: firstFrame, last: lastFrame };
  const skipped = Math.max(0, Math.ceil((wished.first - firstFrame) / frameStep));
  const dropped = Math.max(0, Math.ceil((lastFrame - wished.last) / frameStep));
  const first = firstFrame + skipped * frameStep;
  const last = lastFrame - dropped * frameStep;
  return first > last ? undefined : { first, last };
}

function extentOfFrames(frame: Int32Array): readonly [first: number, last: number, step: number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const number of frame) {
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  let step = 0;
  for (const number of frame) step = greatestCommonDivisor(step, number - first);
  return [first, last, Math.max(1, step)];
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function startsOf(person: Uint32Array, persons: number): Uint32Array {
  const starts = new Uint32Array(persons + 1);
  for (const index of person) starts[index + 1] = (starts[index + 1] ?? 0) + 1;
  for (let p = 0; p < persons; p++) starts[p + 1] = (starts[p + 1] ?? 0) + (starts[p] ?? 0);
  return starts;
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
