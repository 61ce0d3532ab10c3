import { err, ok, type Result } from '../base/result.ts';
import { type NightScript, nightClock } from '../plan/night-script.ts';
import { leafZones } from '../site/site.ts';
import { closedCurve, scaledCurve } from './change-curve.ts';
import { namedIn, numberOf } from './change-value.ts';
import type { ChangedPlan } from './changed-plan.ts';
import type { PlanChange } from './plan-change.ts';

const FACTOR = { least: 0, most: 10 };
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Closes a gate for a time, makes it likelier or less likely, or sets its width. */
export function changeGate(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const meant = namedIn(plan.site.gates, change.name, 'gate');
  if (!meant.ok) return meant;
  const ids = new Set<string>(meant.value.map(({ id }) => id));
  if (change.property === 'clearWidthM') {
    const width = numberOf(change.value, { least: 0.5, most: 120 });
    if (!width.ok) return width;
    const gates = plan.site.gates.map((gate) =>
      ids.has(gate.id) ? { ...gate, clearWidthM: width.value } : gate,
    );
    return ok({ ...plan, site: { ...plan.site, gates } });
  }
  const edit = gateEdit(plan.script, change);
  if (!edit.ok) return edit;
  const gates = plan.script.gates.map((gate) => (ids.has(gate.gate) ? edit.value(gate) : gate));
  const left = gates.some(({ leaving }) => leaving.some(([, weight]) => weight > 0));
  if (!left) return err('nobody could leave by any gate any more');
  return ok({ ...plan, script: { ...plan.script, gates } });
}

type ScriptGate = NightScript['gates'][number];

function gateEdit(
  script: NightScript,
  { property, value }: PlanChange,
): Result<(gate: ScriptGate) => ScriptGate> {
  const clock = nightClock(script);
  const closing = (from: string, until?: string) =>
    ok((gate: ScriptGate) => ({
      ...gate,
      arriving: closedCurve(gate.arriving, clock, from, until),
      leaving: closedCurve(gate.leaving, clock, from, until),
    }));
  if (property === 'closedFrom') {
    return CLOCK.test(value) ? closing(value) : err(`a time HH:MM stands there, not "${value}"`);
  }
  if (property === 'closed') {
    const [from = '', until = '', ...more] = value.split('-');
    const right = CLOCK.test(from) && CLOCK.test(until) && more.length === 0;
    if (!right) return err(`two times HH:MM-HH:MM stand there, not "${value}"`);
    if (clock.secondOf(until) - clock.secondOf(from) < 60)
      return err(`${until} is not after ${from}`);
    return closing(from, until);
  }
  if (property === 'arriving.factor' || property === 'leaving.factor') {
    const factor = numberOf(value, FACTOR);
    if (!factor.ok) return factor;
    const which = property === 'arriving.factor' ? 'arriving' : 'leaving';
    return ok((gate) => ({ ...gate, [which]: scaledCurve(gate[which], factor.value) }));
  }
  return err(
    `a gate has no "${property}" to change, only closedFrom, closed, clearWidthM, arriving.factor and leaving.factor`,
  );
}

/** Makes a zone more or less attractive, or sets its design density. */
export function changeZone(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const meant = namedIn(leafZones(plan.site), change.name, 'leaf zone');
  if (!meant.ok) return meant;
  const ids = new Set<string>(meant.value.map(({ id }) => id));
  if (change.property === 'designDensityPerM2') {
    const density = numberOf(change.value, { least: 0.1, most: 8 });
    if (!density.ok) return density;
    const zones = plan.site.zones.map((zone) =>
      ids.has(zone.id) ? { ...zone, designDensityPerM2: density.value } : zone,
    );
    return ok({ ...plan, site: { ...plan.site, zones } });
  }
  if (change.property === 'attraction.factor') {
    const factor = numberOf(change.value, FACTOR);
    if (!factor.ok) return factor;
    const zones = plan.script.zones.map((zone) =>
      ids.has(zone.zone)
        ? { ...zone, attraction: scaledCurve(zone.attraction, factor.value) }
        : zone,
    );
    return ok({ ...plan, script: { ...plan.script, zones } });
  }
  return err(
    `a zone has no "${change.property}" to change, only attraction.factor and designDensityPerM2`,
  );
}

/**
 * `people.factor` scales the whole night; `visits.factor` those who arrive after its start, the people inside staying
 * as scripted; `occupancy.factor` the people inside, as far as so many have come.
 */
export function changePeople(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const factor = numberOf(change.value, FACTOR);
  if (!factor.ok) return factor;
  const { initial, visits, occupancy } = plan.script.people;
  const by = (people: NightScript['people']) => ok({ ...plan, script: { ...plan.script, people } });
  switch (change.property) {
    case 'factor': {
      const begin = Math.round(initial * factor.value);
      return by({
        initial: begin,
        visits: scaledCurve(visits, factor.value, 1).map(([at, people], index) =>
          index === 0 ? ([at, begin] as const) : ([at, people] as const),
        ),
        occupancy: scaledCurve(occupancy, factor.value, 1),
      });
    }
    case 'visits.factor':
      return by({
        initial,
        visits: visits.map(
          ([at, people]) => [at, initial + Math.round((people - initial) * factor.value)] as const,
        ),
        occupancy,
      });
    case 'occupancy.factor':
      return by({ initial, visits, occupancy: scaledCurve(occupancy, factor.value, 1) });
    default:
      return err(
        `people have no "${change.property}" to change, only factor, visits.factor and occupancy.factor`,
      );
  }
}

/** Moves the start of the release; its curve of setting out moves along. */
export function changeRelease(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const { script } = plan;
  if (change.property !== 'startsAt') {
    return err(`the release has no "${change.property}" to change, only startsAt`);
  }
  if (!CLOCK.test(change.value)) return err(`a time HH:MM stands there, not "${change.value}"`);
  const clock = nightClock(script);
  const laterS = clock.secondOf(change.value) - clock.secondOf(script.release.startsAt);
  const time = (at: string) =>
    clock.iso(clock.startsAt + (clock.secondOf(at) + laterS) * 1_000).slice(11, 19);
  const setOut = script.release.setOut.map(([at, share]) => [time(at), share] as const);
  return ok({
    ...plan,
    script: { ...script, release: { ...script.release, startsAt: change.value, setOut } },
  });
}
