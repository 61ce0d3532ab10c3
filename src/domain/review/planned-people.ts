import type { Millis } from '../base/quantity.ts';
import { nightClock, nightScriptSchema } from '../plan/night-script.ts';
import { valueAt } from '../rehearsal/change-curve.ts';

/** Of the script only what is read here: what else is wrong with it does not matter to a review. */
const planSchema = nightScriptSchema.pick({ startsAt: true, endsAt: true, people: true });

/** People that the event's plan had in the area at an instant; undefined before and after the planned night. */
export type PlannedPeople = (at: Millis) => number | undefined;

/**
 * Reads the planned curve of people in the area from the event's script (`night.json`); undefined where the event has
 * none that can be read.
 */
export function plannedPeople(night: unknown): PlannedPeople | undefined {
  const script = planSchema.safeParse(night);
  if (!script.success) return undefined;
  const { people } = script.data;
  const clock = nightClock(script.data);
  return (at) => {
    if (at < clock.startsAt || at > clock.endsAt) return undefined;
    return valueAt(people.occupancy, clock, (at - clock.startsAt) / 1_000);
  };
}
