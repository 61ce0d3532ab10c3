import type { Millis } from '../base/quantity.ts';
import type { Result } from '../base/result.ts';
import type { BroadcastOrder } from '../forces/broadcast.ts';
import type { CheckpointOrder } from '../forces/checkpoint-order.ts';
import type { ClockKind } from '../time/clock.ts';
import type { Delivery, FeedState } from './delivery.ts';
import type { Entry } from './entry.ts';
import type { FeedControls } from './feed-controls.ts';
import type { SourceKind, TransportState } from './source-kind.ts';

/** What a source can do; seats and commands ask this, never the kind. */
export interface SourceAbilities {
  /** An order can reach real people. Live alone. */
  readonly dispatch: boolean;
  /** A loudspeaker order can reach a real drone: a feed of a Live session is linked to one. */
  readonly broadcast: boolean;
  /** Play, pause and speed are ours to set. */
  readonly transport: boolean;
  /** Feeds may push readings from outside. */
  readonly ingest: boolean;
}

/**
 * Where a session's facts come from. Live, Rehearsal and Replay differ by abilities, not by what follows:
 * everything behind the sink is the same code for all three.
 */
export interface Source {
  readonly kind: SourceKind;
  readonly clockKind: ClockKind;
  readonly can: SourceAbilities;
  /** Starts to deliver into the sink; resolves when the first facts may come. Call once. */
  start(sink: SourceSink): Promise<void>;
  /** Hands an accepted order on to whom it concerns: simulated people, or (Live) those who carry it out. */
  carryOut(order: CheckpointOrder): Promise<void>;
  /**
   * Hands a recorded loudspeaker order to the feed that reports its drone; its progress comes through the sink.
   * Resolves to why it cannot be sent, in words.
   */
  broadcast(order: BroadcastOrder): Promise<Result<void>>;
  /** The feeds for an operator's hands; absent where feeds are not ours to touch. */
  readonly feeds?: FeedControls | undefined;
  transport?: {
    state(): TransportState;
    set(next: TransportState): void;
  };
  /** How the feeds stand that bring this source its facts. */
  feedStates(): readonly FeedState[];
  /** A message that was pushed from outside to a feed; undefined when there is no such feed. */
  receive(feed: string, body: Uint8Array): Promise<DeliveryReceipt | undefined>;
  /** Stops and frees everything; afterwards the sink is not called. */
  stop(): Promise<void>;
}

/** What a session takes from its source. The promise is the back-pressure: await it before delivering more. */
export interface SourceSink {
  /** The session's clock. */
  now(): Millis;
  /**
   * Takes in what a message held; resolves when its readings are committed to the record. Positions and marks, which
   * their senders say again, are not waited for.
   */
  deliver(delivery: Delivery): Promise<DeliveryReceipt>;
  /** The session works one tick at `time`; ticks follow each other, never overlap. */
  advanceTo(time: Millis): Promise<void>;
  /** The feeds' accounts may have changed since the last tick. */
  feedsChanged(): void;
  /** Entries that a source itself knows (phases of a script, ground truth with its audience). */
  note(entry: Pick<Entry, 'kind' | 'payload' | 'audience'>): void;
}

/** What became of a delivery. */
export interface DeliveryReceipt {
  readonly accepted: number;
  readonly duplicate: number;
  readonly late: number;
  readonly refused: readonly { readonly sensor?: string; readonly reason: string }[];
  /** False when the record could not be written: the sender must repeat it. */
  readonly committed: boolean;
}
