import type { Millis } from '../base/quantity.ts';
import { MINUTE } from '../base/quantity.ts';
import { supportedArea, supportedPlace } from '../crowd/supported.ts';
import type { World } from '../session/world.ts';
import type { Ground } from '../site/ground.ts';
import { estimateAt } from './place-moment.ts';
import type { ReviewCurve, Span } from './review-report.ts';

/** A curve has no more points than this: a day by minutes. */
const MOST_POINTS = 1_500;

/** The steps that a curve may have. */
const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440] as const;

/** People in the area and in each zone at full minutes (of a long recording: at full steps of minutes). */
export class CurveFold {
  readonly #stepMs: Millis;
  readonly #until: Millis;
  #next: Millis;
  readonly #at: Millis[] = [];
  readonly #area: (number | null)[] = [];
  readonly #zones: Readonly<Record<string, (number | null)[]>>;

  constructor(ground: Pick<Ground, 'leaves'>, { from, to }: Span) {
    const step = STEPS_MIN.find((minutes) => (to - from) / (minutes * MINUTE) <= MOST_POINTS);
    this.#stepMs = (step ?? 1_440) * MINUTE;
    this.#until = to;
    this.#next = Math.ceil(from / this.#stepMs) * this.#stepMs;
    this.#zones = Object.fromEntries(ground.leaves.map(({ id }) => [id, []]));
  }

  /** Takes every point before `before`, at which `world` still held. */
  take(before: Millis, world: World): void {
    for (; this.#next < before && this.#next <= this.#until; this.#next += this.#stepMs) {
      const estimate = estimateAt(world, this.#next);
      this.#at.push(this.#next);
      this.#area.push(supportedArea(estimate)?.area.people ?? null);
      const people = new Map<string, number>(
        estimate?.zones.filter(supportedPlace).map(({ zone, people }) => [zone, people]),
      );
      for (const [zone, points] of Object.entries(this.#zones)) {
        points.push(people.get(zone) ?? null);
      }
    }
  }

  curve(): ReviewCurve {
    return { stepMs: this.#stepMs, at: this.#at, area: this.#area, zones: this.#zones };
  }
}
