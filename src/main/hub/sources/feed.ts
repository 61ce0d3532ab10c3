import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err, type Result } from '../../../domain/base/result.ts';
import type { BroadcastOrder } from '../../../domain/forces/broadcast.ts';
import type { FeedHealth, FeedRecording, FeedState } from '../../../domain/session/delivery.ts';
import type { RawMessageView } from '../../../domain/session/feed-controls.ts';
import type { DeliveryReceipt, SourceSink } from '../../../domain/session/source.ts';
import type {
  Adapter,
  AdapterOut,
  Decoded,
  FeedLink,
  RawMessage,
  Receive,
} from '../adapters/adapter.ts';
import type { FeedPlan } from './feed-plan.ts';
import type { FeedSettings } from './feed-settings.ts';
import { RawRing } from './raw-ring.ts';

/** A feed ready to be started: its settings, and its adapter with a configuration it has checked. */
export interface CheckedFeed {
  readonly settings: FeedSettings;
  readonly adapter: Adapter<unknown>;
  readonly config: unknown;
}

/** One feed of a session: runs its adapter, keeps its account and its last messages. */
export class Feed {
  readonly settings: FeedSettings;
  readonly #sink: SourceSink;
  readonly #raw = new RawRing();
  readonly #abort = new AbortController();
  readonly #link: FeedLink | undefined;
  #state: FeedState;
  #isDown = false;
  #paused: boolean;
  #receive: Receive | undefined;
  /** Receipt times of the last minute's messages. */
  #recent: Millis[] = [];

  /** Throws in words when the adapter cannot work with its configuration. */
  constructor(
    checked: CheckedFeed,
    plan: FeedPlan,
    sink: SourceSink,
    before: FeedState | undefined,
    paused: boolean,
  ) {
    this.settings = checked.settings;
    this.#sink = sink;
    this.#paused = paused;
    this.#state = startingState(checked.settings, before);
    this.#link = checked.adapter.start(checked.config, this.#out(plan), this.#abort.signal);
  }

  /** Hands a pushed message to the adapter; undefined when the feed takes none by push. */
  async receive(message: RawMessage): Promise<DeliveryReceipt | undefined> {
    return await this.#receive?.(message);
  }

  state(): FeedState {
    const now = this.#sink.now();
    this.#recent = this.#recent.filter((at) => now - at < MINUTE);
    const loudspeakers = this.#link?.loudspeakers?.();
    return {
      ...this.#state,
      health: this.#healthAt(now),
      perMin: this.#recent.length,
      ...(loudspeakers ? { loudspeakers } : {}),
    };
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** A paused feed stays connected and takes in nothing: senders are told to repeat. */
  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** What is played into this feed, or that it has ended; either way every seat goes on saying so. */
  record(recording: FeedRecording | undefined): void {
    const { recording: before, ...rest } = this.#state;
    const now = recording ?? (before && { ...before, ended: true as const });
    this.#state = now ? { ...rest, recording: now } : rest;
  }

  raw(): readonly RawMessageView[] {
    return this.#raw.newestFirst();
  }

  reaches(drone: string): boolean {
    return this.#link?.loudspeakers?.().some((one) => one === drone) ?? false;
  }

  async broadcast(order: BroadcastOrder): Promise<Result<void>> {
    return (await this.#link?.broadcast?.(order)) ?? err('this feed has no loudspeaker');
  }

  stop(): void {
    this.#abort.abort();
  }

  #out(plan: FeedPlan): AdapterOut {
    const sink = this.#sink;
    const whileRunning =
      (receive: Receive): Receive =>
      async (message) =>
        this.#paused ? pausedReceipt() : await receive(message);
    return {
      deliver: (decoded, raw) => this.#deliver(decoded, raw),
      fail: (reason, raw) => this.#fail(reason, raw),
      unknown: (raw) => {
        this.#count(raw, 0);
        this.#state = { ...this.#state, unknown: (this.#state.unknown ?? 0) + 1 };
      },
      connection: (state, words) => {
        this.#isDown = state === 'down';
        this.#state = { ...this.#state, connection: words };
        sink.feedsChanged();
      },
      receivedAt: () => sink.now(),
      sensorAt: plan.sensorAt,
      endpoint: (receive) => {
        this.#receive = whileRunning(receive);
      },
      subscribe: (filter, receive) =>
        plan.broker.subscribe(filter, whileRunning(receive), this.#abort.signal),
      publish: (topic, payload) => plan.broker.publish(topic, payload),
      broadcastProgress: (order, step, more) =>
        sink.note({
          kind: 'broadcastProgress',
          payload: { order: order.order, drone: order.drone, step, ...more },
          audience: 'all',
        }),
    };
  }

  async #deliver(decoded: Decoded, raw: RawMessage): Promise<DeliveryReceipt> {
    if (this.#paused) return pausedReceipt();
    const receipt = await this.#sink.deliver({
      feed: this.settings.feed,
      receivedAt: this.#sink.now(),
      ...decoded,
    });
    const [refused] = receipt.refused;
    const problem = refused && wordsOf(refused);
    this.#count(raw, receipt.accepted, problem);
    const state = this.#state;
    this.#state = {
      ...state,
      accepted: state.accepted + receipt.accepted,
      duplicate: state.duplicate + receipt.duplicate,
      late: state.late + receipt.late,
      refused: state.refused + receipt.refused.length,
      ...(problem === undefined ? {} : { lastError: problem, lastErrorAt: this.#sink.now() }),
    };
    return receipt;
  }

  #fail(reason: string, raw: RawMessage | undefined): void {
    const now = this.#sink.now();
    if (raw) this.#raw.add(raw, now, 0, reason);
    this.#state = {
      ...this.#state,
      messages: this.#state.messages + 1,
      refused: this.#state.refused + 1,
      lastError: reason,
      lastErrorAt: now,
    };
  }

  /** A message that was understood. */
  #count(raw: RawMessage, accepted: number, problem?: string): void {
    const now = this.#sink.now();
    this.#raw.add(raw, now, accepted, problem);
    this.#recent.push(now);
    this.#state = { ...this.#state, lastMessageAt: now, messages: this.#state.messages + 1 };
  }

  #healthAt(now: Millis): FeedHealth {
    const { lastErrorAt, lastMessageAt } = this.#state;
    const silentAfterMs = this.settings.silentAfterS * SECOND;
    if (this.#paused) return 'paused';
    if (this.#isDown) return 'disconnected';
    const failedLast = lastErrorAt !== undefined && lastErrorAt >= (lastMessageAt ?? 0);
    if (failedLast && now - lastErrorAt < silentAfterMs) return 'failing';
    if (lastMessageAt === undefined) return 'waiting';
    return now - lastMessageAt > silentAfterMs ? 'silent' : 'ok';
  }
}

function startingState(settings: FeedSettings, before: FeedState | undefined): FeedState {
  const {
    connection: _connection,
    loudspeakers: _loudspeakers,
    ...kept
  } = before ?? {
    feed: settings.feed,
    adapter: settings.adapter,
    health: 'waiting',
    messages: 0,
    accepted: 0,
    duplicate: 0,
    late: 0,
    refused: 0,
  };
  return { ...kept, adapter: settings.adapter, name: settings.name };
}

function wordsOf(refused: DeliveryReceipt['refused'][number]): string {
  return refused.sensor === undefined ? refused.reason : `${refused.sensor}: ${refused.reason}`;
}

/** Not committed, so that the sender keeps the message and repeats it. */
function pausedReceipt(): DeliveryReceipt {
  return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: false };
}
