import type { Millis } from '../base/quantity.ts';
import type { BroadcastStep } from '../forces/broadcast.ts';
import type { Entry, EntryOf } from '../session/entry.ts';
import type { World } from '../session/world.ts';
import type { Ground } from '../site/ground.ts';
import type { DueMoments } from './due-moments.ts';
import { placeInEarshot } from './near-place.ts';
import { AFTER_MS, BEFORE_MS } from './order-fold.ts';
import { placeMoment } from './place-moment.ts';
import type { BeforeAfter, BroadcastReview, Span } from './review-report.ts';
import type { WorldPast } from './world-past.ts';

type Draft = Omit<BroadcastReview, 'steps' | 'known'> & {
  readonly steps: { at: Millis; step: BroadcastStep }[];
  known?: BeforeAfter;
};

/** What each loudspeaker order was given on, where the drone was, and what followed at the place below. */
export class BroadcastFold {
  readonly #ground: Pick<Ground, 'site' | 'leaves' | 'metres'>;
  readonly #broadcasts = new Map<string, Draft>();

  constructor(ground: Pick<Ground, 'site' | 'leaves' | 'metres'>) {
    this.#ground = ground;
  }

  /** `world`: before the entry. */
  take(entry: Entry, world: World, past: WorldPast, due: DueMoments): void {
    if (entry.kind === 'broadcastProgress') {
      const { order, step } = entry.payload;
      const draft = this.#broadcasts.get(order);
      if (draft && draft.steps.at(-1)?.step !== step) {
        draft.steps.push({ at: entry.recordedAt, step });
      }
    }
    if (entry.kind === 'broadcastOrder') this.#begin(entry, world, past, due);
  }

  broadcasts(span: Span): readonly BroadcastReview[] {
    return [...this.#broadcasts.values()].filter(({ at }) => at >= span.from && at <= span.to);
  }

  #begin(
    { payload, recordedAt: at }: EntryOf<'broadcastOrder'>,
    world: World,
    past: WorldPast,
    due: DueMoments,
  ): void {
    const { order, drone, message, by } = payload;
    const report = world.drones[drone]?.report;
    const near = report && placeInEarshot(this.#ground, [report.lon, report.lat]);
    const draft: Draft = {
      order,
      at,
      by,
      drone,
      message,
      steps: [{ at, step: 'ordered' }],
      ...(report
        ? {
            callsign: report.callsign,
            position: {
              lon: report.lon,
              lat: report.lat,
              ageS: Math.max(0, at - report.observedAt) / 1_000,
            },
          }
        : {}),
      ...(near ? { place: near.id, placeName: near.name, distanceM: near.distanceM } : {}),
    };
    this.#broadcasts.set(order, draft);
    if (near) this.#follow(draft, near.id, past, due);
  }

  #follow(draft: Draft, place: string, past: WorldPast, due: DueMoments): void {
    const { at } = draft;
    const before = past.at(at - BEFORE_MS);
    const [after5, after10] = AFTER_MS;
    let known: BeforeAfter = {
      ...(before ? { before5Min: placeMoment(before, place, at - BEFORE_MS) } : {}),
      atOrder: { at, level: 'unknown' },
    };
    const learn = (more: Partial<BeforeAfter>) => {
      known = { ...known, ...more };
      draft.known = known;
    };
    due.add(at, (world) => learn({ atOrder: placeMoment(world, place, at) }));
    due.add(at + after5, (later, when) => learn({ after5Min: placeMoment(later, place, when) }));
    due.add(at + after10, (later, when) => learn({ after10Min: placeMoment(later, place, when) }));
  }
}
