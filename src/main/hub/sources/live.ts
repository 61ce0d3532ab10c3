import type { Millis } from '../../../domain/base/quantity.ts';
import { err } from '../../../domain/base/result.ts';
import type { Source } from '../../../domain/session/source.ts';
import type { FeedPlan } from './feed-plan.ts';
import { Feeds } from './feeds.ts';

/** A wall clock's beat. */
const BEAT_MS = 1_000;

/**
 * The live source: feeds push into the session by themselves and the wall clock beats once a second.
 * With a `feed` clock the newest reading keeps the time.
 */
export function liveSource(
  clockKind: 'wall' | 'feed',
  plan: FeedPlan,
  wallNow: () => Millis,
  onError: (error: unknown) => void,
): Source {
  let timer: NodeJS.Timeout | undefined;
  let feeds: Feeds | undefined;
  return {
    kind: 'live',
    clockKind,
    // Nobody is linked yet who would carry an order out: orders are recorded and shown, and the seats say so.
    get can() {
      const broadcast =
        feeds?.states().some((feed) => (feed.loudspeakers?.length ?? 0) > 0) ?? false;
      return { dispatch: false, broadcast, transport: false, ingest: true };
    },
    async start(sink) {
      feeds = new Feeds(plan, sink);
      if (clockKind !== 'wall') {
        // Between messages no tick brings the feeds' accounts up to date.
        timer = setInterval(() => sink.feedsChanged(), BEAT_MS);
        return;
      }
      let busy = false;
      timer = setInterval(() => {
        // A beat that comes while one is under way is left out: the next one carries its time.
        if (busy) return;
        busy = true;
        sink
          .advanceTo(wallNow())
          .catch(onError)
          .finally(() => {
            busy = false;
          });
      }, BEAT_MS);
    },
    async carryOut() {},
    broadcast: async (order) =>
      (await feeds?.broadcast(order)) ?? err('the session has not started'),
    get feeds() {
      return feeds;
    },
    feedStates: () => feeds?.states() ?? [],
    receive: async (feed, body) => await feeds?.receive(feed, body),
    async stop() {
      clearInterval(timer);
      feeds?.stop();
    },
  };
}
