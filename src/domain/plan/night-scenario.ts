import { z } from 'zod';
import { err, ok, type Result } from '../base/result.ts';
import type { Plan } from '../rehearsal/changed-plan.ts';
import { applyPlanChanges } from '../rehearsal/plan-changes.ts';
import { type NightScript, parseNightScript, scriptedHappeningSchema } from './night-script.ts';

const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens'),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  /** As written for `parsePlanChange`; they come before those that a planner adds. */
  changes: z.array(z.string().min(1).max(200)).max(200).readonly().default([]),
  /** Besides the script's own; they happen to bodies, the graph of zones knows none. */
  happenings: z.array(scriptedHappeningSchema).readonly().default([]),
});
/** Something that the night of a script may meet: rain, a closed station, a blocked exit. */
export type NightScenario = z.infer<typeof scenarioSchema>;

const scenariosSchema = z.strictObject({
  format: z.literal('anlan-scenarios'),
  version: z.literal(1),
  scenarios: z.array(scenarioSchema).max(100).readonly(),
});

/**
 * Reads an event's scenarios (`scenarios.json`; undefined: there are none) and tries each on the plan. The error says
 * which one cannot be played and why.
 */
export function parseNightScenarios(
  document: unknown,
  plan: Plan,
): Result<readonly NightScenario[]> {
  if (document === undefined) return ok([]);
  const parsed = scenariosSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(`scenarios.json: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { scenarios } = parsed.data;
  const ids = new Set<string>();
  for (const scenario of scenarios) {
    if (ids.has(scenario.id)) return err(`scenarios.json: "${scenario.id}" stands there twice`);
    ids.add(scenario.id);
    const script = scenarioScript(plan, scenario);
    const played = script.ok
      ? applyPlanChanges(scenario.changes, { ...plan, script: script.value })
      : script;
    if (!played.ok) return err(`scenarios.json: ${scenario.id}: ${played.error}`);
  }
  return ok(scenarios);
}

/** The script with what happens in the scenario, named after both; its changes are still to be applied. */
export function scenarioScript(
  { site, script }: Plan,
  { name, happenings }: NightScenario,
): Result<NightScript> {
  return parseNightScript(
    {
      ...script,
      name: { zh: `${script.name.zh}：${name.zh}`, en: `${script.name.en}: ${name.en}` },
      happenings: [...(script.happenings ?? []), ...happenings],
    },
    site,
  );
}
