import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { runForTests } from '../../domain/rehearsal/run-for-tests.ts';
import { wholeRunForTests } from '../../domain/rehearsal/whole-run-for-tests.ts';
import { formatOf } from '../i18n/format.ts';
import { siteFacts } from '../state/site-facts.ts';
import { RUN_MARKS, type RunMarkName } from '../state/ui-store.ts';
import { figureMarks } from './figure-marks.ts';

const facts = siteFacts(twoSquares());
const format = formatOf('en', facts.site.timeZone);
const marks = (what: RunMarkName, run = wholeRunForTests()) =>
  figureMarks(what, run, facts, format);

test('every figure of a run finds its place on the map', () => {
  for (const what of RUN_MARKS) {
    const found = marks(what);
    expect(found.length, what).toBeGreaterThan(0);
    expect(Math.max(...found.map(({ strength }) => strength)), what).toBe(1);
    for (const { at, text } of found) {
      expect(Math.abs(at[0] - 120.159), what).toBeLessThan(0.01);
      expect(text, what).not.toContain('undefined');
    }
  }
});

test('zones stand at their labels, the greatest largest', () => {
  expect(marks('peakPeople')).toEqual([
    { at: facts.labelAt.get('west-square'), text: '2 · 23:32', strength: 2 / 250 },
    { at: facts.labelAt.get('east-square'), text: '250 · 23:32', strength: 1 },
  ]);
  expect(marks('levelOfService').map(({ text }) => text)).toEqual(['A', 'F']);
  expect(marks('voronoi').map(({ text }) => text)).toEqual(['0.45', '3.25']);
  expect(marks('personMinutes')[0]?.text).toBe('30 / 40');
});

test('flows lie along their line, and who leaves is counted for half an hour', () => {
  const [flow] = marks('specificFlow');
  expect(flow).toMatchObject({ text: '25 · 23:31', line: wholeRunForTests().lines[0]?.ends });
  expect(flow?.at[0]).toBeCloseTo(120.1591, 9);
  expect(marks('counterFlow')[0]?.text).toBe('0.14');
  expect(marks('gates')[0]?.text).toBe('60');
});

test('what a run does not know, or what is 0, is not drawn', () => {
  // Nobody waited at the second checkpoint.
  expect(marks('queues').map(({ text }) => text)).toEqual(['12']);
  const bare = runForTests({ seed: 1, level: 5 });
  for (const what of RUN_MARKS) expect(marks(what, bare), what).toEqual([]);
});
