import { describe, expect, test } from 'vitest';
import type { TimelineEntry } from '../../../domain/wire/contract.ts';
import { curveOf, markOf, sparkPath } from './timeline-data.ts';

const stamp = { observedAt: 5_000, recordedAt: 5_000, audience: 'all' } as const;
const level = (name: 'green' | 'red') =>
  ({
    ...stamp,
    kind: 'level',
    payload: { place: 'z', state: { level: name, since: 0, reason: { cause: 'density' } } },
  }) as TimelineEntry;
const points = { from: 0, to: 10_000, t: [0, 5_000, 10_000], min: [0, 10, 40], max: [0, 30, 40] };

describe('the timeline', () => {
  test('marks what rises to orange or red, phases and orders, and nothing else', () => {
    expect(markOf(level('red'))).toMatchObject({ at: 5_000, kind: 'red' });
    expect(markOf(level('green'))).toBeUndefined();
    const phase = { ...stamp, kind: 'phase', payload: { phase: 'dwell', by: 'x', reason: '' } };
    expect(markOf(phase as TimelineEntry)?.kind).toBe('phase');
  });

  test('draws the middle of each slice, in seconds', () => {
    expect(curveOf(points)).toEqual([
      [0, 5, 10],
      [0, 20, 40],
    ]);
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
