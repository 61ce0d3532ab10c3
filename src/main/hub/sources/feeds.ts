import type { FeedId } from '../../../domain/base/ids.ts';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import type { FeedHealth, FeedState } from '../../../domain/session/delivery.ts';
import type { DeliveryReceipt, SourceSink } from '../../../domain/session/source.ts';
import type { Decoded } from '../adapters/adapter.ts';
import { ADAPTERS } from '../adapters/registry.ts';
import type { FeedSettings } from './feed-settings.ts';

/** Finds the sensor whose polygon holds a WGS84 position. */
export type SensorAt = (position: LonLat) => string | undefined;

/** What feeds are made from. */
export interface FeedPlan {
  readonly settings: readonly FeedSettings[];
  readonly sensorAt: SensorAt;
  /** The accounts of an earlier run of the same session. */
  readonly before: Readonly<Record<string, FeedState>>;
}

interface FeedUnderway {
  state: FeedState;
  readonly silentAfterS: number;
  receive?: (body: Uint8Array) => Promise<DeliveryReceipt>;
}

/** The feeds of one session: runs their adapters and keeps account of each. */
export class Feeds {
  readonly #sink: SourceSink;
  readonly #sensorAt: SensorAt;
  readonly #feeds = new Map<string, FeedUnderway>();
  readonly #abort = new AbortController();

  /** Throws in words on a configuration that cannot work. */
  constructor(plan: FeedPlan, sink: SourceSink) {
    this.#sink = sink;
    this.#sensorAt = plan.sensorAt;
    for (const setting of plan.settings) this.#plugIn(setting, plan.before[setting.feed]);
  }

  /** Hands a message to a feed's adapter; undefined when there is no such feed. */
  async receive(feed: string, body: Uint8Array): Promise<DeliveryReceipt | undefined> {
    const found = this.#feeds.get(feed);
    return await found?.receive?.(body);
  }

  /** How every feed stands at the session's clock. */
  states(): readonly FeedState[] {
    const now = this.#sink.now();
    return [...this.#feeds.values()].map(({ state, silentAfterS }) => ({
      ...state,
      health: healthAt(state, silentAfterS, now),
    }));
  }

  stop(): void {
    this.#abort.abort();
  }

  #plugIn(setting: FeedSettings, before: FeedState | undefined): void {
    const adapter = ADAPTERS[setting.adapter];
    if (!adapter) {
      const known = Object.keys(ADAPTERS).join(', ');
      throw new Error(`feed ${setting.feed}: no adapter "${setting.adapter}" (there are ${known})`);
    }
    const { feed, adapter: kind, name: _name, silentAfterS, ...rest } = setting;
    const config = adapter.config.safeParse(rest);
    if (!config.success) {
      const [issue] = config.error.issues;
      throw new Error(`feed ${feed}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'bad'}`);
    }
    const underway: FeedUnderway = {
      silentAfterS,
      state: before ?? {
        feed,
        adapter: kind,
        health: 'waiting',
        messages: 0,
        accepted: 0,
        duplicate: 0,
        late: 0,
        refused: 0,
      },
    };
    this.#feeds.set(feed, underway);
    const sink = this.#sink;
    adapter.start(
      config.data,
      {
        deliver: (decoded) => this.#deliver(feed, underway, decoded),
        fail: (reason) => {
          underway.state = {
            ...underway.state,
            messages: underway.state.messages + 1,
            refused: underway.state.refused + 1,
            lastError: reason,
            lastErrorAt: sink.now(),
          };
        },
        receivedAt: () => sink.now(),
        sensorAt: this.#sensorAt,
        endpoint: (receive) => {
          underway.receive = receive;
        },
      },
      this.#abort.signal,
    );
  }

  async #deliver(feed: FeedId, underway: FeedUnderway, decoded: Decoded): Promise<DeliveryReceipt> {
    const receipt = await this.#sink.deliver({
      feed,
      receivedAt: this.#sink.now(),
      ...decoded,
    });
    const { state } = underway;
    const now = this.#sink.now();
    const [firstRefused] = receipt.refused;
    underway.state = {
      ...state,
      lastMessageAt: now,
      messages: state.messages + 1,
      accepted: state.accepted + receipt.accepted,
      duplicate: state.duplicate + receipt.duplicate,
      late: state.late + receipt.late,
      refused: state.refused + receipt.refused.length,
      ...(firstRefused
        ? {
            lastError: `${firstRefused.sensor === undefined ? '' : `${firstRefused.sensor}: `}${firstRefused.reason}`,
            lastErrorAt: now,
          }
        : {}),
    };
    return receipt;
  }
}

function healthAt(state: FeedState, silentAfterS: number, now: Millis): FeedHealth {
  const failedLast =
    state.lastErrorAt !== undefined && state.lastErrorAt >= (state.lastMessageAt ?? 0);
  if (failedLast && now - state.lastErrorAt < silentAfterS * 1_000) return 'failing';
  if (state.lastMessageAt === undefined) return 'waiting';
  return now - state.lastMessageAt > silentAfterS * 1_000 ? 'silent' : 'ok';
}
