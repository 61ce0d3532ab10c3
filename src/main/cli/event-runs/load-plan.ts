import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { NightScenario } from '../../../domain/plan/night-scenario.ts';
import { parseNightScript } from '../../../domain/plan/night-script.ts';
import type { Plan } from '../../../domain/rehearsal/changed-plan.ts';
import { readEventDocuments } from '../../hub/event-documents.ts';
import { readScenarios } from '../../hub/rehearsal/scenario-plan.ts';

const RESOURCES = fileURLToPath(new URL('../../../../resources', import.meta.url));
const NO_FEEDS = '{"live":[],"rehearsal":[]}';

/** A plan with the scenarios that it may be played in. */
export interface LoadedPlan extends Plan {
  readonly scenarios: readonly NightScenario[];
}

/**
 * Reads the site, the night and the scenarios of an event: a name under resources/, or a folder. The error names file
 * and field.
 */
export async function loadPlan(event: string): Promise<Result<LoadedPlan>> {
  const folder = existsSync(path.join(event, 'site.json')) ? event : path.join(RESOURCES, event);
  const read = async (name: string) =>
    await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
  const [site, night, feeds, scenarios] = await Promise.all(
    ['site.json', 'night.json', 'feeds.json', 'scenarios.json'].map(read),
  );
  if (site === undefined) {
    return err(
      `there is no event "${event}": give a folder with a site.json, or a name under resources/`,
    );
  }
  if (night === undefined) return err(`${folder}: the event has no night.json to run`);
  const documents = readEventDocuments({
    'site.json': site,
    'night.json': night,
    'feeds.json': feeds ?? NO_FEEDS,
  });
  if (!documents.ok) return err(`${folder}: ${documents.error}`);
  const script = parseNightScript(documents.value.night, documents.value.site);
  if (!script.ok) return err(`${path.join(folder, 'night.json')}: ${script.error}`);
  const plan = { site: documents.value.site, script: script.value };
  const played = readScenarios(
    scenarios === undefined ? {} : { 'scenarios.json': scenarios },
    plan,
  );
  return played.ok ? ok({ ...plan, scenarios: played.value }) : err(`${folder}: ${played.error}`);
}
