import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { expectedPeople } from '../../domain/rehearsal/expected-people.ts';
import { applyPlanChanges } from '../../domain/rehearsal/plan-changes.ts';
import { arrivingPeople, withGateShare, withPeak, withVisits } from './shape-arrivals.ts';

const plan = hubinPlan();

/** What the script asks for with the changes. */
function expectedOf(changes: readonly string[]) {
  const changed = applyPlanChanges(changes, plan);
  if (!changed.ok) throw new Error(changed.error);
  return expectedPeople(changed.value.script);
}

test('visits and peak are met to the person, whatever was changed before', () => {
  const more = withVisits([], expectedOf([]), 300_000);
  expect(expectedOf(more).visits).toBe(300_000);
  const fewer = withVisits(more, expectedOf(more), 200_000);
  expect(fewer).toHaveLength(1);
  expect(expectedOf(fewer).visits).toBe(200_000);
  const peak = withPeak(fewer, expectedOf(fewer), 60_000);
  expect(expectedOf(peak).peak).toBe(60_000);
});

test('a gate gets its share, and asked for once more meets it', () => {
  const share = (changes: readonly string[]) => {
    const expected = expectedOf(changes);
    const gate = expected.gates.find((each) => each.gate === 'gate-lxq-c');
    return (gate?.people ?? 0) / arrivingPeople(expected);
  };
  const once = withGateShare([], expectedOf([]), 'gate-lxq-c', 0.25);
  expect(share(once)).toBeCloseTo(0.25, 2);
  const twice = withGateShare(once, expectedOf(once), 'gate-lxq-c', 0.25);
  expect(twice).toHaveLength(1);
  expect(share(twice)).toBeCloseTo(0.25, 3);
});

test('what is as it was is no change', () => {
  const expected = expectedOf([]);
  expect(withVisits(['checkpoint.1.mode=closed'], expected, 255_000)).toEqual([
    'checkpoint.1.mode=closed',
  ]);
  const more = withVisits([], expected, 300_000);
  expect(withVisits(more, expectedOf(more), 255_000)).toEqual([]);
});
