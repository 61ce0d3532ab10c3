import type { Millis } from '../../../domain/base/quantity.ts';
import type { SeriesPoints, TimelineEntry } from '../../../domain/wire/contract.ts';

/** A mark above the curve. */
export interface TimelineMark {
  readonly at: Millis;
  readonly kind: 'phase' | 'order' | 'warning' | 'yellow' | 'orange' | 'red';
  readonly entry: TimelineEntry;
}

/** What an entry marks; a level that falls or is merely known marks nothing. */
export function markOf(entry: TimelineEntry): TimelineMark | undefined {
  const at = entry.observedAt;
  switch (entry.kind) {
    case 'phase':
      return { at, kind: 'phase', entry };
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

/** Columns for uPlot: seconds, then the middle between least and greatest of each slice. */
export function curveOf(points: SeriesPoints): [number[], number[]] {
  return [
    points.t.map((t) => t / 1_000),
    points.t.map((_, i) => ((points.min[i] ?? 0) + (points.max[i] ?? 0)) / 2),
  ];
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
