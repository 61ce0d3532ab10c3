import type { HotSpotId, ZoneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import type { EntryPayloads } from '../session/entry.ts';
import type { Ground } from '../site/ground.ts';
import type { LadderSettings, LevelState } from './ladder.ts';
import { placeFigures } from './level-figures.ts';
import { judgeParents } from './parent-levels.ts';
import { judgePlace, type PlaceState } from './place-level.ts';

/** What the rules remember between two judgements; plain JSON, goes into a snapshot. */
export interface RulesState {
  readonly places: Readonly<Record<string, PlaceState>>;
  readonly parents: Readonly<Record<string, LevelState>>;
}

/** What the rules judge. `time` is the session's, in milliseconds. */
export interface RulesInput {
  readonly ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>;
  readonly estimate: Estimate;
  readonly ladder: LadderSettings;
  readonly time: Millis;
}

/** The memory of rules that have judged nothing yet. */
export function emptyRulesState(): RulesState {
  return { places: {}, parents: {} };
}

/**
 * Judges every leaf zone and hot-spot by its figures, and every parent by its worst child. Pure.
 * `changes` holds the places whose level or reason changed: leaf zones and hot-spots first, then parents from the
 * inside out. A figure that moves within its level is no change.
 */
export function judge(
  state: RulesState,
  input: RulesInput,
): { readonly state: RulesState; readonly changes: readonly EntryPayloads['level'][] } {
  const { ground, estimate, ladder, time } = input;
  const places: Record<string, PlaceState> = {};
  const changes: EntryPayloads['level'][] = [];
  for (const figures of placeFigures(ground, estimate, ladder)) {
    const before = state.places[figures.place];
    const after = judgePlace(before, figures, ladder, time);
    places[figures.place] = after;
    if (isChange(before?.shown, after.shown)) {
      changes.push({ place: figures.place, state: after.shown });
    }
  }
  const shown = new Map(Object.entries(places).map(([place, { shown: level }]) => [place, level]));
  const parents: Record<string, LevelState> = {};
  for (const { zone, level } of judgeParents(ground.site, shown, state.parents, time)) {
    parents[zone] = level;
    if (isChange(state.parents[zone], level)) changes.push({ place: zone, state: level });
  }
  return { state: { places, parents }, changes };
}

/** Every level that the rules hold, leaf zones and hot-spots first. */
export function shownLevels(state: RulesState): readonly EntryPayloads['level'][] {
  const named = (place: string, shown: LevelState) => ({
    place: place as ZoneId | HotSpotId,
    state: shown,
  });
  return [
    ...Object.entries(state.places).map(([place, { shown }]) => named(place, shown)),
    ...Object.entries(state.parents).map(([place, shown]) => named(place, shown)),
  ];
}

function isChange(before: LevelState | undefined, after: LevelState): boolean {
  return (
    before?.level !== after.level ||
    before.reason.cause !== after.reason.cause ||
    before.reason.threshold !== after.reason.threshold ||
    before.reason.child !== after.reason.child
  );
}
