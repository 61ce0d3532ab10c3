import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import type { CrowdModel, RehearsalOrigin } from '../../../domain/session/rehearsal-state.ts';
import { TRUTH_AUDIENCE } from '../../../domain/session/role.ts';
import type { Source, SourceSink } from '../../../domain/session/source.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';
import type {
  BodiesNow,
  CheckpointCommand,
  RehearsalPlan,
  RehearseThread,
  RunName,
  TelecomFeed,
} from '../../../workers/rehearse-port.ts';
import { AchievedSpeed } from '../rehearsal/achieved-speed.ts';
import type { PlannedOrderAt } from '../rehearsal/planned-changes.ts';
import type { SavedPicture, SavedRehearsal, SavedStates } from '../rehearsal/saved-states.ts';
import type { FeedPlan } from './feed-plan.ts';
import { Feeds } from './feeds.ts';

/** How often the rehearsed clock is moved on. */
const BEAT_MS = 50;
/** After a stall the night goes on from where it was; it never races to catch up more than this. */
const MAX_STEP_MS = 500;
/** A state is saved this often, in session time. */
const SAVE_EVERY_MS: Millis = 5 * 60 * SECOND;
/** How the rehearsal stands is told this often, in wall time. */
const TELL_EVERY_MS = 1_000;
/** Everybody's place is shown at most this often, in wall time: 10 Hz. */
const SHOW_EVERY_MS = 100;

/** What a rehearsal needs of its session to be saved, moved back and looked into. */
export interface RehearsalSession {
  /** The picture after the last tick. Call between two ticks. */
  picture(): Promise<SavedPicture>;
  /** Goes on from a saved picture, and records that it did; false when that cannot be recorded. */
  rewind(to: SavedPicture, jump: { from: Millis; to: Millis; by: string }): Promise<boolean>;
  /** Hands on orders that the saved picture holds and nobody has carried out. */
  carryOutUnconfirmed(): Promise<void>;
  /** Gives an order of the plan itself: records it, then `carryOut`; false when it cannot be recorded. */
  order(planned: PlannedOrderAt): Promise<boolean>;
  readonly states: SavedStates;
  /** Whether a seat that may see them looks at the simulated people. */
  agentsWanted(): boolean;
  showAgents(bodies: BodiesNow): void;
}

/** Where an earlier run of a rehearsal ended. */
export interface RehearsalResume {
  readonly at: Millis;
  readonly commands: readonly CheckpointCommand[];
  /** A saved state at or before it. */
  readonly night?: Uint8Array;
}

/** What a rehearsal is played from. */
export interface RehearsalOptions {
  readonly thread: RehearseThread;
  readonly site: Parameters<RehearseThread['open']>[0]['site'];
  readonly script: unknown;
  readonly seed: number;
  /** Default: the zone graph. */
  readonly origin?: RehearsalOrigin;
  /** Threads of the simulator, for agents. */
  readonly threads?: number;
  readonly grids?: readonly TelecomFeed[];
  /** How it is called in its figures. */
  readonly run?: RunName;
  /** Clear widths that are no longer those of the ground. */
  readonly widths?: RehearsalPlan['widths'];
  /** Orders of the plan itself. */
  readonly planned?: readonly PlannedOrderAt[];
  readonly resume?: RehearsalResume;
  readonly transport: TransportState;
  /** The feeds whose adapters decode what simulated sensors and drones send. */
  readonly feeds: FeedPlan;
  /** Absent: it cannot be saved, moved back or looked into. */
  readonly session?: RehearsalSession;
  readonly onError: (error: unknown) => void;
}

/** What only a rehearsal can do. */
export interface RehearsalControls {
  readonly model: CrowdModel;
  readonly seed: number;
  readonly origin: RehearsalOrigin;
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  /** The whole rehearsal as it stands after the second under way. */
  capture(): Promise<SavedRehearsal>;
  figures(): Promise<RunFigures | undefined>;
  /** Forgets all saved states but the newest. */
  tidy(): Promise<void>;
  /** Goes back to a saved state. */
  jump(to: Millis, by: string): Promise<Result<Millis>>;
}

/**
 * The rehearsed night: simulated people in a thread of their own, seen only through simulated sensors whose messages
 * pass the very adapters that real ones pass. Time is stepped, a second at a time, at the transport's speed.
 */
