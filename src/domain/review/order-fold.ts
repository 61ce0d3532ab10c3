import { MINUTE } from '../base/quantity.ts';
import type { Entry, EntryOf } from '../session/entry.ts';
import type { World } from '../session/world.ts';
import type { Site } from '../site/site.ts';
import type { DueMoments } from './due-moments.ts';
import { flowMoment, placeMoment } from './place-moment.ts';
import type { OrderReview, Span } from './review-report.ts';
import type { WorldPast } from './world-past.ts';

/** How far orders are looked back from and followed. */
export const BEFORE_MS = 5 * MINUTE;
export const AFTER_MS = [5 * MINUTE, 10 * MINUTE] as const;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What each checkpoint order was given on, and what followed. */
export class OrderFold {
  readonly #checkpoints: ReadonlyMap<string, Site['checkpoints'][number]>;
  readonly #zones: ReadonlyMap<string, Site['zones'][number]>;
  readonly #orders = new Map<string, Writable<OrderReview>>();

  constructor(site: Pick<Site, 'checkpoints' | 'zones'>) {
    this.#checkpoints = new Map(site.checkpoints.map((one) => [one.id, one]));
    this.#zones = new Map(site.zones.map((one) => [one.id, one]));
  }

  /** `world`: before the entry. */
  take(entry: Entry, world: World, past: WorldPast, due: DueMoments): void {
    if (entry.kind === 'orderConfirmed') {
      const order = this.#orders.get(entry.payload.order);
      if (order) order.effectiveAt = entry.payload.effectiveAt;
    }
    if (entry.kind === 'orderRefused') {
      const order = this.#orders.get(entry.payload.order);
      if (order) order.refused = entry.payload.reason;
    }
    if (entry.kind === 'checkpointOrder') this.#begin(entry, world, past, due);
  }

  orders(span: Span): readonly OrderReview[] {
    return [...this.#orders.values()].filter(({ at }) => at >= span.from && at <= span.to);
  }

  #begin(
    { payload, recordedAt: at }: EntryOf<'checkpointOrder'>,
    world: World,
    past: WorldPast,
    due: DueMoments,
  ): void {
    const checkpoint = this.#checkpoints.get(payload.checkpoint);
    if (!checkpoint) return;
    const { id, inner: place } = checkpoint;
    const before = past.at(at - BEFORE_MS);
    const order: Writable<OrderReview> = {
      order: payload.order,
      at,
      by: payload.by,
      checkpoint: id,
      name: checkpoint.name,
      mode: payload.mode,
      ...(payload.meteredPerMinLane === undefined
        ? {}
        : { meteredPerMinLane: payload.meteredPerMinLane }),
      modeBefore: world.checkpoints[id]?.mode ?? checkpoint.mode,
      place,
      placeName: this.#zones.get(place)?.name ?? { zh: place, en: place },
      known: {
        ...(before ? { before5Min: placeMoment(before, place, at - BEFORE_MS) } : {}),
        atOrder: { at, level: 'unknown' },
      },
      flow: {
        ...(before ? { before5Min: flowMoment(before, id, at - BEFORE_MS) } : {}),
        atOrder: { at },
      },
    };
    this.#orders.set(payload.order, order);
    const [after5, after10] = AFTER_MS;
    due.add(at, (world) => {
      order.known = { ...order.known, atOrder: placeMoment(world, place, at) };
      order.flow = { ...order.flow, atOrder: flowMoment(world, id, at) };
    });
    due.add(at + after5, (later, when) => {
      order.known = { ...order.known, after5Min: placeMoment(later, place, when) };
      order.flow = { ...order.flow, after5Min: flowMoment(later, id, when) };
    });
    due.add(at + after10, (later, when) => {
      order.known = { ...order.known, after10Min: placeMoment(later, place, when) };
      order.flow = { ...order.flow, after10Min: flowMoment(later, id, when) };
    });
  }
}
