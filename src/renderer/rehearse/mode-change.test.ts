import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { must } from '../../domain/base/assert.ts';
import { applyPlanChanges } from '../../domain/rehearsal/plan-changes.ts';
import { CHECKPOINT_MODES, type CheckpointMode } from '../../domain/site/site.ts';
import { type ChosenMode, isModePossible, withMode } from './mode-change.ts';

const bundled = hubinPlan();
const plan = { ...bundled, script: { ...bundled.script, orders: [] } };
const checkpoint = must(
  plan.site.checkpoints.find(({ number }) => number === 12),
  'checkpoint 12',
);
const choose = (mode: CheckpointMode, ratePerMinLane = 20): ChosenMode => ({
  checkpoint,
  mode,
  ratePerMinLane,
});

/** What the changes come to for checkpoint 12: its mode in the plan, and orders from the beginning. */
function outcome(changes: readonly string[]) {
  const result = applyPlanChanges(changes, plan);
  if (!result.ok) throw new Error(result.error);
  const { site, orders } = result.value;
  return { mode: site.checkpoints.find(({ id }) => id === checkpoint.id)?.mode, orders };
}

test.each(CHECKPOINT_MODES)('%s is written as the plan understands it', (mode) => {
  const changes = withMode([], choose(mode, 25));
  expect(changes).toHaveLength(1);
  expect(outcome(changes).mode).toBe(mode);
});

test('metered carries its rate, and counts as metered', () => {
  const changes = withMode(['checkpoint.3.mode=closed'], choose('metered', 25));
  expect(changes).toEqual(['checkpoint.3.mode=closed', 'checkpoint.12.meteredPerMinLane=25']);
  expect(outcome(changes).orders).toEqual([
    { atS: 0, checkpoint: 'cp-12', mode: 'metered', meteredPerMinLane: 25 },
  ]);
});

test('the mode that is chosen last holds: nothing of an earlier one stands', () => {
  const metered = withMode(['checkpoint.cp-12.mode=closed'], choose('metered'));
  expect(metered).toEqual(['checkpoint.12.meteredPerMinLane=20']);
  const slower = withMode(metered, choose('metered', 10));
  expect(slower).toEqual(['checkpoint.12.meteredPerMinLane=10']);
  const open = withMode(slower, choose('oneWayOut'));
  expect(open).toEqual(['checkpoint.12.mode=oneWayOut']);
  expect(outcome(open)).toEqual({ mode: 'oneWayOut', orders: [] });
});

test('other checkpoints, other figures and what happens later in the night stay', () => {
  const others = [
    'checkpoint.1.mode=closed',
    'checkpoint.*.staffed=yes',
    'checkpoint.12.clearWidthM=6',
    'checkpoint.12.mode@23:45=closed',
    'people.factor=1.1',
  ];
  expect(withMode(others, choose('closed'))).toEqual([...others, 'checkpoint.12.mode=closed']);
});

test.each([
  [Number.NaN, false],
  [0, false],
  [0.5, false],
  [1, true],
  [60, true],
  [61, false],
])('a rate of %d people a minute and lane: %s', (rate, possible) => {
  expect(isModePossible(choose('metered', rate))).toBe(possible);
  expect(isModePossible(choose('open', rate))).toBe(true);
});
