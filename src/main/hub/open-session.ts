import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { must } from '../../domain/base/assert.ts';
import type { SessionId } from '../../domain/base/ids.ts';
import { Intake } from '../../domain/session/intake.ts';
import type { RehearsalOrigin } from '../../domain/session/rehearsal-state.ts';
import type { Source } from '../../domain/session/source.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { checkGround } from '../../domain/site/check-site.ts';
import { buildGround, type Ground } from '../../domain/site/ground.ts';
import type { Site } from '../../domain/site/site.ts';
import { suggestDatum } from '../../domain/site/suggest-datum.ts';
import { encodeAgentsFrame, packAgents } from '../../domain/wire/agents-frame.ts';
import type { EstimateThread } from '../../workers/estimate-port.ts';
import type { OpenedRecord, RecordThread } from '../../workers/record-port.ts';
import type { RehearseThread } from '../../workers/rehearse-port.ts';
import type { EventDocuments } from './event-documents.ts';
import { Models } from './models.ts';
import { Outputs } from './outputs/outputs.ts';
import { Publisher } from './publisher.ts';
import { Recorder } from './recorder.ts';
import { giveOrder } from './rehearsal/give-order.ts';
import { plannedChanges } from './rehearsal/planned-changes.ts';
import { type SavedRehearsal, SavedStates } from './rehearsal/saved-states.ts';
import { telecomFeeds } from './rehearsal/telecom-feeds.ts';
import { type Resumed, recordedCommands, resumeIntake, resumeWorld } from './resume.ts';
import { sensorFinder } from './sensor-finder.ts';
import { Session } from './session.ts';
import type { FeedPlan } from './sources/feed-plan.ts';
import { liveSource } from './sources/live.ts';
import type { MessageBroker } from './sources/message-broker.ts';
import {
  type RehearsalControls,
  type RehearsalResume,
  type RehearsalSession,
  rehearsalSource,
} from './sources/rehearsal.ts';

/** More threads than this bring the simulator little. */
const MAX_SIMULATOR_THREADS = 4;

/** The sources that a session can be opened on. */
type OpenableSource = Exclude<SourceKind, 'replay'>;

/** What the person who starts the hub may choose about a session. */
export interface SessionSettings {
  /** Absent: what the file's session is, or a rehearsal for a new one. */
  readonly source?: OpenableSource;
  /** For Live. */
  readonly clock: 'wall' | 'feed';
  /** For Rehearsal. */
  readonly seed: number;
  readonly speed: number;
  /** For a new Rehearsal; absent: the zone graph, the plan as it is. */
  readonly origin?: RehearsalOrigin;
  /** For a new Rehearsal that goes on from another one's state; it begins paused. */
  readonly from?: SavedRehearsal;
}

/** The threads a session works with. */
export interface SessionThreads {
  readonly record: RecordThread;
  readonly estimate: EstimateThread;
  /** Started only for a rehearsal. */
  readonly rehearse: RehearseThread | undefined;
}

/** What a session shares with the rest of the hub. */
export interface SessionSurroundings {
  readonly broker: MessageBroker;
  /** Beside the hub's own session: other systems are told nothing of it, or a what-if would overwrite their picture. */
  readonly isBeside: boolean;
  /** The checked ground of a site that another session stands on already. */
  readonly groundOf: (site: Site) => Ground | undefined;
  readonly onError: (error: unknown) => void;
}

/** Puts a session together on an opened record, from where an earlier run of it ended. */
export async function openSession(
  file: string,
  opened: OpenedRecord,
  documents: EventDocuments,
  settings: SessionSettings,
  threads: SessionThreads,
  around: SessionSurroundings,
): Promise<Session> {
  const known = around.groundOf(documents.site);
  const ground = known ?? buildGround(documents.site);
  const problems = known ? [] : checkGround(ground);
  if (problems.length > 0) throw new Error(`site.json: ${problems.slice(0, 5).join('; ')}`);
  const states = new SavedStates(file);
  await states.open();
  const { from } = settings;
  const models = await Models.open(
    threads.estimate,
    ground,
    documents.ladder,
    from?.models ?? opened.snapshot?.models,
  );
  const resumed = from
    ? forked(from)
    : await resumeWorld(threads.record, opened, initialWorld(documents.site, 0), models, (time) =>
        states.at(time),
      );
  const going = resumed.world.session;
  if (going && settings.source && going.source !== settings.source) {
    throw new Error(
      `${file} holds a ${going.source} session; it cannot go on as ${settings.source} (start with --source ${going.source}, or name another --event-file)`,
    );
  }
  const { source, world, clock, rehearsal } = await openSource(
    file,
    ground,
    documents,
    settings,
    threads,
    resumed.world,
    around,
    {
      states,
      order: ({ at: _at, ...order }) => giveOrder(session, order, 'plan'),
      picture: () => session.picture(),
      rewind: (to, jump) => session.rewind(to, jump),
      carryOutUnconfirmed: () => session.carryOutUnconfirmed(),
      agentsWanted: () => session.publisher.isWatched('agents', session.truthAudience),
      showAgents: (bodies) => {
        const frame = packAgents(bodies, ground.grid);
        const write = (n: number) => encodeAgentsFrame(frame, n);
        session.publisher.publishBytes('agents', session.truthAudience, write);
      },
    },
  );
  // Without it the fork could not be taken up again: it is kept whatever little the disk has.
  if (from) await states.put(from, { always: true });
  const intake = new Intake(documents.site, clock);
  await resumeIntake(threads.record, intake, world);
  const publisher = new Publisher();
  const recorder = new Recorder(threads.record, path.basename(file), opened.headSeq, {
    state: () => session.recorderChanged(),
    badEntry: (error, kind) =>
      around.onError(new Error(`a ${kind} entry cannot be stored`, { cause: error })),
  });
  const outputs = new Outputs({
    settings: around.isBeside ? [] : (documents.feeds.outputs ?? []),
    ground,
    exercise: source.kind !== 'live' || clock !== 'wall',
    now: () => session.now(),
    wallNow: Date.now,
  });
  const session = new Session({
    id: sessionId(file),
    ground,
    source,
    world,
    rehearsal,
    isFork: from !== undefined,
    sinceStep: resumed.sinceStep,
    intake,
    models,
    recorder,
    publisher,
    outputs,
    warnings: documents.feeds.warnings,
    wallNow: Date.now,
    onError: around.onError,
  });
  return session;
}

