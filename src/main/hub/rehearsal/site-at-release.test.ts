import { expect, test } from 'vitest';
import { hubinPlan } from '../../../../test/fixtures/hubin-plan.ts';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import { checkPlan } from '../../../domain/rehearsal/check-plan.ts';
import { applyPlanChanges } from '../../../domain/rehearsal/plan-changes.ts';
import { twoSquaresNight } from '../../../workers/kernels/zone-graph/two-squares-night.ts';
import { siteAtRelease } from './site-at-release.ts';

const hubin = hubinPlan();

/** The mode of the two squares' first checkpoint; their release is at 18:30. */
function modeWith(
  changes: readonly string[],
  orders: NonNullable<NightScript['orders']> = [],
  minutes = 20,
): string | undefined {
  const plan = { site: twoSquares(), script: { ...twoSquaresNight(), orders } };
  const changed = applyPlanChanges(changes, plan);
  if (!changed.ok) throw new Error(changed.error);
  return siteAtRelease(changed.value, minutes).checkpoints[0]?.mode;
}

test('the last order up to the second of the release counts, without one the mode of the site', () => {
  expect(modeWith([])).toBe('open');
  expect(modeWith(['checkpoint.1.mode=metered'])).toBe('metered');
  expect(modeWith(['checkpoint.1.mode@18:30=closed'])).toBe('closed');
  expect(modeWith(['checkpoint.1.mode=oneWayIn', 'checkpoint.1.mode@18:30=oneWayOut'])).toBe(
    'oneWayOut',
  );
  expect(modeWith(['checkpoint.1.mode@18:20=open', 'checkpoint.1.mode@18:00=closed'])).toBe('open');
  expect(modeWith(['checkpoint.1.mode@18:30=closed', 'release.startsAt=18:10'], [], 10)).toBe(
    'open',
  );
  expect(modeWith(['checkpoint.2.mode@18:30=closed'])).toBe('open');
});

test('orders of the script count as those of the changes do, which come after them at the same second', () => {
  const out = [{ at: '18:30', checkpoint: 'cp-1', mode: 'oneWayOut' }] as const;
  expect(modeWith([], out)).toBe('oneWayOut');
  expect(modeWith(['checkpoint.1.mode=closed'], out)).toBe('oneWayOut');
  expect(modeWith(['checkpoint.1.mode@18:30=closed'], out)).toBe('closed');
  expect(modeWith([], [{ at: '18:30:01', checkpoint: 'cp-1', mode: 'closed' }])).toBe('closed');
});

test('what lets nobody out within the checked minutes counts for all of them, what opens does not', () => {
  expect(modeWith(['checkpoint.1.mode@18:49=closed'])).toBe('closed');
  expect(modeWith(['checkpoint.1.mode@18:50=closed'])).toBe('open');
  expect(modeWith(['checkpoint.1.mode@18:35=oneWayIn'])).toBe('oneWayIn');
  expect(modeWith(['checkpoint.1.mode@18:35=closed', 'checkpoint.1.mode@18:36=oneWayIn'])).toBe(
    'closed',
  );
  expect(modeWith(['checkpoint.1.mode@18:30=closed', 'checkpoint.1.mode@18:31=open'])).toBe(
    'closed',
  );
  expect(modeWith(['checkpoint.1.mode@18:35=oneWayOut'])).toBe('open');
});

test('the bundled night lets people out of the core one way from the release on', () => {
  const plan = applyPlanChanges([], hubin);
  if (!plan.ok) throw new Error(plan.error);
  const { checkpoints } = siteAtRelease(plan.value, 30);
  const outward = checkpoints.filter(({ mode }) => mode === 'oneWayOut');
  expect(outward.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 14 }, (_, index) => 34 + index),
  );
});

test('closing checkpoints of the core at the release of the bundled night is a blocker', () => {
  const shut = [39, 40, 34, 35, 41].map((number) => `checkpoint.${number}.mode@00:00=closed`);
  const plan = applyPlanChanges(shut, hubin);
  if (!plan.ok) throw new Error(plan.error);
  const { findings } = checkPlan(siteAtRelease(plan.value, 30), plan.value.script);
  expect(findings[0]).toMatchObject({ code: 'egressTooNarrow', place: { id: 'core' } });
  expect(findings[0]?.figures.availableM).toBeCloseTo(23.25, 9);
});
