import type { Millis } from '../../../domain/base/quantity.ts';
import type { Source } from '../../../domain/session/source.ts';
import { type FeedPlan, Feeds } from './feeds.ts';

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
    // A recording played in through the live path must not send anybody anywhere.
    can: { dispatch: clockKind === 'wall', transport: false, ingest: true },
    async start(sink) {
      feeds = new Feeds(plan, sink);
      if (clockKind !== 'wall') return;
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
    // Nobody is linked yet to carry out a mode change: it is recorded and shown to every seat.
    async carryOut() {},
    feedStates: () => feeds?.states() ?? [],
    receive: async (feed, body) => await feeds?.receive(feed, body),
    async stop() {
      clearInterval(timer);
      feeds?.stop();
    },
  };
}