export async function rehearsalSource(options: RehearsalOptions): Promise<{
  readonly source: Source;
  readonly startsAt: Millis;
  readonly controls: RehearsalControls | undefined;
}> {
  const { thread, resume, session } = options;
  const origin: RehearsalOrigin = options.origin ?? { model: 'zoneGraph', changes: [] };
  const plan = {
    site: options.site,
    script: options.script,
    seed: options.seed,
    model: origin.model,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.grids ? { grids: options.grids } : {}),
    ...(options.run ? { run: options.run } : {}),
    ...(options.widths ? { widths: options.widths } : {}),
  };
  const span = await thread.open({
    ...plan,
    ...(resume?.night ? { saved: resume.night } : {}),
    ...(resume ? { resumeAt: resume.at, commands: resume.commands } : {}),
  });
  let at = resume?.at ?? span.startsAt;
  let transport = options.transport;
  let timer: NodeJS.Timeout | undefined;
  let feeds: Feeds | undefined;
  let sink: SourceSink | undefined;
  /** Whether the second after `at` is being worked: an order then takes effect after it. */
  let inFlight = false;
  let hasStopped = false;
  const speed = new AchievedSpeed();
  let toldAt = Number.NEGATIVE_INFINITY;
  let shownAt = Number.NEGATIVE_INFINITY;

  let turn: Promise<unknown> = Promise.resolve();
  /** Seconds, saves and jumps follow each other. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run);
    turn = mine.catch(() => undefined);
    return mine;
  };

  let planned = options.planned?.filter((order) => order.at >= at) ?? [];

  const second = async (to: SourceSink): Promise<void> => {
    while (planned[0] && planned[0].at <= at) {
      // What the record cannot take is given again a second later, and is late instead of lost.
      if ((await session?.order(planned[0])) === false) break;
      planned = planned.slice(1);
    }
    inFlight = true;
    const rehearsed = await thread.advance(at + SECOND).finally(() => {
      inFlight = false;
    });
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
    speed.mark(performance.now(), at);
    if ((at - span.startsAt) % SAVE_EVERY_MS === 0) await keep();
    await show();
  };

  const captured = async (of: RehearsalSession): Promise<SavedRehearsal> => {
    // Asked in one go: an order that comes meanwhile is in both or in neither.
    const asked = [of.picture(), thread.save()] as const;
    const [picture, night] = await Promise.all(asked);
    return { at, night, ...picture };
  };

  const keep = async (): Promise<void> => {
    if (!session) return;
    try {
      await session.states.put(await captured(session));
    } catch (error) {
      options.onError(error);
    }
  };

  const show = async (): Promise<void> => {
    if (origin.model !== 'agents' || !session?.agentsWanted()) return;
    const now = performance.now();
    if (now - shownAt < SHOW_EVERY_MS) return;
    shownAt = now;
    const bodies = await thread.bodies();
    if (bodies) session.showAgents(bodies);
  };

  const tell = (to: SourceSink): void => {
    const remainingS = transport.playing ? speed.remainingS(span.endsAt - at) : undefined;
    to.note({
      kind: 'rehearsalState',
      payload: {
        model: origin.model,
        seed: options.seed,
        changes: origin.changes,
        startsAt: span.startsAt,
        endsAt: span.endsAt,
        achievedSpeed: transport.playing ? speed.value : 0,
        ...(remainingS === undefined ? {} : { remainingS }),
        saved: session?.states.list() ?? [],
        ...(origin.forkOf === undefined ? {} : { forkOf: origin.forkOf }),
      },
      audience: 'all',
    });
  };

  const jump = async (to: Millis, by: string, of: RehearsalSession): Promise<Result<Millis>> => {
    const saved = await of.states.at(to);
    if (!saved) return err(`there is no saved state of ${new Date(to).toISOString()}`);
    // The night first: a world that went back without its people could not go on.
    const before = await thread.save();
    const stay = () => thread.open({ ...plan, saved: before });
    try {
      await thread.open({ ...plan, saved: saved.night });
      if (!(await of.rewind(saved, { from: at, to, by }))) {
        await stay();
        return err('the record cannot be written: the rehearsal stays where it is');
      }
    } catch (error) {
      await stay();
      const why = error instanceof Error ? error.message : String(error);
      return err(`the rehearsal stays where it is: ${why}`);
    }
    await of.states.forgetAfter(to);
    at = to;
    planned = options.planned?.filter((order) => order.at >= at) ?? [];
    await of.carryOutUnconfirmed();
    speed.restart();
    shownAt = Number.NEGATIVE_INFINITY;
    if (sink) tell(sink);
    await show();
    return ok(at);
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
      tell(to);
      // A night that begins paused stands still: whoever opened it has orders to give first.
      if (transport.playing) await inTurn(() => second(to));
      timer = setInterval(() => {
        const now = performance.now();
        const passed = Math.min(MAX_STEP_MS, now - before);
        before = now;
        if (now - toldAt >= TELL_EVERY_MS) {
          toldAt = now;
          tell(to);
        }
        if (!transport.playing || at >= span.endsAt) {
          speed.restart();
          return;
        }
        // A whole second must be able to gather, or a night at its own speed would stand still.
        const most = Math.max(SECOND, MAX_STEP_MS * transport.speed);
        owedMs = Math.min(owedMs + passed * transport.speed, most);
        if (busy) return;
        busy = true;
        (async () => {
          while (owedMs >= SECOND && transport.playing && at < span.endsAt && !hasStopped) {
            owedMs -= SECOND;
            await inTurn(() => second(to));
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
        speed.restart();
      },
    },
    broadcast: async () =>
      err('nobody hears a loudspeaker in a rehearsal: the order is recorded only'),
    feedStates: () => feeds?.states() ?? [],
    receive: async (feed, body) => await feeds?.receive(feed, body),
    async stop() {
      hasStopped = true;
      clearInterval(timer);
      feeds?.stop();
      transport = { ...transport, playing: false };
      await turn;
      await thread.close();
    },
  };
  const controls: RehearsalControls | undefined = session && {
    model: origin.model,
    seed: options.seed,
    origin,
    startsAt: span.startsAt,
    endsAt: span.endsAt,
    figures: () => thread.figures(),
    tidy: () => inTurn(() => session.states.keepNewest()),
    capture: () => inTurn(() => captured(session)),
    jump: (to, by) => inTurn(() => jump(to, by, session)),
  };
  return { source, startsAt: span.startsAt, controls };
}
