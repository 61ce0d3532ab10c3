import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { expectedPeople } from './expected-people.ts';
import { applyPlanChanges } from './plan-changes.ts';

const plan = hubinPlan();

function changed(...changes: readonly string[]) {
  const done = applyPlanChanges(changes, plan);
  if (!done.ok) throw new Error(done.error);
  return expectedPeople(done.value.script);
}

test('the bundled night asks for 255,000 visits and a peak of 75,000 at 23:55', () => {
  const expected = expectedPeople(plan.script);
  expect(expected.visits).toBe(255_000);
  expect(expected.peak).toBe(75_000);
  expect(expected.peakAt).toBe(Date.parse('2026-12-31T23:55:00+08:00'));
  const arriving = expected.gates.reduce((sum, { people }) => sum + people, 0);
  expect(arriving).toBeCloseTo(255_000 - 11_000, 3);
});

test('a factor of the visits leaves the people at the start as they are', () => {
  expect(changed('people.visits.factor=0.5').visits).toBe(11_000 + 122_000);
});

test('a gate’s factor moves its share, and the others give what it takes', () => {
  const shareOf = (of: ReturnType<typeof expectedPeople>) => {
    const all = of.gates.reduce((sum, { people }) => sum + people, 0);
    return (of.gates.find(({ gate }) => gate === 'gate-lxq-c')?.people ?? 0) / all;
  };
  const before = shareOf(expectedPeople(plan.script));
  const twice = shareOf(changed('gate.gate-lxq-c.arriving.factor=2'));
  // Of weights s and 1 − s, doubling the first makes its share 2s / (1 + s).
  expect(twice).toBeCloseTo((2 * before) / (1 + before), 3);
});
