import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { applyPlanChanges } from '../rehearsal/plan-changes.ts';
import { parseNightScenarios, scenarioScript } from './night-scenario.ts';

const plan = hubinPlan();
const bundled: unknown = JSON.parse(
  readFileSync(new URL('../../../resources/hubin/scenarios.json', import.meta.url), 'utf8'),
);
const rain = {
  id: 'rain',
  name: { zh: '雨', en: 'rain' },
  happenings: [
    {
      at: '22:00',
      what: { kind: 'rain', homeShare: 0.2, arrivingFactor: 0.5, speedFactor: 1.1, lastsMin: 30 },
    },
  ],
};
const document = (...scenarios: readonly unknown[]) => ({
  format: 'anlan-scenarios',
  version: 1,
  scenarios,
});

test('the bundled scenarios can be played, rain and shows by bodies alone', () => {
  const scenarios = parseNightScenarios(bundled, plan);
  if (!scenarios.ok) throw new Error(scenarios.error);
  expect(scenarios.value.map(({ id, happenings }) => [id, happenings.length])).toEqual([
    ['rain', 1],
    ['fountain-encore', 1],
    ['station-closed', 0],
    ['exit-blocked', 0],
  ]);
  const [, , station, exit] = scenarios.value;
  const closed = applyPlanChanges(station?.changes ?? [], plan);
  if (!closed.ok) throw new Error(closed.error);
  const exits = closed.value.script.gates.filter(({ gate }) => gate.startsWith('gate-lxq'));
  for (const { leaving } of exits) expect(leaving.at(-1)?.[1]).toBe(0);
  const blocked = applyPlanChanges(exit?.changes ?? [], plan);
  if (!blocked.ok) throw new Error(blocked.error);
  const of39 = blocked.value.orders.filter(({ checkpoint }) => checkpoint === 'cp-39');
  expect(of39.map(({ mode }) => mode)).toEqual(['oneWayOut', 'closed', 'oneWayOut']);
});

test('a scenario is the script with what happens in it, and is named after both', () => {
  const scenarios = parseNightScenarios(document(rain), plan);
  if (!scenarios.ok || !scenarios.value[0]) throw new Error('no scenario');
  const script = scenarioScript(plan, scenarios.value[0]);
  if (!script.ok) throw new Error(script.error);
  expect(script.value.happenings).toEqual(rain.happenings);
  expect(script.value.name.en).toBe(`${plan.script.name.en}: rain`);
  expect(plan.script.happenings).toBeUndefined();
});

test('an event without the document has none', () => {
  expect(parseNightScenarios(undefined, plan)).toEqual({ ok: true, value: [] });
});

test.each([
  [document(rain, rain), '"rain" stands there twice'],
  [document({ ...rain, changes: ['checkpoint.99.mode=closed'] }), 'there is no checkpoint "99"'],
  [
    document({
      ...rain,
      happenings: [{ at: '22:00', what: { kind: 'stationClosed', gates: ['x'], lastsMin: 5 } }],
    }),
    'no gate "x"',
  ],
  [document({ ...rain, id: 'Rain!' }), 'scenarios.0.id'],
  [{ format: 'other' }, 'scenarios.json: format'],
])('%j is refused', (wrong, message) => {
  const scenarios = parseNightScenarios(wrong, plan);
  expect(scenarios).toMatchObject({ ok: false, error: expect.stringContaining(message) });
});
