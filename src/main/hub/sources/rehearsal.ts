import { SECOND, type Millis } from '../../../domain/base/quantity.ts';
import type { Source, SourceSink } from '../../../domain/session/source.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';
import { TRUTH_AUDIENCE } from '../../../domain/session/role.ts';
import { type FeedPlan, Feeds } from './feeds.ts';
import type { CheckpointCommand, RehearseThread } from '../../../workers/rehearse-port.ts';

/** How often the rehearsed clock is moved on. */
const BEAT_MS = 50;
/** After a stall the night goes on from where it was; it never races to catch up more than this. */
const MAX_STEP_MS = 500;

/** What a rehearsal is played from. */
export interface RehearsalOptions {
  readonly thread: RehearseThread;
  readonly site: Parameters<RehearseThread['open']>[0]['site'];
  readonly script: unknown;
  readonly seed: number;
  /** Where an earlier run of the session ended. */
  readonly resume?: { readonly at: Millis; readonly commands: readonly CheckpointCommand[] };
  readonly transport: TransportState;
  /** The feeds whose adapters decode what simulated sensors and drones send. */
  readonly feeds: FeedPlan;
  readonly onError: (error: unknown) => void;
}

/**
 * The rehearsed night: simulated people in a thread of their own, seen only through simulated sensors whose messages
 * pass the very adapters that real ones pass. Time is stepped, a second at a time, at the transport's speed.
 */
export async function rehearsalSource(options: RehearsalOptions): Promise<{
  readonly source: Source;
  readonly startsAt: Millis;
}> {
  const { thread } = options;
  const span = await thread.open({
    site: options.site,
    script: options.script,
    seed: options.seed,
    ...(options.resume
      ? { resumeAt: options.resume.at, commands: options.resume.commands }
      : {}),
  });
  let at = options.resume?.at ?? span.startsAt;
  let transport = options.transport;
  let timer: NodeJS.Timeout | undefined;
  let stepping: Promise<void> = Promise.resolve();
  let feeds: Feeds | undefined;

  const second = async (sink: SourceSink): Promise<void> => {
    const rehearsed = await thread.advance(at + SECOND);
    at = rehearsed.time;
    if (rehearsed.phase) {
      const { phase, reason } = rehearsed.phase;
      sink.note({ kind: 'phase', payload: { phase, by: 'script', reason }, audience: 'all' });
    }
    sink.note({ kind: 'truth', payload: rehearsed.truth, audience: TRUTH_AUDIENCE });
    // Simulated senders do not wait for an acknowledgement; the record orders itself.
    for (const message of rehearsed.messages) {
      feeds?.receive(message.feed, message.body).catch(options.onError);
    }
    await sink.advanceTo(at);
  };

  const source: Source = {
    kind: 'rehearsal',
    clockKind: 'stepped',
    can: { dispatch: false, transport: true, ingest: false },
    async start(sink) {
      feeds = new Feeds(options.feeds, sink);
      let before = performance.now();
      let owedMs = 0;
      let busy = false;
      await second(sink);
      timer = setInterval(() => {
        const now = performance.now();
        const passed = Math.min(MAX_STEP_MS, now - before);
        before = now;
        if (!transport.playing || at >= span.endsAt) return;
        owedMs = Math.min(owedMs + passed * transport.speed, MAX_STEP_MS * transport.speed);
        if (busy) return;
        busy = true;
        stepping = (async () => {
          while (owedMs >= SECOND && transport.playing && at < span.endsAt) {
            owedMs -= SECOND;
            await second(sink);
          }
        })()
          .catch(options.onError)
          .finally(() => {
            busy = false;
          });
      }, BEAT_MS);
    },
    async carryOut(order) {
      await thread.command({
        at,
        checkpoint: order.checkpoint,
        mode: order.mode,
        ...(order.meteredPerMinLane === undefined
          ? {}
          : { meteredPerMinLane: order.meteredPerMinLane }),
      });
    },
    transport: {
      state: () => transport,
      set: (next) => {
        transport = next;
      },
    },
    feedStates: () => feeds?.states() ?? [],
    receive: async (feed, body) => await feeds?.receive(feed, body),
    async stop() {
      clearInterval(timer);
      feeds?.stop();
      transport = { ...transport, playing: false };
      await stepping;
    },
  };
  return { source, startsAt: span.startsAt };
}
