import path from 'node:path';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { EntryPayloads } from '../../domain/session/entry.ts';
import type { HostedSession } from '../../domain/wire/session-contract.ts';
import type { EstimateThread } from '../../workers/estimate-port.ts';
import type { Documents, RecordThread } from '../../workers/record-port.ts';
import type { RehearseThread } from '../../workers/rehearse-port.ts';
import { type RemoteThread, startThread, threadFile } from '../../workers/remote.ts';
import type { CommandContext, Desks } from './commands/command.ts';
import { SESSION_COMMANDS } from './commands.ts';
import { endInOrder } from './end-in-order.ts';
import { type EventDocuments, readEventDocuments } from './event-documents.ts';
import { knownGround } from './known-ground.ts';
import { MapLayers } from './map-layers/map-layers.ts';
import { openSession, type SessionSettings } from './open-session.ts';
import { type ReadingThread, readingThread } from './reading-thread.ts';
import { readReviewMarks } from './replay/read-review-marks.ts';
import { runCommand } from './run-command.ts';
import type { Session } from './session.ts';
import type { Hosted } from './session-host.ts';
import type { MessageBroker } from './sources/message-broker.ts';

/** How to open a session with a record and threads of its own. */
export interface HostedOptions {
  readonly eventFile: string;
  /** Documents of the event, for a file that does not exist yet. */
  readonly documents?: Documents;
  readonly settings: SessionSettings;
  /** How it is called in lists; absent: the file's name. */
  readonly name?: string;
  /** What lists say of a rehearsal. */
  readonly rehearsal?: () => HostedSession['rehearsal'];
  /** It runs beside the hub's own session: other systems are told nothing of it. */
  readonly isBeside?: boolean;
  readonly broker: MessageBroker;
  readonly desks: Desks;
  readonly warn: (message: string) => void;
  readonly onError: (error: unknown) => void;
  /** A thread has died, and with it the session's picture: it must end. */
  readonly onDeath: (error: Error, thread: string) => void;
}

/** An operation under way, with its record and threads. */
export interface RunningSession extends Hosted {
  readonly session: Session;
  readonly commands: CommandContext;
  readonly mapLayers: MapLayers;
  /** As text, as the event file holds them. */
  readonly documents: Documents;
  readonly event: EventDocuments;
}

/**
 * Opens a session on an event file: record, threads, models, source, and starts it. The error is in words. When it
 * could not be opened, nothing of it is left running.
 */
export async function openHosted(options: HostedOptions): Promise<Result<RunningSession>> {
  const threads: RemoteThread<unknown>[] = [];
  let isOpen = false;
  let isEnding = false;
  const start = <T>(name: `${string}.thread.ts`): T => {
    const thread = startThread<T>(threadFile(name));
    thread.onDeath((error) => {
      // An operation on half its threads shows nothing true: what it still waits for ends.
      if (!isOpen) void end();
      options.onDeath(error, name);
    });
    threads.push(thread);
    return thread.api as T;
  };
  const end = async () => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };
  const opened = await open(options, start).catch((error: unknown) =>
    err(error instanceof Error ? error.message : String(error)),
  );
  if (!opened.ok) {
    await end();
    return opened;
  }
  isOpen = true;
  const { session, record, mapLayers, commands, reading } = opened.value;
  const missing = (method: string) =>
    `${method} is for the seats of another kind of session than a ${session.source.kind}`;
  return ok({
    ...opened.value,
    eventFile: path.resolve(options.eventFile),
    call: (caller, method, input, gone) =>
      runCommand(SESSION_COMMANDS, missing, commands, caller, method, input, gone),
    seatLinked(seat, role, linked) {
      // Its own end takes every seat away; the record is being closed then.
      if (isEnding) return;
      session.commit('seatLinked', { seat, role, linked }).catch(options.onError);
    },
    commitMark: async ({ kind, payload }) => (await session.commit(kind, payload)) !== undefined,
    describe() {
      const rehearsal = options.rehearsal?.() ?? rehearsalOf(session);
      const file = path.basename(options.eventFile);
      return {
        kind: session.source.kind,
        name: options.name ?? file,
        file,
        ...(rehearsal ? { rehearsal } : {}),
      };
    },
    async close(reason) {
      isEnding = true;
      await endInOrder(
        [
          () => session.source.stop(),
          () => mapLayers.close(),
          () => reading.close(),
          () => session.settled(),
          async () => session.publisher.closeAll(reason),
          () => record.close(),
          end,
        ],
        options.onError,
      );
    },
  });
}

async function open(
  options: HostedOptions,
  start: <T>(name: `${string}.thread.ts`) => T,
): Promise<
  Result<
    Pick<RunningSession, 'session' | 'commands' | 'mapLayers' | 'documents' | 'event'> & {
      readonly record: RecordThread;
      readonly reading: ReadingThread;
    }
  >
> {
  const { eventFile, settings, onError } = options;
  // All at once: while the record opens, the others load.
  const record = start<RecordThread>('record.thread.ts');
  const estimate = start<EstimateThread>('estimate.thread.ts');
  const rehearse =
    settings.source === 'live' ? undefined : start<RehearseThread>('rehearse.thread.ts');
  const opened = await record.open({
    file: eventFile,
    ...(options.documents ? { documents: options.documents } : {}),
  });
  if (!opened.ok) return err(opened.error.message);
  for (const notice of opened.value.notices) options.warn(notice);
  const event = readEventDocuments(opened.value.documents);
  if (!event.ok) return err(`${eventFile}: ${event.error}`);
  const session = await openSession(
    eventFile,
    opened.value,
    event.value,
    settings,
    { record, estimate, rehearse },
    {
      broker: options.broker,
      isBeside: options.isBeside ?? false,
      groundOf: (site) => knownGround(site, options.desks.host),
      onError,
    },
  );
  const opening: EntryPayloads['sessionOpened'] = {
    session: session.id,
    event: event.value.site.name.en,
    source: session.source.kind,
    clock: session.source.clockKind,
    exercise: session.source.kind === 'rehearsal',
    ...(session.source.kind === 'rehearsal'
      ? { seed: session.world.session?.seed ?? settings.seed }
      : {}),
    ...(session.rehearsal ? { rehearsal: session.rehearsal.origin } : {}),
  };
  try {
    await session.start(opening);
  } catch (error) {
    // Its feeds would go on listening.
    await endInOrder([() => session.source.stop(), () => session.settled()], onError);
    throw error;
  }
  const mapLayers = new MapLayers(session, record, eventFile);
  const reading = readingThread(eventFile, event.value, onError);
  const commands: CommandContext = {
    ...options.desks,
    shown: session,
    session,
    eventFile: path.resolve(eventFile),
    mapLayers,
    recording: () => reading.reads(),
    study: () => reading.reads(),
    reviewMarks: async () => await readReviewMarks(await reading.reads()),
    readSeries: (query) => record.readSeries(query),
    recent: (kind, limit) => record.recent(kind, limit),
  };
  return ok({
    session,
    record,
    reading,
    commands,
    mapLayers,
    documents: opened.value.documents,
    event: event.value,
  });
}

function rehearsalOf({ rehearsal }: Session): HostedSession['rehearsal'] {
  if (!rehearsal) return undefined;
  const { label: _label, ...origin } = rehearsal.origin;
  return { ...origin, seed: rehearsal.seed };
}
