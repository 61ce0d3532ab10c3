import { err, ok, type Result } from '../../../domain/base/result.ts';
import {
  type NightScenario,
  parseNightScenarios,
  scenarioScript,
} from '../../../domain/plan/night-scenario.ts';
import type { ChangedPlan, Plan } from '../../../domain/rehearsal/changed-plan.ts';
import { applyPlanChanges } from '../../../domain/rehearsal/plan-changes.ts';
import type { CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import type { Documents } from '../../../workers/record-port.ts';

/** The scenarios among the documents of an event; without `scenarios.json` there are none. */
export function readScenarios(documents: Documents, plan: Plan): Result<readonly NightScenario[]> {
  const text = documents['scenarios.json'];
  try {
    return parseNightScenarios(text === undefined ? undefined : JSON.parse(text), plan);
  } catch (error) {
    return err(`scenarios.json is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * The plan with a scenario, if one is named, and then with the changes; `changes` of the answer are those of both. With
 * a model, a scenario that this model cannot play is refused.
 */
export function scenarioPlan(
  plan: Plan & { readonly scenarios: readonly NightScenario[] },
  id: string | undefined,
  changes: readonly string[],
  model?: CrowdModel,
): Result<ChangedPlan & { readonly changes: readonly string[] }> {
  const scenario = plan.scenarios.find((each) => each.id === id);
  if (id !== undefined && !scenario) {
    const known = plan.scenarios.map((each) => each.id).join(', ') || 'none';
    return err(`there is no scenario "${id}", only ${known}`);
  }
  if (scenario && scenario.happenings.length > 0 && model === 'zoneGraph') {
    return err(`scenario "${scenario.id}": the zone graph does not know what happens in it`);
  }
  const script = scenario ? scenarioScript(plan, scenario) : ok(plan.script);
  if (!script.ok) return script;
  const all = [...(scenario?.changes ?? []), ...changes];
  const changed = applyPlanChanges(all, { site: plan.site, script: script.value });
  return changed.ok ? ok({ ...changed.value, changes: all }) : changed;
}
