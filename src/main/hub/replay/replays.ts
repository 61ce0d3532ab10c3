import path from 'node:path';
import type { SessionId } from '../../../domain/base/ids.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { InputOf } from '../../../domain/wire/contract.ts';
import type { RecordingFile } from '../../../domain/wire/session-contract.ts';
import type { Desks } from '../commands/command.ts';
import type { Hosted, SessionHost } from '../session-host.ts';
import type { ShownSession } from '../shown-session.ts';
import { type FileAccess, fileAccess } from './file-access.ts';
import { MarkWriter } from './mark-writer.ts';
import { type HostedReplay, openReplay } from './open-replay.ts';
import { RecordingList } from './recording-list.ts';
import type { ReplayDesk, ReviewEntry } from './replay-desk.ts';
import { ReplaySession } from './replay-session.ts';

/** A replay at which nobody looks for so long is closed. */
const UNWATCHED_MS = 10 * 60_000;
const LOOK_EVERY_MS = 5_000;

/** What the replays of a hub share. */
export interface ReplaysOptions {
  readonly host: SessionHost;
  /** The hub's own event file; recordings beside it can be opened. */
  readonly eventFile: string;
  readonly desks: () => Desks;
  readonly warn: (message: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Opens recordings as sessions of their own, and writes reviewers' marks into them. */
export class Replays implements ReplayDesk {
  readonly #options: ReplaysOptions;
  readonly #folder: string;
  readonly #list: RecordingList;
  readonly #marks: MarkWriter;
  readonly #watchedAt = new Map<SessionId, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: ReplaysOptions) {
    this.#options = options;
    this.#folder = path.dirname(path.resolve(options.eventFile));
    this.#list = new RecordingList(this.#folder);
    this.#marks = new MarkWriter(options.onError);
    this.#timer = setInterval(() => void this.#look().catch(options.onError), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  recordings(): Promise<readonly RecordingFile[]> {
    return this.#list.read();
  }

  open(input: InputOf<'replay.open'>): Promise<Result<SessionId>> {
    return this.#options.host.withRoom(() => this.#open(input));
  }

  async #open(input: InputOf<'replay.open'>): Promise<Result<SessionId>> {
    const { host } = this.#options;
    const name = input.file ?? path.basename(this.#options.eventFile);
    if (name !== path.basename(name) || !name.endsWith('.anlan')) {
      return err(`"${name}" is no event file in the folder of the hub's own`);
    }
    const { follow } = input;
    const leader = follow && host.get(follow.session)?.session;
    if (follow && !(leader instanceof ReplaySession))
      return err('there is no such replay to follow');
    if (leader instanceof ReplaySession && leader.leader) {
      return err('that replay follows another one itself: follow its leader');
    }
    const replay = await this.openFile(path.join(this.#folder, name), {
      view: input.view ?? 'asSeen',
      ...(input.at === undefined ? {} : { at: input.at }),
      ...(follow && leader instanceof ReplaySession
        ? { follow: { leader, offsetMs: follow.offsetMs } }
        : {}),
    });
    if (!replay.ok) return replay;
    host.add(replay.value);
    return ok(replay.value.session.id);
  }

  /** Opens a recording, wherever it lies; the caller hosts it. */
  async openFile(
    file: string,
    how: Pick<Parameters<typeof openReplay>[0], 'view' | 'at' | 'follow'>,
    onDeath?: (error: Error) => void,
  ): Promise<Result<HostedReplay>> {
    const { host, desks, warn, onError } = this.#options;
    const opened = await openReplay({
      ...how,
      file,
      access: await this.#access(file),
      desks: desks(),
      warn,
      onError,
      onDeath: (error) => {
        onError(error);
        if (onDeath) onDeath(error);
        else if (opened.ok) {
          void host.close(opened.value.session.id, `its thread died: ${error.message}`);
        }
      },
    });
    return opened;
  }

  async mark(shown: ShownSession, mark: ReviewEntry): Promise<Result<void>> {
    const file = this.#hostedOf(shown)?.eventFile;
    if (file === undefined) return err('the session has ended');
    const written = await this.#write(file, shown, mark);
    if (!written.ok) return written;
    for (const { session, eventFile } of this.#options.host.all()) {
      if (eventFile !== file || !(session instanceof ReplaySession)) continue;
      session.addNotices(written.value);
      session.tellMark(mark);
    }
    return ok(undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#marks.close();
  }

  async #write(
    file: string,
    shown: ShownSession,
    mark: ReviewEntry,
  ): Promise<Result<readonly string[]>> {
    const recording = this.#recorderOf(file);
    if (recording?.commitMark) {
      if (await recording.commitMark(mark)) return ok([]);
      const why = recording.session.recorderState.message ?? 'the record cannot be written';
      return err(`it could not be recorded: ${why}`);
    }
    const recordedAt = shown.world.replay?.to ?? shown.now();
    return await this.#marks.write(file, mark, { observedAt: Date.now(), recordedAt });
  }

  #recorderOf(file: string): Hosted | undefined {
    return this.#options.host
      .all()
      .find(({ eventFile, commitMark }) => eventFile === file && commitMark !== undefined);
  }

  #hostedOf(shown: ShownSession): Hosted | undefined {
    return this.#options.host.all().find(({ session }) => session === shown);
  }

  async #access(file: string): Promise<FileAccess> {
    if (this.#recorderOf(file)) return { growing: true, reviewable: true };
    if (this.#marks.holds(file)) return { growing: false, reviewable: true };
    return await fileAccess(file);
  }

  /** Says where a recording has ended meanwhile, and closes what nobody looks at. */
  async #look(): Promise<void> {
    const { host } = this.#options;
    const now = performance.now();
    for (const { session, eventFile } of host.all()) {
      if (!(session instanceof ReplaySession)) continue;
      if (session.state.growing) session.setAccess(await this.#access(eventFile));
      const watched = session.publisher.attachedCount > 0;
      const since = watched ? now : (this.#watchedAt.get(session.id) ?? now);
      this.#watchedAt.set(session.id, since);
      if (now - since < UNWATCHED_MS || session === host.get()?.session) continue;
      this.#watchedAt.delete(session.id);
      await host.close(session.id, 'nobody looked at it for ten minutes');
    }
  }
}
