import { expect, it } from 'vitest';
import type { Disposition, Verdict } from '../session/review-mark.ts';
import { accuracyOf } from './accuracy.ts';

const SPAN = { from: 0, to: 1 };

function judged(verdicts: Readonly<Record<string, Verdict>>): Record<string, Disposition> {
  return Object.fromEntries(
    Object.entries(verdicts).map(([alert, verdict]) => [
      alert,
      { alert, verdict, note: '', by: 'reviewer' },
    ]),
  );
}

it('is true / (true + false), with the others counted apart', () => {
  const alerts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }));
  const dispositions = judged({ a: 'true', b: 'true', c: 'false', d: 'duplicate', e: 'unknown' });
  expect(accuracyOf(alerts, dispositions, SPAN)).toEqual({
    ...SPAN,
    alerts: 6,
    byVerdict: { true: 2, false: 1, duplicate: 1, unknown: 1 },
    undispositioned: 1,
    accuracy: 2 / 3,
  });
});

it('is unknown while nothing is judged true or false', () => {
  const figures = accuracyOf([{ id: 'a' }, { id: 'b' }], judged({ a: 'duplicate' }), SPAN);
  expect(figures.accuracy).toBeUndefined();
  expect(figures.undispositioned).toBe(1);
});

it('leaves out what was judged of alerts of another span', () => {
  expect(accuracyOf([], judged({ gone: 'false' }), SPAN)).toMatchObject({
    alerts: 0,
    byVerdict: { false: 0 },
  });
});

it.each([
  [[30_000], { alerts: 1, leastS: 30, medianS: 30, greatestS: 30 }],
  [[-5_000, 60_000, 10_000], { alerts: 3, leastS: -5, medianS: 10, greatestS: 60 }],
  [[10_000, 20_000], { alerts: 2, leastS: 10, medianS: 15, greatestS: 20 }],
])('lead times %j', (leads, expected) => {
  const alerts = leads.map((leadTimeMs, index) => ({ id: String(index), leadTimeMs }));
  expect(accuracyOf([...alerts, { id: 'without' }], {}, SPAN).leadTime).toEqual(expected);
});
