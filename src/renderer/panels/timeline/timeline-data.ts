import { MINUTE, type Millis } from '../../../domain/base/quantity.ts';
import type { Phase } from '../../../domain/session/entry.ts';
import type { SeriesPoints, TimelineEntry } from '../../../domain/wire/contract.ts';
import type { TimeSpan } from './timeline-window.ts';

/** A night begins with this much room, so that its first minutes are not drawn as hours. */
const LEAST_SPAN_MS: Millis = 30 * MINUTE;

/**
 * What the timeline of a live session spans: from the full minute before its first figures, for what opened it stands
 * before them, to now. Before that minute nothing was recorded and nothing is drawn.
 */
export function liveNight(begins: Millis, now: Millis): TimeSpan {
  const from = Math.floor(begins / MINUTE) * MINUTE;
  return { from, to: Math.max(now, from + LEAST_SPAN_MS) };
}

/** What stands above the curve at an instant. */
export interface TimelineMark {
  readonly at: Millis;
  readonly kind: 'order' | 'warning' | 'orange' | 'red';
  readonly entry: Exclude<TimelineEntry, { readonly kind: 'phase' }>;
}

/** What an entry marks; a level that falls or is merely known marks nothing, and a phase lasts. */
export function markOf(entry: TimelineEntry): TimelineMark | undefined {
  const at = entry.observedAt;
  switch (entry.kind) {
    case 'phase':
      return undefined;
    case 'checkpointOrder':
    case 'broadcastOrder':
      return { at, kind: 'order', entry };
    case 'warningIssued':
      return { at, kind: 'warning', entry };
    case 'level': {
      const { level } = entry.payload.state;
      return level === 'orange' || level === 'red' ? { at, kind: level, entry } : undefined;
    }
  }
}

/** A phase of the night, as far as it lies in a part of it. */
export interface PhaseSpan extends TimeSpan {
  readonly phase: Phase;
  /** When it began, which may be before the part. */
  readonly began: Millis;
}

/** The phases within a part of the night, from entries that go back to the night's beginning. */
export function phaseSpans(
  entries: readonly TimelineEntry[],
  { from, to }: TimeSpan,
): readonly PhaseSpan[] {
  const phases = entries.flatMap((entry) =>
    entry.kind === 'phase' ? [{ began: entry.observedAt, phase: entry.payload.phase }] : [],
  );
  return phases.flatMap((each, index) => {
    const span = {
      from: Math.max(from, each.began),
      to: Math.min(to, phases[index + 1]?.began ?? to),
    };
    return span.from < span.to ? [{ ...each, ...span }] : [];
  });
}

/** Marks of one kind that would cover each other, drawn as one. */
export interface MarkGroup {
  readonly at: Millis;
  readonly kind: TimelineMark['kind'];
  readonly marks: readonly TimelineMark[];
}

/** The marks within a part of the night; those of a kind that stand closer than `apartMs` become one. */
export function groupMarks(
  marks: readonly TimelineMark[],
  { from, to }: TimeSpan,
  apartMs: Millis,
): readonly MarkGroup[] {
  const groups: { at: Millis; kind: TimelineMark['kind']; marks: TimelineMark[] }[] = [];
  const open = new Map<TimelineMark['kind'], (typeof groups)[number]>();
  for (const mark of marks) {
    if (mark.at < from || mark.at > to) continue;
    const last = open.get(mark.kind);
    if (last && mark.at - last.at < apartMs) {
      last.marks.push(mark);
      continue;
    }
    const group = { at: mark.at, kind: mark.kind, marks: [mark] };
    open.set(mark.kind, group);
    groups.push(group);
  }
  return groups;
}

/** The columns of a curve, broken where a slice or more holds no data. */
export interface BrokenCurve {
  readonly t: readonly Millis[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** The series table holds a point in this time: no curve is broken for less than three of them. */
const POINT_MS: Millis = 10_000;

/** A curve that was asked for in `slices` slices, broken where more than two of them hold no data. */
export function breakAtGaps(points: SeriesPoints, slices: number): BrokenCurve {
  const longest = Math.max(3 * POINT_MS, (2.5 * (points.to - points.from)) / slices);
  const gaps = points.t.flatMap((to, index) => {
    const from = points.t[index - 1];
    return from !== undefined && to - from > longest ? [{ from, to }] : [];
  });
  return breakAt(points, gaps);
}

/** A curve broken where a gap lies between two of its points. */
export function breakAt(
  points: Pick<SeriesPoints, 't' | 'min' | 'max'>,
  gaps: readonly TimeSpan[],
): BrokenCurve {
  const t: Millis[] = [];
  const min: (number | null)[] = [];
  const max: (number | null)[] = [];
  points.t.forEach((at, index) => {
    const before = points.t[index - 1];
    if (before !== undefined && gaps.some(({ from, to }) => from < at && to > before)) {
      t.push((before + at) / 2);
      min.push(null);
      max.push(null);
    }
    t.push(at);
    min.push(points.min[index] ?? null);
    max.push(points.max[index] ?? null);
  });
  return { t, min, max };
}

/** The greatest value of a curve in the slice nearest to an instant; undefined where there is none near. */
export function valueAt({ t, max, from, to }: SeriesPoints, at: Millis): number | undefined {
  let best = -1;
  for (let index = 0; index < t.length; index++) {
    const isNearer = Math.abs((t[index] ?? 0) - at) < Math.abs((t[best] ?? -Infinity) - at);
    if (best < 0 || isNearer) best = index;
  }
  const found = t[best];
  if (found === undefined || Math.abs(found - at) > Math.max(3 * POINT_MS, (to - from) / 50)) {
    return undefined;
  }
  return max[best];
}

/** The SVG path of a small chart in a box of `width` by `height`; empty with fewer than two points. */
export function sparkPath(
  points: SeriesPoints,
  box: { readonly width: number; readonly height: number },
  top: number,
): string {
  if (points.t.length < 2) return '';
  const span = Math.max(1, points.to - points.from);
  const full = Math.max(1, top);
  return points.t
    .map((t, i) => {
      const x = ((t - points.from) / span) * box.width;
      const y = box.height * (1 - Math.min(1, (points.max[i] ?? 0) / full));
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
