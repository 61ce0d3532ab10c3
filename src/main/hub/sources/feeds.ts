import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { BroadcastOrder } from '../../../domain/forces/broadcast.ts';
import type { FeedRecording, FeedState } from '../../../domain/session/delivery.ts';
import type { FeedControls, FeedSettingsJson } from '../../../domain/session/feed-controls.ts';
import type { DeliveryReceipt, SourceSink } from '../../../domain/session/source.ts';
import { checkFeed } from './check-feed.ts';
import { Feed } from './feed.ts';
import type { FeedPlan } from './feed-plan.ts';
import { previewFeed } from './preview-feed.ts';

/** The feeds of one session. */
export class Feeds implements FeedControls {
  readonly #plan: FeedPlan;
  readonly #sink: SourceSink;
  readonly #feeds = new Map<string, Feed>();
  /** While feeds are plugged in their accounts are not whole, and half of them must not be recorded for all. */
  #isWhole = false;

  /** Throws in words on a configuration that cannot work. */
  constructor(plan: FeedPlan, sink: SourceSink) {
    this.#plan = plan;
    this.#sink = {
      ...sinkOf(sink),
      feedsChanged: () => {
        if (this.#isWhole) sink.feedsChanged();
      },
    };
    const settings = new Map<string, unknown>(plan.settings.map((one) => [one.feed, one]));
    for (const [feed, edited] of Object.entries(plan.edited)) settings.set(feed, edited.settings);
    for (const [feed, one] of settings) {
      const checked = checkFeed(one);
      if (!checked.ok) throw new Error(checked.error);
      const paused = plan.edited[feed]?.paused ?? false;
      this.#feeds.set(feed, new Feed(checked.value, plan, this.#sink, plan.before[feed], paused));
    }
    this.#isWhole = true;
  }

  /** Hands a message to a feed's adapter; undefined when there is no such feed. */
  async receive(feed: string, body: Uint8Array): Promise<DeliveryReceipt | undefined> {
    return await this.#feeds.get(feed)?.receive({ bytes: body, from: `POST /feeds/${feed}` });
  }

  /** How every feed stands at the session's clock. */
  states(): readonly FeedState[] {
    return [...this.#feeds.values()].map((feed) => feed.state());
  }

  settings(): readonly FeedSettingsJson[] {
    return [...this.#feeds.values()].map((feed) => feed.settings);
  }

  raw(feed: string) {
    return this.#feeds.get(feed)?.raw();
  }

  pause(feed: string, paused: boolean): Result<void> {
    const found = this.#feeds.get(feed);
    if (!found) return err(`there is no feed "${feed}"`);
    found.pause(paused);
    this.#sink.feedsChanged();
    return ok(undefined);
  }

  record(feed: string, recording: FeedRecording | undefined): Result<void> {
    const found = this.#feeds.get(feed);
    if (!found) return err(`there is no feed "${feed}"`);
    found.record(recording);
    this.#sink.feedsChanged();
    return ok(undefined);
  }

  edit(settings: unknown): Result<FeedSettingsJson> {
    const checked = checkFeed(settings);
    if (!checked.ok) return checked;
    const { feed } = checked.value.settings;
    const before = this.#feeds.get(feed);
    // The old one first: both may want the same port.
    before?.stop();
    try {
      const paused = before?.paused ?? false;
      this.#feeds.set(
        feed,
        new Feed(checked.value, this.#plan, this.#sink, before?.state(), paused),
      );
    } catch (error) {
      if (before) this.#restart(before);
      return err(`feed ${feed}: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#sink.feedsChanged();
    return ok(checked.value.settings);
  }

  async preview(settings: unknown, sample: Uint8Array) {
    return await previewFeed(settings, sample, this.#plan, this.#sink.now());
  }

  async broadcast(order: BroadcastOrder): Promise<Result<void>> {
    const feed = [...this.#feeds.values()].find((one) => one.reaches(order.drone));
    if (!feed) return err(`no feed reaches the loudspeaker of ${order.drone}`);
    return await feed.broadcast(order);
  }

  remove(feed: string): void {
    this.#feeds.get(feed)?.stop();
    this.#feeds.delete(feed);
    this.#sink.feedsChanged();
  }

  stop(): void {
    for (const feed of this.#feeds.values()) feed.stop();
  }

  /** The settings that ran until now run again. */
  #restart(before: Feed): void {
    const checked = checkFeed(before.settings);
    if (!checked.ok) return;
    this.#feeds.set(
      before.settings.feed,
      new Feed(checked.value, this.#plan, this.#sink, before.state(), before.paused),
    );
  }
}

/** A sink is a class: its methods are bound, so that one of them can be put over. */
function sinkOf(sink: SourceSink): SourceSink {
  return {
    now: () => sink.now(),
    deliver: (delivery) => sink.deliver(delivery),
    advanceTo: (time) => sink.advanceTo(time),
    feedsChanged: () => sink.feedsChanged(),
    note: (entry) => sink.note(entry),
  };
}
