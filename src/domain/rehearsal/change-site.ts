import { err, ok, type Result } from '../base/result.ts';
import { namedIn, numberOf } from './change-value.ts';
import type { ChangedPlan } from './changed-plan.ts';
import type { PlanChange } from './plan-change.ts';

/** Sets the alert value of a hot-spot. */
export function changeHotSpot(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const meant = namedIn(plan.site.hotSpots, change.name, 'hot-spot');
  if (!meant.ok) return meant;
  if (change.property !== 'alertPeople') {
    return err(`a hot-spot has no "${change.property}" to change, only alertPeople`);
  }
  const people = numberOf(change.value, { least: 1, most: 1e6, whole: true });
  if (!people.ok) return people;
  const ids = new Set<string>(meant.value.map(({ id }) => id));
  const hotSpots = plan.site.hotSpots.map((hotSpot) =>
    ids.has(hotSpot.id) ? { ...hotSpot, alertPeople: people.value } : hotSpot,
  );
  return ok({ ...plan, site: { ...plan.site, hotSpots } });
}

/** Sets the width of the passage between two places, in whichever order they are named. */
export function changePassage(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const [from, to] = change.name.split('/');
  const isMeant = (passage: { readonly from: string; readonly to: string }) =>
    change.name === '*' ||
    (passage.from === from && passage.to === to) ||
    (passage.from === to && passage.to === from);
  if (!plan.site.passages.some(isMeant)) {
    const names = plan.site.passages.map((passage) => `${passage.from}/${passage.to}`);
    return err(`there is no passage "${change.name}", only ${names.join(', ')}`);
  }
  if (change.property !== 'clearWidthM') {
    return err(`a passage has no "${change.property}" to change, only clearWidthM`);
  }
  const width = numberOf(change.value, { least: 0.5, most: 200 });
  if (!width.ok) return width;
  const passages = plan.site.passages.map((passage) =>
    isMeant(passage) ? { ...passage, clearWidthM: width.value } : passage,
  );
  return ok({ ...plan, site: { ...plan.site, passages } });
}
