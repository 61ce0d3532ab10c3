import { describe, expect, test } from 'vitest';
import type { TimelineEntry } from '../../../domain/wire/contract.ts';
import {
  breakAtGaps,
  groupMarks,
  liveNight,
  markOf,
  phaseSpans,
  sparkPath,
  valueAt,
} from './timeline-data.ts';

const stamp = { observedAt: 5_000, recordedAt: 5_000, audience: 'all' } as const;
const level = (name: 'green' | 'red') =>
  ({
    ...stamp,
    kind: 'level',
    payload: { place: 'z', state: { level: name, since: 0, reason: { cause: 'density' } } },
  }) as TimelineEntry;
const points = { from: 0, to: 10_000, t: [0, 5_000, 10_000], min: [0, 10, 40], max: [0, 30, 40] };

describe('the timeline', () => {
  test('of a live session begins with the recording, never before, and has room for its first half hour', () => {
    const begins = 60_000 * 100 + 3_000;
    const young = liveNight(begins, begins + 60_000);
    expect(young).toEqual({ from: 60_000 * 100, to: 60_000 * 130 });
    const old = begins + 3_600_000;
    expect(liveNight(begins, old)).toEqual({ from: 60_000 * 100, to: old });
  });

  test('marks what rises to orange or red, and nothing else of levels and phases', () => {
    expect(markOf(level('red'))).toMatchObject({ at: 5_000, kind: 'red' });
    expect(markOf(level('green'))).toBeUndefined();
    const phase = { ...stamp, kind: 'phase', payload: { phase: 'dwell', by: 'x', reason: '' } };
    expect(markOf(phase as TimelineEntry)).toBeUndefined();
  });

  test('breaks a curve where nothing was recorded, never bridges it', () => {
    const night = { from: 0, to: 1_000_000, t: [5_000, 15_000, 505_000], min: [1, 2, 3] };
    const { t, max } = breakAtGaps({ ...night, max: [1, 2, 3] }, 100);
    expect(t).toEqual([5_000, 15_000, 260_000, 505_000]);
    expect(max).toEqual([1, 2, null, 3]);
    expect(breakAtGaps(points, 3).max).toEqual([0, 30, 40]);
  });

  test('draws marks of a kind that would cover each other as one', () => {
    const marks = [10, 14, 30, 99].flatMap(
      (observedAt) => markOf({ ...level('red'), observedAt } as TimelineEntry) ?? [],
    );
    const groups = groupMarks(marks, { from: 0, to: 50 }, 10);
    expect(groups.map(({ kind, marks: all }) => [kind, all.length])).toEqual([
      ['red', 2],
      ['red', 1],
    ]);
  });

  test('shows a phase for all of its time, also where it began before the part on show', () => {
    const phases = (['arrival', 'dwell', 'egress'] as const).map(
      (phase, index) =>
        ({
          ...stamp,
          observedAt: 100 * (index + 1),
          ...{ kind: 'phase', payload: { phase, by: 'x', reason: '' } },
        }) as TimelineEntry,
    );
    expect(phaseSpans(phases, { from: 150, to: 250 })).toEqual([
      { phase: 'arrival', began: 100, from: 150, to: 200 },
      { phase: 'dwell', began: 200, from: 200, to: 250 },
    ]);
    expect(phaseSpans(phases, { from: 0, to: 1_000 }).at(-1)).toEqual({
      ...{ phase: 'egress', began: 300, from: 300, to: 1_000 },
    });
    expect(phaseSpans(phases, { from: 0, to: 90 })).toEqual([]);
  });

  test('reads the curve at an instant, and knows nothing where there is none', () => {
    const sparse = { from: 0, to: 1_000_000, t: [10_000, 20_000], min: [1, 2], max: [5, 6] };
    expect(valueAt(sparse, 18_000)).toBe(6);
    expect(valueAt(sparse, 900_000)).toBeUndefined();
    expect(valueAt({ ...sparse, t: [] }, 0)).toBeUndefined();
  });
});

describe('a small chart', () => {
  test('fits its box: left is the beginning, the top is what counts as full', () => {
    expect(sparkPath(points, { width: 100, height: 20 }, 40)).toBe('M0.0 20.0L50.0 5.0L100.0 0.0');
  });

  test('never leaves its box, and one point is no curve', () => {
    expect(sparkPath(points, { width: 100, height: 20 }, 20)).toContain('L100.0 0.0');
    expect(sparkPath({ ...points, t: [0] }, { width: 9, height: 9 }, 1)).toBe('');
  });
});
