import { ALERT_LEVELS, type AlertLevel, type LevelReason } from '../alert/ladder.ts';
import type { Millis } from '../base/quantity.ts';
import type { EntryOf } from '../session/entry.ts';
import { alertId } from '../session/review-mark.ts';
import type { AlertReview, PlaceMoment, ShownLevel } from './review-report.ts';

/** An alert as the level entries tell it. */
export interface RaisedAlert {
  readonly id: string;
  readonly place: string;
  readonly level: AlertReview['level'];
  readonly raisedAt: Millis;
  readonly reason: LevelReason;
  clearedAt?: Millis;
  known: PlaceMoment;
}

/**
 * Alerts from the changes of levels: each rise of a place to yellow, orange or red is one, and it ends when the level
 * falls below. `places`: the leaf zones and hot-spots; a parent only repeats its worst child.
 */
export class AlertFold {
  readonly #places: ReadonlySet<string>;
  readonly #shown = new Map<string, ShownLevel>();
  readonly alerts: RaisedAlert[] = [];

  constructor(places: Iterable<string>) {
    this.#places = new Set(places);
  }

  /** Takes a change of level; returns the alert that it raised, if it did. */
  take({ payload, recordedAt }: EntryOf<'level'>): RaisedAlert | undefined {
    const { place, state } = payload;
    if (!this.#places.has(place)) return undefined;
    const before = rankOf(this.#shown.get(place));
    const rank = rankOf(state.level);
    this.#shown.set(place, state.level);
    if (rank < before) this.#clear(place, rank, state.since);
    if (rank <= before) return undefined;
    const raised: RaisedAlert = {
      id: alertId(place, state.since),
      place,
      level: ALERT_LEVELS[rank] as Exclude<AlertLevel, 'green'>,
      raisedAt: state.since,
      reason: state.reason,
      known: { at: recordedAt, level: state.level },
    };
    this.alerts.push(raised);
    return raised;
  }

  #clear(place: string, rank: number, at: Millis): void {
    for (const alert of this.alerts) {
      if (alert.place !== place || alert.clearedAt !== undefined) continue;
      if (rankOf(alert.level) > rank) alert.clearedAt = at;
    }
  }
}

/** Green and unknown are no alert. */
export function rankOf(level: ShownLevel | undefined): number {
  return level === undefined || level === 'unknown' ? 0 : ALERT_LEVELS.indexOf(level);
}
