import { createHash } from 'node:crypto';
import path from 'node:path';
import { must } from '../../domain/base/assert.ts';
import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import { Intake } from '../../domain/session/intake.ts';
import type { Source } from '../../domain/session/source.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { checkGround } from '../../domain/site/check-site.ts';
import { buildGround, type Ground } from '../../domain/site/ground.ts';
import { suggestDatum } from '../../domain/site/suggest-datum.ts';
import type { EstimateThread } from '../../workers/estimate-port.ts';
import type { OpenedRecord, RecordThread } from '../../workers/record-port.ts';
import type { RehearseThread } from '../../workers/rehearse-port.ts';
import type { EventDocuments } from './event-documents.ts';
import { Models } from './models.ts';
import { Outputs } from './outputs/outputs.ts';
import { Publisher } from './publisher.ts';
import { Recorder } from './recorder.ts';
import { recordedCommands, resumeIntake, resumeWorld } from './resume.ts';
import { sensorFinder } from './sensor-finder.ts';
import { Session } from './session.ts';
import type { FeedPlan } from './sources/feed-plan.ts';
import { liveSource } from './sources/live.ts';
import type { MessageBroker } from './sources/message-broker.ts';
import { rehearsalSource } from './sources/rehearsal.ts';

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
  const ground = buildGround(documents.site);
  const problems = checkGround(ground);
  if (problems.length > 0) throw new Error(`site.json: ${problems.slice(0, 5).join('; ')}`);
  const models = await Models.open(
    threads.estimate,
    ground,
    documents.ladder,
    opened.snapshot?.models,
  );
  const resumed = await resumeWorld(
    threads.record,
    opened,
    initialWorld(documents.site, 0),
    models,
  );
  const going = resumed.world.session;
  if (going && settings.source && going.source !== settings.source) {
    throw new Error(
      `${file} holds a ${going.source} session; it cannot go on as ${settings.source} (start with --source ${going.source}, or name another --event-file)`,
    );
  }
  const { source, world, clock } = await openSource(
    ground,
    documents,
    settings,
    threads,
    resumed.world,
    around,
  );
  const intake = new Intake(documents.site, clock);
  await resumeIntake(threads.record, intake, world);
  const publisher = new Publisher();
  const recorder = new Recorder(threads.record, path.basename(file), opened.headSeq, {
    state: () => session.recorderChanged(),
    badEntry: (error, kind) =>
      around.onError(new Error(`a ${kind} entry cannot be stored`, { cause: error })),
  });
  const outputs = new Outputs({
    settings: documents.feeds.outputs ?? [],
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
  ground: Ground,
  documents: EventDocuments,
  settings: SessionSettings,
  threads: SessionThreads,
  world: World,
  around: SessionSurroundings,
): Promise<{ source: Source; world: World; clock: Source['clockKind'] }> {
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
    return { source: liveSource(clock, plan, Date.now, around.onError), world, clock };
  }
  const resume: { at: Millis; commands: Awaited<ReturnType<typeof recordedCommands>> } | undefined =
    world.session
      ? { at: world.time, commands: await recordedCommands(threads.record) }
      : undefined;
  const { source, startsAt } = await rehearsalSource({
    thread: must(threads.rehearse, 'the thread of a rehearsal'),
    site: documents.site,
    script: documents.night,
    seed: world.session?.seed ?? settings.seed,
    transport: { playing: true, speed: settings.speed },
    feeds: plan,
    onError: around.onError,
    ...(resume ? { resume } : {}),
  });
  return { source, world: resume ? world : { ...world, time: startsAt }, clock: 'stepped' };
}

/** The same file is the same session, however often it is opened. */
function sessionId(file: string): SessionId {
  const digest = createHash('sha256').update(path.resolve(file)).digest('hex');
  return digest.slice(0, 12) as SessionId;
}
