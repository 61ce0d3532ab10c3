import process from 'node:process';
import { checkPlan as checksOf } from '../../domain/rehearsal/check-plan.ts';
import { applyPlanChanges } from '../../domain/rehearsal/plan-changes.ts';
import { siteAtRelease } from '../hub/rehearsal/site-at-release.ts';
import type { CheckPlanOptions } from './check-plan-options.ts';
import { loadPlan } from './event-runs/load-plan.ts';
import { planChecksText } from './event-runs/plan-checks-text.ts';

/** Checks the plan of an event and prints what a planner signs; resolves to 1 when something blocks it. */
export async function checkPlan(options: CheckPlanOptions): Promise<number> {
  const plan = await loadPlan(options.event);
  const changed = plan.ok ? applyPlanChanges(options.changes, plan.value) : plan;
  if (!changed.ok) {
    process.stderr.write(`anlan check-plan: ${changed.error}\n`);
    return 1;
  }
  const { script } = changed.value;
  const site = siteAtRelease(changed.value, options.minutes);
  const checks = checksOf(site, script, options.people, options.minutes);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ plan: site.id, changes: options.changes, ...checks })}\n`
      : planChecksText(site.name.en, checks),
  );
  return checks.blockers > 0 ? 1 : 0;
}
