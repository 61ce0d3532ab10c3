import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err } from '../../../domain/base/result.ts';
import { TRUTH_AUDIENCE } from '../../../domain/session/role.ts';
import type { Source, SourceSink } from '../../../domain/session/source.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';
import type { CheckpointCommand, RehearseThread } from '../../../workers/rehearse-port.ts';
import type { FeedPlan } from './feed-plan.ts';
import { Feeds } from './feeds.ts';

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
    ...(options.resume ? { resumeAt: options.resume.at, commands: options.resume.commands } : {}),
  });
  let at = options.resume?.at ?? span.startsAt;
  let transport = options.transport;
  let timer: NodeJS.Timeout | undefined;
  let stepping: Promise<void> = Promise.resolve();
  let feeds: Feeds | undefined;
  let sink: SourceSink | undefined;
  /** Whether the second after `at` is being worked: an order then takes effect after it. */
  let inFlight = false;

  const second = async (to: SourceSink): Promise<void> => {
    inFlight = true;
    const rehearsed = await thread.advance(at + SECOND);
    inFlight = false;
    at = rehearsed.time;
    if (rehearsed.phase) {
      const { phase, reason } = rehearsed.phase;
      to.note({ kind: 'phase', payload: { phase, by: 'script', reason }, audience: 'all' });
    }
    to.note({ kind: 'truth', payload: rehearsed.truth, audience: TRUTH_AUDIENCE });
    // Simulated senders do not wait for an acknowledgement; the record orders itself.
    for (const message of rehearsed.messages) {
      feeds?.receive(message.feed, message.body).catch(options.onError);
    }
    await to.advanceTo(at);
  };

  const source: Source = {
    kind: 'rehearsal',
    clockKind: 'stepped',
    can: { dispatch: false, broadcast: false, transport: true, ingest: false },
    async start(to) {
      sink = to;
      feeds = new Feeds(options.feeds, to);
      let before = performance.now();
      let owedMs = 0;
      let busy = false;
      await second(to);
      timer = setInterval(() => {
        const now = performance.now();
        const passed = Math.min(MAX_STEP_MS, now - before);
        before = now;
        if (!transport.playing || at >= span.endsAt) return;
        // A whole second must be able to gather, or a night at its own speed would stand still.
        const most = Math.max(SECOND, MAX_STEP_MS * transport.speed);
        owedMs = Math.min(owedMs + passed * transport.speed, most);
        if (busy) return;
        busy = true;
        stepping = (async () => {
          while (owedMs >= SECOND && transport.playing && at < span.endsAt) {
            owedMs -= SECOND;
            await second(to);
          }
          if (at >= span.endsAt && transport.playing) {
            transport = { ...transport, playing: false };
            to.note({ kind: 'transport', payload: transport, audience: 'all' });
          }
        })()
          .catch(options.onError)
          .finally(() => {
            busy = false;
          });
      }, BEAT_MS);
    },
    async carryOut(order) {
      const effectiveAt = inFlight ? at + SECOND : at;
      // Said before it is done: a night that goes on after a crash repeats it at the same second.
      sink?.note({
        kind: 'orderConfirmed',
        payload: { order: order.order, checkpoint: order.checkpoint, effectiveAt },
        audience: 'all',
      });
      await thread.command({
        at: effectiveAt,
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
    broadcast: async () =>
      err('nobody hears a loudspeaker in a rehearsal: the order is recorded only'),
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
