import type { FeedState } from '../session/delivery.ts';
import type { FeedAccount, Span } from './review-report.ts';

const COUNTED = ['messages', 'accepted', 'duplicate', 'late', 'refused'] as const;
type Counted = Record<(typeof COUNTED)[number], number>;

/**
 * What came by each feed. A feed's own account begins anew when the hub does: a count that has fallen is one that
 * began anew.
 */
export class FeedFold {
  readonly #feeds = new Map<string, { last: FeedState; readonly sum: Counted }>();

  /** Takes the accounts as they stand; `inSpan`: whether what is new in them counts. */
  take(feeds: readonly FeedState[], inSpan: boolean): void {
    for (const feed of feeds) {
      const known = this.#feeds.get(feed.feed);
      const sum = known?.sum ?? { messages: 0, accepted: 0, duplicate: 0, late: 0, refused: 0 };
      const isNew = !known || feed.messages < known.last.messages;
      for (const count of COUNTED) {
        const before = isNew ? 0 : (known?.last[count] ?? 0);
        if (inSpan) sum[count] += Math.max(0, feed[count] - before);
      }
      this.#feeds.set(feed.feed, { last: feed, sum });
    }
  }

  accounts({ from, to }: Span): readonly FeedAccount[] {
    return [...this.#feeds.values()].map(({ last, sum }) => ({
      from,
      to,
      feed: last.feed,
      adapter: last.adapter,
      ...(last.name ? { name: last.name } : {}),
      ...sum,
      ...(last.recording ? { recording: last.recording.file } : {}),
    }));
  }
}
