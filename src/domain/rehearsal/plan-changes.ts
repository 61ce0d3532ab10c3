import { err, ok, type Result } from '../base/result.ts';
import { nightClock, parseNightScript } from '../plan/night-script.ts';
import { CHECKPOINT_MODES, siteSchema } from '../site/site.ts';
import { changeCheckpoint } from './change-checkpoint.ts';
import { changeGate, changePeople, changeRelease, changeZone } from './change-night.ts';
import { changeHotSpot, changePassage } from './change-site.ts';
import type { ChangedPlan, Plan } from './changed-plan.ts';
import { type ChangeTarget, type PlanChange, parsePlanChange } from './plan-change.ts';
import { scriptedOrders } from './scripted-orders.ts';

/** What can be changed, one line each, for the command line's help. */
export const PLAN_CHANGES_HELP = `  checkpoint.N.mode[@HH:MM]=${CHECKPOINT_MODES.join('|')}
  checkpoint.N.meteredPerMinLane[@HH:MM]=20   (makes it metered)
  checkpoint.N.lanes=8  checkpoint.N.clearWidthM=6  checkpoint.N.staffed=yes|no
  gate.ID.closedFrom=23:30  gate.ID.closed=23:30-00:15  gate.ID.clearWidthM=6
  gate.ID.arriving.factor=1.5  gate.ID.leaving.factor=0.5
  zone.ID.attraction.factor=1.2  zone.ID.designDensityPerM2=2.5
  hotSpot.ID.alertPeople=5000  passage.FROM/TO.clearWidthM=8
  people.factor=1.1  people.visits.factor=1.1  people.occupancy.factor=1.1  release.startsAt=00:05
  N is a checkpoint's number or id; * in its place means all of them`;

type Apply = (plan: ChangedPlan, change: PlanChange) => Result<ChangedPlan>;

const APPLY: Readonly<Record<ChangeTarget, Apply>> = {
  checkpoint: changeCheckpoint,
  gate: changeGate,
  zone: changeZone,
  hotSpot: changeHotSpot,
  passage: changePassage,
  people: changePeople,
  release: changeRelease,
};

/**
 * The plan with the changes applied one after the other. The plan given is left as it is. An error names the change
 * and says what would be right; values are held to the documents' own rules.
 */
export function applyPlanChanges(changes: readonly string[], plan: Plan): Result<ChangedPlan> {
  let changed: ChangedPlan = { ...plan, orders: scriptedOrders(plan.script), widths: [] };
  for (const text of changes) {
    const change = parsePlanChange(text);
    if (!change.ok) return change;
    const next = applied(changed, change.value);
    if (!next.ok) return err(`change "${change.value.text}": ${next.error}`);
    changed = next.value;
  }
  const orders = changed.orders.toSorted((a, b) => a.atS - b.atS);
  return ok({ ...changed, orders });
}

function applied(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  if (change.at !== undefined) {
    if (change.target !== 'checkpoint') return err('only checkpoints take a time after @');
    const clock = nightClock(plan.script);
    if (clock.startsAt + clock.secondOf(change.at) * 1_000 >= clock.endsAt) {
      return err(`${change.at} is not within the night of the script`);
    }
  }
  const next = APPLY[change.target](plan, change);
  if (!next.ok) return next;
  const { site, script } = next.value;
  if (site !== plan.site) {
    const checked = siteSchema.safeParse(site);
    const [issue] = checked.error?.issues ?? [];
    if (issue) return err(`${change.property} cannot be ${change.value}: ${issue.message}`);
  }
  if (script !== plan.script) {
    const checked = parseNightScript(script, site);
    if (!checked.ok) return checked;
  }
  return next;
}
