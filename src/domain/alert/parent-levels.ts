import type { ZoneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Site } from '../site/site.ts';
import { ALERT_LEVELS, type LevelState } from './ladder.ts';

/**
 * The level of every zone that has children: that of its worst child, where children are zones and the hot-spots in
 * them, however deep. No dwell of its own: its children have theirs. From the inside out.
 */
export function judgeParents(
  site: Pick<Site, 'zones' | 'hotSpots'>,
  shown: ReadonlyMap<string, LevelState>,
  before: Readonly<Record<string, LevelState>>,
  time: Millis,
): readonly { readonly zone: ZoneId; readonly level: LevelState }[] {
  const levels = new Map(shown);
  const judged: { zone: ZoneId; level: LevelState }[] = [];
  const visit = (zone: ZoneId): void => {
    const children = site.zones.filter(({ parent }) => parent === zone).map(({ id }) => id);
    if (children.length === 0) return;
    children.forEach(visit);
    // A leaf is judged by its own figures; its hot-spots count for the zones around it.
    const hotSpots = site.hotSpots
      .filter((hotSpot) => hotSpot.zone === zone || children.includes(hotSpot.zone))
      .map(({ id }) => id);
    const level = worstOf([...children, ...hotSpots], levels, before[zone], time);
    levels.set(zone, level);
    judged.push({ zone, level });
  };
  for (const zone of site.zones) if (zone.parent === undefined) visit(zone.id);
  return judged;
}

/** Orders levels by urgency: nothing known is worse than green and better than any alert. */
function urgency(level: LevelState['level']): number {
  return level === 'unknown' ? 0.5 : ALERT_LEVELS.indexOf(level);
}

function worstOf(
  children: readonly string[],
  levels: ReadonlyMap<string, LevelState>,
  before: LevelState | undefined,
  time: Millis,
): LevelState {
  const known = children.flatMap((child) => {
    const state = levels.get(child);
    return state ? [{ child, state }] : [];
  });
  const worst = Math.max(0, ...known.map(({ state }) => urgency(state.level)));
  const candidates = known
    .filter(({ state }) => urgency(state.level) === worst)
    .sort((a, b) => (a.child < b.child ? -1 : 1));
  // The child that was named before stays named while it is among the worst.
  const named = candidates.find(({ child }) => child === before?.reason.child) ?? candidates[0];
  const level = named?.state.level ?? 'unknown';
  const since = before?.level === level ? before.since : time;
  if (!named || level === 'green') return { level, reason: { cause: 'none' }, since };
  const { figure, threshold } = named.state.reason;
  return {
    level,
    reason: {
      cause: 'child',
      child: named.child,
      ...(figure === undefined ? {} : { figure }),
      ...(threshold === undefined ? {} : { threshold }),
    },
    since,
  };
}
