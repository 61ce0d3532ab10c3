import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { nightClock } from '../plan/night-script.ts';
import type { Plan } from './changed-plan.ts';
import { parsePlanChange } from './plan-change.ts';
import { applyPlanChanges } from './plan-changes.ts';

const bundled = hubinPlan();
/** The bundled plan with no orders of its own. */
const plan: Plan = { ...bundled, script: { ...bundled.script, orders: [] } };

function changed(...changes: string[]) {
  const result = applyPlanChanges(changes, plan);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

test('a checkpoint is named by its number or its id', () => {
  for (const name of ['12', 'cp-12']) {
    const { site, orders } = changed(`checkpoint.${name}.mode=closed`);
    expect(site.checkpoints.filter(({ mode }) => mode === 'closed').map(({ id }) => id)).toEqual([
      'cp-12',
    ]);
    expect(orders).toEqual([]);
  }
  expect(plan.site.checkpoints.every(({ mode }) => mode === 'open')).toBe(true);
});

test('an order with a time leaves the plan as it is until then', () => {
  const { site, orders } = changed(
    'checkpoint.3.meteredPerMinLane@00:10=20',
    'checkpoint.12.mode@23:45=closed',
  );
  expect(site).toBe(plan.site);
  expect(orders).toEqual([
    { atS: 24_300, checkpoint: 'cp-12', mode: 'closed' },
    { atS: 25_800, checkpoint: 'cp-3', mode: 'metered', meteredPerMinLane: 20 },
  ]);
});

test('metering from the beginning is in the site and in an order that carries the rate', () => {
  const { site, orders } = changed('checkpoint.12.meteredPerMinLane=20');
  expect(site.checkpoints.find(({ number }) => number === 12)?.mode).toBe('metered');
  expect(orders).toEqual([{ atS: 0, checkpoint: 'cp-12', mode: 'metered', meteredPerMinLane: 20 }]);
});

test('the orders of the script come with those of the changes, by their times', () => {
  const result = applyPlanChanges(['checkpoint.12.mode@00:10=closed'], bundled);
  if (!result.ok) throw new Error(result.error);
  const { orders } = result.value;
  const inner = bundled.site.zones.filter(({ ring }) => ring === 'core').map(({ id }) => id);
  const atTheCore = bundled.site.checkpoints.filter(({ inner: zone }) => inner.includes(zone));
  expect(orders.slice(0, -1)).toEqual(
    atTheCore.map(({ id }) => ({ atS: 25_200, checkpoint: id, mode: 'oneWayOut' })),
  );
  expect(orders.at(-1)).toEqual({ atS: 25_800, checkpoint: 'cp-12', mode: 'closed' });
});

test('a wider checkpoint is counted over its whole width', () => {
  const { site } = changed('checkpoint.12.clearWidthM=24', 'checkpoint.12.lanes=32');
  const line = (of: typeof site) => {
    const counter = of.sensors.find(({ id }) => id === 'cp-12-in');
    if (counter?.kind !== 'lineCounter') throw new Error('cp-12 has a counter');
    return counter.line[0][1] - counter.line[1][1];
  };
  expect(line(site)).toBeCloseTo(2 * line(plan.site), 9);
  expect(site.checkpoints.find(({ id }) => id === 'cp-12')).toMatchObject({
    clearWidthM: 24,
    lanes: 32,
  });
});

test('a gate that closes attracts nobody from then on, and opens again', () => {
  const clock = nightClock(plan.script);
  const gate = (of: typeof plan) => of.script.gates.find(({ gate: id }) => id === 'gate-lxq-a');
  const shut = gate(changed('gate.gate-lxq-a.closedFrom=23:30'));
  expect(shut?.arriving).toEqual([
    ['17:00', 13],
    ['20:00', 13.5],
    ['23:00', 12],
    ['23:29:59', 12],
    ['23:30', 0],
  ]);
  const again = gate(changed('gate.gate-lxq-a.closed=18:30-19:30'));
  expect(again?.arriving.map(([at]) => clock.secondOf(at))).toEqual([
    0, 5_399, 5_400, 8_999, 9_000, 10_800, 21_600,
  ]);
  expect(again?.arriving.slice(1, 5).map(([, weight]) => Number(weight.toFixed(3)))).toEqual([
    13.25, 0, 0, 13.417,
  ]);
});

test('people by factor', () => {
  const visits = changed('people.visits.factor=1.1').script.people;
  expect(visits.initial).toBe(11_000);
  expect(visits.visits.at(-1)).toEqual(['00:50', 279_400]);
  const whole = changed('people.factor=0.01').script.people;
  expect(whole).toMatchObject({ initial: 110 });
  expect(whole.visits.at(-1)).toEqual(['00:50', 2_550]);
  expect(Math.max(...whole.occupancy.map(([, people]) => people))).toBe(750);
});

test('the release moves with its curve', () => {
  const { release } = changed('release.startsAt=23:50').script;
  expect(release.startsAt).toBe('23:50');
  expect(release.setOut.map(([at]) => at).slice(0, 3)).toEqual([
    '23:50:00',
    '23:55:00',
    '00:02:00',
  ]);
});

test('others of the site and the night', () => {
  const { site, script } = changed(
    'zone.fountain-terrace.designDensityPerM2=4',
    'zone.*.attraction.factor=2',
    'hotSpot.musical-fountain.alertPeople=5000',
    'passage.ergongyuan/fountain-terrace.clearWidthM=10',
    'gate.gate-nanshan.clearWidthM=6',
    'gate.gate-nanshan.leaving.factor=0.5',
    'checkpoint.*.staffed=yes',
  );
  expect(site.zones.find(({ id }) => id === 'fountain-terrace')?.designDensityPerM2).toBe(4);
  expect(site.hotSpots[0]?.alertPeople).toBe(5_000);
  expect(site.passages[1]?.clearWidthM).toBe(10);
  expect(site.checkpoints.every(({ staffed }) => staffed)).toBe(true);
  expect(script.zones[0]?.attraction[0]?.[1]).toBe(
    2 * (plan.script.zones[0]?.attraction[0]?.[1] ?? 0),
  );
});

test.each<[string, string]>([
  ['checkpoint.99.mode=closed', 'there is no checkpoint "99", numbers go from 1–47'],
  ['checkpoint.12.mode=shut', 'a mode is one of open, metered'],
  ['checkpoint.12.lanes=2.5', 'a whole number from 1 to 60'],
  ['checkpoint.12.lanes@23:00=8', 'cannot change during the night'],
  ['checkpoint.12.colour=red', 'has no "colour"'],
  ['checkpoint.12.mode@16:00=closed', '16:00 is not within the night'],
  ['checkpoint.12.mode@9=closed', 'after @ stands a time HH:MM'],
  ['checkpoint.12=closed', 'say what of it changes'],
  ['gate.gate-lxq.closedFrom=23:30', 'there is no gate "gate-lxq", only gate-lxq-a'],
  ['gate.gate-lxq-a.closedFrom=25:00', 'a time HH:MM stands there'],
  ['gate.gate-lxq-a.closed=19:00-18:00', '18:00 is not after 19:00'],
  ['gate.*.leaving.factor=0', 'nobody could leave'],
  ['zone.core.attraction.factor=2', 'there is no leaf zone "core"'],
  ['passage.a/b.clearWidthM=2', 'there is no passage "a/b", only sigongyuan/fountain-terrace'],
  ['people.visits.factor=many', 'a number from 0 to 10'],
  ['people.people=9', 'people have no "people"'],
  ['release.mode=1', 'the release has no "mode"'],
  ['roof.1.open=1', 'begins with one of checkpoint, gate'],
  ['checkpoint.12.mode = closed', 'without spaces'],
])('%s is refused', (change, words) => {
  const result = applyPlanChanges([change], plan);
  expect(result.ok ? 'applied' : result.error).toContain(words);
  expect(result.ok ? '' : result.error).toContain(change);
});

test('whatever stands there, it is read or refused', () => {
  const part = fc.constantFrom(
    'checkpoint',
    'gate',
    '12',
    '*',
    'mode',
    '.',
    '@',
    '=',
    '23:30',
    ' ',
    '\u0000',
    'closed',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const change = parsePlanChange(parts.join(''));
      if (change.ok) expect(change.value.property).not.toBe('');
      else expect(change.error).toContain('change "');
    }),
  );
});
