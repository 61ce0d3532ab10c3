import { ALERT_LEVELS, type LadderSettings } from '../alert/ladder.ts';
import { type Figure, placeFigures, thresholdOf } from '../alert/level-figures.ts';
import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import type { Ground } from '../site/ground.ts';
import { type RaisedAlert, rankOf } from './alert-fold.ts';
import type { Crossing, CrossingsReview, Span } from './review-report.ts';

/** An alert answers a crossing when it stands within this time of it. */
export const ALERT_TOLERANCE_MS: Millis = 120_000;

interface Open {
  readonly at: Millis;
  readonly figure: Figure;
  held: boolean;
}

type Ungrounded = Omit<Crossing, 'name' | 'alert'>;

/**
 * Thresholds that figures of places crossed in a pass over the readings in the order in which they were true. A
 * crossing begins at the first estimate with a figure at the threshold, ends as an alert would (hysteresis, and fresh
 * support), and counts when it was still there after the time that an alert needs to rise.
 */
export class CrossingFold {
  readonly #ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>;
  readonly #ladder: LadderSettings;
  /** By place and rank. */
  readonly #open = new Map<string, Open>();
  readonly #crossings: Ungrounded[] = [];

  constructor(ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>, ladder: LadderSettings) {
    this.#ground = ground;
    this.#ladder = ladder;
  }

  /** Takes the next estimate of the pass. */
  take(estimate: Estimate): void {
    const { issuedAt: at } = estimate;
    for (const { place, figures, supportAt } of placeFigures(
      this.#ground,
      estimate,
      this.#ladder,
    )) {
      const isStale = supportAt === undefined || at - supportAt > this.#ladder.staleAfterS * 1_000;
      for (let rank = 1; rank < ALERT_LEVELS.length; rank++) {
        this.#judge(place, rank, isStale ? [] : figures, at);
      }
    }
  }

  /** Held against the alerts that the seats saw. */
  review(
    span: Span,
    alerts: readonly RaisedAlert[],
    stepS: number,
    names: ReadonlyMap<string, Crossing['name']>,
  ): CrossingsReview {
    for (const key of [...this.#open.keys()]) this.#end(key, undefined);
    const crossings = this.#crossings
      .filter(({ at }) => at >= span.from && at < span.to)
      .toSorted((a, b) => a.at - b.at || (a.place < b.place ? -1 : 1))
      .map((crossing): Crossing => {
        const alert = alerts.find((one) => answers(one, crossing));
        const name = names.get(crossing.place) ?? { zh: crossing.place, en: crossing.place };
        return { ...crossing, name, ...(alert ? { alert: alert.id } : {}) };
      });
    return {
      ...span,
      pass: 'true',
      stepS,
      holdS: this.#ladder.riseDwellS,
      toleranceS: ALERT_TOLERANCE_MS / 1_000,
      crossings,
      missed: crossings.filter(({ alert }) => alert === undefined).length,
    };
  }

  #judge(place: string, rank: number, figures: readonly Figure[], at: Millis): void {
    const key = `${rank} ${place}`;
    const open = this.#open.get(key);
    const held = open ? 1 - this.#ladder.hysteresisShare : 1;
    const above = figures.find((figure) => figure.value >= thresholdOf(figure, rank) * held);
    if (!above) {
      if (open) this.#end(key, at);
      return;
    }
    if (!open) this.#open.set(key, { at, figure: above, held: this.#ladder.riseDwellS === 0 });
    else if (at - open.at >= this.#ladder.riseDwellS * 1_000) open.held = true;
  }

  #end(key: string, until: Millis | undefined): void {
    const open = this.#open.get(key);
    this.#open.delete(key);
    if (!open?.held) return;
    const rank = Number(key.slice(0, 1));
    this.#crossings.push({
      place: key.slice(2),
      level: ALERT_LEVELS[rank] as Crossing['level'],
      cause: open.figure.cause,
      at: open.at,
      ...(until === undefined ? {} : { until }),
      value: open.figure.value,
      threshold: thresholdOf(open.figure, rank),
    });
  }
}

function answers(alert: RaisedAlert, { place, level, at }: Ungrounded): boolean {
  return (
    alert.place === place &&
    rankOf(alert.level) >= rankOf(level) &&
    alert.raisedAt <= at + ALERT_TOLERANCE_MS &&
    (alert.clearedAt ?? Number.POSITIVE_INFINITY) > at - ALERT_TOLERANCE_MS
  );
}

/** From an alert until its place reached red while it stood; negative where red came first. */
export function leadTimeMs(alert: RaisedAlert, crossings: readonly Crossing[]): Millis | undefined {
  const cleared = alert.clearedAt ?? Number.POSITIVE_INFINITY;
  const red = crossings.find(
    ({ place, level, at, until }) =>
      place === alert.place &&
      level === 'red' &&
      at < cleared &&
      (until ?? Number.POSITIVE_INFINITY) > alert.raisedAt,
  );
  return red && red.at - alert.raisedAt;
}
