import type { Millis } from '../../../domain/base/quantity.ts';
import { err } from '../../../domain/base/result.ts';
import type { Source } from '../../../domain/session/source.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';

/** How often the playhead is moved on. */
const BEAT_MS = 50;
/** A replay that has fallen behind catches up in strides of this much wall time. */
const STRIDE_MS = 2_000;
/** One that cannot keep up at all owes no more than this; it goes on from where it is. */
const MAX_OWED_MS = 30_000;

/** A recording as a source: it has time alone, which is ours to move. What happens then is the session's to read. */
export interface ReplaySource extends Source {
  readonly transport: NonNullable<Source['transport']>;
  /** The playhead stands at `time` now, and goes on from there. */
  stands(time: Millis): void;
}

/**
 * The source of a replay: its clock is stepped towards where the playhead should be by now, which follows from where
 * and when it last stood and its speed, so that nothing adds up to a drift.
 */
export function replaySource(nowMs: () => number, onError: (error: unknown) => void): ReplaySource {
  let timer: NodeJS.Timeout | undefined;
  let transport: TransportState = { playing: false, speed: 1 };
  /** Where the playhead stood, and when (machine's milliseconds); undefined until it stands anywhere. */
  let anchor: { readonly time: Millis; readonly atMs: number } | undefined;
  let at: Millis = 0;
  let moving: Promise<void> = Promise.resolve();
  const put = (time: Millis) => {
    at = time;
    anchor = { time, atMs: nowMs() };
  };
  return {
    kind: 'replay',
    clockKind: 'stepped',
    can: { dispatch: false, broadcast: false, transport: true, ingest: false },
    stands: put,
    transport: {
      state: () => transport,
      set(next) {
        put(at);
        transport = next;
      },
    },
    async start(sink) {
      let busy = false;
      timer = setInterval(() => {
        if (busy || !anchor || !transport.playing) return;
        const { speed } = transport;
        const mine = anchor;
        const due = mine.time + (nowMs() - mine.atMs) * speed;
        const target = Math.min(due, at + STRIDE_MS * speed);
        busy = true;
        moving = sink
          .advanceTo(target)
          .then(() => {
            // Somebody moved it meanwhile: his word holds.
            if (anchor !== mine) return;
            if (due - target > MAX_OWED_MS * speed) put(target);
            else at = target;
          })
          .catch(onError)
          .finally(() => {
            busy = false;
          });
      }, BEAT_MS);
    },
    async carryOut() {},
    broadcast: async () => err('nothing of a replay reaches a loudspeaker'),
    feedStates: () => [],
    receive: async () => undefined,
    async stop() {
      clearInterval(timer);
      transport = { ...transport, playing: false };
      await moving;
    },
  };
}