async function openSource(
  file: string,
  ground: Ground,
  documents: EventDocuments,
  settings: SessionSettings,
  threads: SessionThreads,
  world: World,
  around: SessionSurroundings,
  session: RehearsalSession,
): Promise<{
  source: Source;
  world: World;
  clock: Source['clockKind'];
  rehearsal: RehearsalControls | undefined;
}> {
  const kind: OpenableSource =
    settings.source ?? (world.session?.source === 'live' ? 'live' : 'rehearsal');
  const plan: FeedPlan = {
    settings: documents.feeds[kind],
    sensorAt: sensorFinder(ground),
    suggestDatum: (positions, named) => suggestDatum(positions, ground, named),
    broker: around.broker,
    before: world.feeds,
    edited: world.editedFeeds,
  };
  if (kind === 'live') {
    const clock = world.session?.clock === 'feed' ? 'feed' : settings.clock;
    const source = liveSource(clock, plan, Date.now, around.onError);
    return { source, world, clock, rehearsal: undefined };
  }
  const { from } = settings;
  const resume = from
    ? { at: from.at, commands: [], night: from.night }
    : await earlierRun(world, session.states, threads.record);
  const origin = world.session?.rehearsal ?? settings.origin;
  const planned = plannedChanges(origin?.changes ?? [], documents.site, documents.night);
  const { source, startsAt, controls } = await rehearsalSource({
    thread: must(threads.rehearse, 'the thread of a rehearsal'),
    site: documents.site,
    script: documents.night,
    seed: world.session?.seed ?? settings.seed,
    ...(origin ? { origin } : {}),
    threads: Math.min(MAX_SIMULATOR_THREADS, availableParallelism()),
    grids: telecomFeeds(plan.settings),
    run: {
      id: runId(file),
      label: origin?.label ?? '',
      changes: origin?.changes ?? [],
    },
    planned: planned.orders,
    widths: planned.widths,
    transport: { playing: from === undefined, speed: settings.speed },
    feeds: plan,
    session,
    onError: around.onError,
    ...(resume ? { resume } : {}),
  });
  return {
    source,
    world: resume ? world : { ...world, time: startsAt },
    clock: 'stepped',
    rehearsal: controls,
  };
}

/** Where an earlier run of a rehearsal ended, and the newest state that it saved. */
async function earlierRun(
  world: World,
  states: SavedStates,
  record: RecordThread,
): Promise<RehearsalResume | undefined> {
  if (!world.session) return undefined;
  // A run that died just after it went back may have left what came after.
  await states.forgetAfter(world.time);
  const saved = await states.newestUpTo(world.time);
  const commands = await recordedCommands(record);
  if (!saved) return { at: world.time, commands };
  return {
    at: world.time,
    commands: commands.filter(({ at }) => at >= saved.at),
    night: saved.night,
  };
}

/**
 * The picture of another session, in a session that has not begun. Nobody has taken over in it, and imported maps stay
 * with the record that holds them.
 */
function forked(from: SavedRehearsal): Resumed {
  const {
    session: _session,
    rehearsal: _rehearsal,
    recorder: _recorder,
    operator: _operator,
    ...world
  } = from.world;
  return { world: { ...world, mapLayers: {} }, sinceStep: from.sinceStep };
}

/** How the run of a rehearsal is called among the results in the hub's folder; names that differ in Chinese only, too. */
function runId(file: string): string {
  const name = path.basename(file, '.anlan').replace(/[^A-Za-z0-9._-]+/g, '-');
  return `rehearsal-${name.replace(/^[-.]+/, '')}-${sessionId(file).slice(0, 6)}`;
}

/** The same file is the same session, however often it is opened. */
function sessionId(file: string): SessionId {
  const digest = createHash('sha256').update(path.resolve(file)).digest('hex');
  return digest.slice(0, 12) as SessionId;
}
