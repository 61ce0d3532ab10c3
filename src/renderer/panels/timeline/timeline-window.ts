import type { Millis } from '../../../domain/base/quantity.ts';

/** A part of the night. */
export interface TimeSpan {
  readonly from: Millis;
  readonly to: Millis;
}

/** No part on show is shorter. */
export const LEAST_WINDOW_MS: Millis = 30_000;

/** A part zoomed around an instant: `factor` below 1 shows less. Undefined: all of the night. */
export function zoomAround(
  shown: TimeSpan,
  at: Millis,
  factor: number,
  whole: TimeSpan,
): TimeSpan | undefined {
  const span = shown.to - shown.from;
  const next = Math.max(LEAST_WINDOW_MS, span * factor);
  const share = span > 0 ? (at - shown.from) / span : 0.5;
  const from = at - share * next;
  return within({ from, to: from + next }, whole);
}

/** A part moved by a share of itself. */
export function pan(shown: TimeSpan, share: number, whole: TimeSpan): TimeSpan | undefined {
  const by = (shown.to - shown.from) * share;
  return within({ from: shown.from + by, to: shown.to + by }, whole);
}

/** The part between two places of the brush; undefined where they are all of the night. */
export function brushed(a: Millis, b: Millis, whole: TimeSpan): TimeSpan | undefined {
  const from = Math.min(a, b);
  const to = Math.max(a, b);
  const missing = Math.max(0, LEAST_WINDOW_MS - (to - from)) / 2;
  return within({ from: from - missing, to: to + missing }, whole);
}

/** A part that leaves the playhead's sight is moved so that it stands at a tenth of it. */
export function following(shown: TimeSpan, at: Millis, whole: TimeSpan): TimeSpan | undefined {
  if (at >= shown.from && at <= shown.to) return shown;
  const span = shown.to - shown.from;
  return within({ from: at - span / 10, to: at + span * 0.9 }, whole);
}

/** Pushed back into the night; undefined where it covers it. */
function within({ from, to }: TimeSpan, whole: TimeSpan): TimeSpan | undefined {
  const span = to - from;
  if (span >= whole.to - whole.from) return undefined;
  const first = Math.min(Math.max(from, whole.from), whole.to - span);
  return { from: first, to: first + span };
}
