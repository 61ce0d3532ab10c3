import type { Millis } from '../base/quantity.ts';
import { ALERT_LEVELS, type LadderSettings, type LevelReason, type LevelState } from './ladder.ts';
import { type Figure, type PlaceFigures, thresholdOf } from './level-figures.ts';

/** Whether a place is at a level or above by its figures now, and since when that has been so without a break. */
interface Standing {
  readonly above: boolean;
  readonly since: Millis;
}

/** What the rules remember of one place; plain JSON. */
export interface PlaceState {
  readonly shown: LevelState;
  /** One each for yellow, orange and red; empty while the place is stale. */
  readonly standing: readonly Standing[];
}

const HIGHEST = ALERT_LEVELS.length - 1;

/**
 * Judges one place. A figure reaches a level at its threshold and holds it down to the threshold less the hysteresis;
 * the level shown rises after `riseDwellS` without a break and falls after `fallDwellS`.
 *
 * Without fresh support a place is unknown, never green; but orange and red stay as they are, marked stale: a crush
 * does not end because the camera over it died.
 */
export function judgePlace(
  before: PlaceState | undefined,
  place: PlaceFigures,
  ladder: LadderSettings,
  time: Millis,
): PlaceState {
  const isStale =
    place.supportAt === undefined || time - place.supportAt > ladder.staleAfterS * 1000;
  if (isStale) return { shown: staleLevel(before?.shown, time), standing: [] };

  const shownRank = rankOf(before?.shown.level);
  const rank = Math.max(0, ...place.figures.map((figure) => figureRank(figure, shownRank, ladder)));
  const standing = Array.from({ length: HIGHEST }, (_, index): Standing => {
    const above = rank >= index + 1;
    const past = before?.standing[index];
    return past?.above === above ? past : { above, since: time };
  });
  const next = nextRank(before?.shown.level, standing, ladder, time);
  if (next === undefined) {
    const since = before?.shown.level === 'unknown' ? before.shown.since : time;
    return { shown: { level: 'unknown', reason: { cause: 'none' }, since }, standing };
  }
  const level = ALERT_LEVELS[next] ?? 'red';
  const reason = reasonFor(next, place.figures, before?.shown, ladder);
  const since = before?.shown.level === level ? before.shown.since : time;
  return { shown: { level, reason, since }, standing };
}

/** The level of a place without fresh support. */
function staleLevel(before: LevelState | undefined, time: Millis): LevelState {
  if (before?.level === 'orange' || before?.level === 'red') {
    return { ...before, reason: { ...before.reason, cause: 'stale' } };
  }
  const since = before?.level === 'unknown' ? before.since : time;
  return { level: 'unknown', reason: { cause: 'stale' }, since };
}

/** The highest level that a figure reaches, or still holds when it is shown already. */
function figureRank(figure: Figure, shownRank: number, ladder: LadderSettings): number {
  for (let rank = HIGHEST; rank > 0; rank--) {
    const held = rank <= shownRank ? 1 - ladder.hysteresisShare : 1;
    if (figure.value >= thresholdOf(figure, rank) * held) return rank;
  }
  return 0;
}

/** The rank to show now; undefined: a first rise out of the unknown has not held long enough to be believed. */
function nextRank(
  shown: LevelState['level'] | undefined,
  standing: readonly Standing[],
  ladder: LadderSettings,
  time: Millis,
): number | undefined {
  const held = (index: number, dwellS: number) =>
    time - (standing[index]?.since ?? time) >= dwellS * 1000;
  const isUnknown = shown === undefined || shown === 'unknown';
  const from = rankOf(shown);
  let rank = from;
  for (let next = from + 1; next <= HIGHEST; next++) {
    if (standing[next - 1]?.above && held(next - 1, ladder.riseDwellS)) rank = next;
  }
  if (rank > from) return rank;
  if (isUnknown) return standing[0]?.above ? undefined : 0;
  while (rank > 0 && standing[rank - 1]?.above === false && held(rank - 1, ladder.fallDwellS)) {
    rank -= 1;
  }
  return rank;
}

/**
 * The figure that binds: the one that was given before as long as it holds the level, so that a reason does not flap,
 * else the one furthest above its threshold. During the dwell of a fall nothing binds any more and the old one stays.
 */
function reasonFor(
  rank: number,
  figures: readonly Figure[],
  before: LevelState | undefined,
  ladder: LadderSettings,
): LevelReason {
  if (rank === 0) return { cause: 'none' };
  const held = 1 - ladder.hysteresisShare;
  const excess = (figure: Figure) => figure.value / thresholdOf(figure, rank);
  const binding = figures.filter((figure) => excess(figure) >= held);
  const same = binding.find(({ cause }) => cause === before?.reason.cause);
  const most = (some: readonly Figure[]) =>
    some.reduce<Figure | undefined>(
      (best, figure) => (best && excess(best) >= excess(figure) ? best : figure),
      undefined,
    );
  const worst = most(binding);
  // Fresh again and far below: the figures of now are a better reason than "stale" while the fall dwells.
  const chosen = same ?? worst ?? (before?.reason.cause === 'stale' ? most(figures) : undefined);
  if (chosen) {
    return { cause: chosen.cause, figure: chosen.value, threshold: thresholdOf(chosen, rank) };
  }
  return before && before.level === ALERT_LEVELS[rank] ? before.reason : { cause: 'none' };
}

function rankOf(level: LevelState['level'] | undefined): number {
  return level === undefined || level === 'unknown' ? 0 : ALERT_LEVELS.indexOf(level);
}
