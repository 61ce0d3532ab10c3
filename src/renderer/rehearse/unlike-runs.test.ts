import { expect, test } from 'vitest';
import { runForTests } from '../../domain/rehearsal/run-for-tests.ts';
import { unlikeRuns } from './unlike-runs.ts';

const first = runForTests({ seed: 1, level: 5 });
const second = runForTests({ seed: 2, level: 7 });

test('seeds of one plan are alike', () => {
  expect(unlikeRuns([first, second])).toEqual([]);
});

test('another span, model or plan within a group is told, and a run that was stopped', () => {
  const { run, span } = second;
  const stopped = { ...second, span: { ...span, until: span.until - 60_000, complete: false } };
  expect(unlikeRuns([first, stopped])).toEqual(['spans', 'unfinished']);
  expect(unlikeRuns([stopped])).toEqual(['unfinished']);
  expect(unlikeRuns([first, { ...second, run: { ...run, model: 'zoneGraph' } }])).toEqual([
    'models',
  ]);
  expect(unlikeRuns([first, { ...second, run: { ...run, planHash: '1' } }])).toEqual(['plans']);
});
