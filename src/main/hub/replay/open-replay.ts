import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { SessionId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { ReplayState, ReplayView } from '../../../domain/session/replay-state.ts';
import { initialWorld } from '../../../domain/session/world.ts';
import { checkGround } from '../../../domain/site/check-site.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import type { RemoteThread } from '../../../workers/remote.ts';
import type { ReplayThread } from '../../../workers/replay-port.ts';
import type { Desks } from '../commands/command.ts';
import { endInOrder } from '../end-in-order.ts';
import { type EventDocuments, readEventDocuments } from '../event-documents.ts';
import { knownGround } from '../known-ground.ts';
import { MapLayers } from '../map-layers/map-layers.ts';
import { Publisher } from '../publisher.ts';
import { readingThread } from '../reading-thread.ts';
import { runCommand } from '../run-command.ts';
import type { Hosted } from '../session-host.ts';
import { replaySource } from '../sources/replay.ts';
import type { FileAccess } from './file-access.ts';
import { readReviewMarks } from './read-review-marks.ts';
import { REPLAY_COMMANDS, type ReplayContext } from './replay-commands.ts';
import { ReplaySession } from './replay-session.ts';
import { startReplayThread } from './start-replay-thread.ts';

/** How to open a recording as a session. */
export interface ReplayOptions {
  readonly file: string;
  readonly view: ReplayView;
  /** Absent: the beginning. */
  readonly at?: Millis;
  readonly follow?: { readonly leader: ReplaySession; readonly offsetMs: number };
  readonly access: FileAccess;
  readonly desks: Desks;
  readonly warn: (message: string) => void;
  readonly onError: (error: unknown) => void;
  /** Its thread has died: the replay must end. */
  readonly onDeath: (error: Error) => void;
}

/** A replay as the hub hosts it. */
export interface HostedReplay extends Hosted {
  readonly session: ReplaySession;
}

/** Opens a recording in a thread of its own, paused. The error is in words; nothing of it is left running then. */
export async function openReplay(options: ReplayOptions): Promise<Result<HostedReplay>> {
  const thread = startReplayThread();
  const died = new Promise<Error>((resolve) => thread.onDeath(resolve));
  const opened = await open(options, thread).catch((error: unknown) =>
    err(error instanceof Error ? error.message : String(error)),
  );
  if (opened.ok) void died.then(options.onDeath);
  else await thread.terminate();
  return opened;
}

async function open(
  options: ReplayOptions,
  thread: RemoteThread<ReplayThread>,
): Promise<Result<HostedReplay>> {
  const { file, desks, onError } = options;
  const api = thread.api as ReplayThread;
  const found = await api.open({ file });
  if (!found.ok) return err(found.error.message);
  const { documents, span, notices } = found.value;
  for (const notice of notices) options.warn(notice);
  if (!span) return err(`${file}: nothing has been recorded in it yet`);
  const event = readEventDocuments(documents);
  if (!event.ok) return err(`${file}: ${event.error}`);
  const { site, ladder } = event.value;
  // Making it anew would hold the live session up for a tenth of a second.
  const known = knownGround(site, desks.host);
  const ground = known ?? buildGround(site);
  const problems = known ? [] : checkGround(ground);
  if (problems.length > 0) return err(`${file}: site.json: ${problems.slice(0, 5).join('; ')}`);
  await api.prepare({ site, ladder });
  const session = new ReplaySession({
    id: newId(),
    ground,
    source: replaySource(() => performance.now(), onError),
    thread: api,
    publisher: new Publisher(),
    state: await firstState(options, api, span, notices),
    world: initialWorld(site, span.from),
    headSeq: span.headSeq,
    ...(options.follow ? { leader: options.follow.leader } : {}),
    nowMs: () => performance.now(),
    onError,
  });
  const stands = await session.seek(firstInstant(options, span.from), options.view);
  if (!stands.ok) return stands;
  try {
    // A follower is moved by its leader.
    if (!options.follow) await session.source.start(session);
    else if (!(await session.link())) return err('the replay that it was to follow was closed');
    return ok(hosted(options, session, thread, event.value));
  } catch (error) {
    session.unlink();
    await session.source.stop();
    throw error;
  }
}

function hosted(
  { file, desks, onError }: ReplayOptions,
  session: ReplaySession,
  thread: RemoteThread<ReplayThread>,
  { site, ladder }: EventDocuments,
): HostedReplay {
  const api = thread.api as ReplayThread;
  const reading = {
    read: (afterSeq: number, limit: number) => api.entries({ afterSeq, limit }),
  };
  const looked = {
    ground: session.ground,
    get world() {
      return session.world;
    },
    commit: async () => undefined,
  };
  const mapLayers = new MapLayers(looked, reading, file);
  // Long questions have a thread of their own, so that the playhead never waits for them.
  const study = readingThread(file, { site, ladder }, onError);
  // Before anybody adds to them: a file that stands still is not read again for what is written into it.
  const marks = () => session.marks(() => readReviewMarks(api));
  void marks().catch(onError);
  const context: ReplayContext = {
    ...desks,
    shown: session,
    replay: session,
    eventFile: file,
    mapLayers,
    recording: async () => api,
    study: () => study.reads(),
    reviewMarks: marks,
    readSeries: (query) => api.readSeries(query),
  };
  return {
    session,
    eventFile: file,
    call: (caller, method, input, gone) =>
      runCommand(REPLAY_COMMANDS, refusal, context, caller, method, input, gone),
    describe: () => ({
      kind: 'replay',
      name: path.basename(file),
      file: path.basename(file),
      replay: session.state,
    }),
    async close(reason) {
      const led = session.unlink();
      await endInOrder(
        [
          ...led.map(({ id }) => async () => {
            await desks.host.close(id, 'the replay that it followed was closed');
          }),
          () => session.source.stop(),
          async () => session.publisher.closeAll(reason),
          () => mapLayers.close(),
          () => study.close(),
          () => api.close(),
          () => thread.terminate(),
        ],
        onError,
      );
    },
  };
}

/** Why a command cannot be given here. */
function refusal(method: string): string {
  return `this is a replay: ${method} is not possible, nothing that was recorded can be changed and nobody can be ordered`;
}

function firstInstant({ at, follow }: ReplayOptions, from: Millis): Millis {
  return follow ? follow.leader.now() + follow.offsetMs : (at ?? from);
}

async function firstState(
  { file, view, follow, access }: ReplayOptions,
  api: ReplayThread,
  span: { readonly from: Millis; readonly to: Millis },
  notices: readonly string[],
): Promise<ReplayState> {
  const [opening] = await api.entries({ afterSeq: 0, limit: 1, kinds: ['sessionOpened'] });
  const recorded = opening?.entry.kind === 'sessionOpened' ? opening.entry.payload.source : 'live';
  return {
    file: path.basename(file),
    recorded,
    view,
    from: span.from,
    to: span.to,
    ...access,
    ...(follow ? { follow: { session: follow.leader.id, offsetMs: follow.offsetMs } } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

function newId(): SessionId {
  return randomUUID().replaceAll('-', '').slice(0, 12) as SessionId;
}
