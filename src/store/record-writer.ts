import { invariant } from '../domain/base/assert.ts';
import type { Millis } from '../domain/base/quantity.ts';
import { err, ok } from '../domain/base/result.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import { type DiskState, DiskWatch } from './disk-watch.ts';
import { EventFile, type EventFileOptions, encodeForLog, type WriteBatch } from './event-file.ts';
import { GroupCommit } from './group-commit.ts';
import type {
  Documents,
  LoggedEntry,
  OpenedRecord,
  Outcome,
  SeriesQuery,
  SeriesRow,
  Snapshot,
  StorageState,
} from './record.ts';
import { DEFAULT_RETENTION, makeRoom, type RetentionSettings, shortage } from './retention.ts';
import { openSigner, signingKeyFile } from './signing.ts';

/** What a record writer is opened with. */
export interface RecordOpening {
  readonly file: string;
  /** What a new file is made from. */
  readonly documents?: Documents;
  /** The key that signs the chain (default: `signingKeyFile`, the installation's); `false`: it is not signed. */
  readonly signingKey?: string | false;
  readonly retention?: Partial<RetentionSettings>;
  /** `false` for one who only adds a mark to a recording that is over; see `EventFileOptions.checkStructure`. */
  readonly checkStructure?: boolean;
}

interface Opened {
  readonly record: EventFile;
  readonly commits: GroupCommit;
  readonly disk: DiskWatch;
  readonly retention: RetentionSettings;
}

/**
 * The one writer of an event file, as record.thread offers it: many callers at once, one transaction at a time.
 * Answers come after the commit that holds what they are about.
 */
export class RecordWriter {
  readonly #options: EventFileOptions;
  readonly #watch: (file: string) => DiskWatch;
  #open: Opened | undefined;
  #isShort = false;
  #makingRoom: Promise<void> | undefined;
  #newest: Millis = Number.NEGATIVE_INFINITY;
  #framedAt: Millis = Number.NEGATIVE_INFINITY;

  /** `options` and `watch` are for tests. */
  constructor(
    options: EventFileOptions = {},
    watch: (file: string) => DiskWatch = (file) => new DiskWatch(file),
  ) {
    this.#options = options;
    this.#watch = watch;
  }

  async open(where: RecordOpening): Promise<Outcome<OpenedRecord>> {
    invariant(!this.#open, 'a record writer opens one file');
    const { file, documents, signingKey, checkStructure } = where;
    const key = signingKey === false ? undefined : await openSigner(signingKey ?? signingKeyFile());
    const outcome = await EventFile.open(file, {
      ...(key?.ok ? { signer: key.value.signer } : {}),
      ...this.#options,
      ...(documents ? { documents } : {}),
      ...(checkStructure === undefined ? {} : { checkStructure }),
    });
    if (!outcome.ok) return outcome;
    const { record, opened } = outcome.value;
    this.#open = {
      record,
      commits: new GroupCommit((batch) => record.write(batch)),
      disk: this.#watch(file),
      retention: { ...DEFAULT_RETENTION, ...where.retention },
    };
    return ok({ ...opened, notices: [...opened.notices, ...keyNotices(key)] });
  }

  async append(entries: readonly Entry[]): Promise<Outcome<{ lastSeq: number }>> {
    const { commits } = this.#opened();
    // Encoded here, so that an entry that cannot be recorded is its caller's failure and nobody else's.
    return commits.append(entries.map(encodeForLog));
  }

  /** While the disk is short, rasters are kept further apart. */
  async frame(frame: DensityFrame): Promise<Outcome<undefined>> {
    const { frameEveryMs } = this.#opened().retention;
    this.#newest = Math.max(this.#newest, frame.issuedAt);
    if (this.#isShort && Math.abs(frame.issuedAt - this.#framedAt) < frameEveryMs) {
      return ok(undefined);
    }
    this.#framedAt = frame.issuedAt;
    return this.#aside({ frames: [frame] });
  }

  series(rows: readonly SeriesRow[]): Promise<Outcome<undefined>> {
    return this.#aside({ series: rows });
  }

  snapshot(snapshot: Snapshot): Promise<Outcome<undefined>> {
    return this.#aside({ snapshots: [snapshot] });
  }

  async read(afterSeq: number, limit: number): Promise<readonly LoggedEntry[]> {
    return this.#opened().record.read(afterSeq, limit);
  }

  async recent(kind: EntryKind, limit: number): Promise<readonly LoggedEntry[]> {
    return this.#opened().record.recent(kind, limit);
  }

  async readSeries(query: SeriesQuery): Promise<SeriesPoints> {
    return this.#opened().record.readSeries(query);
  }

  /** Looks at the disk, and makes room when it runs short; ask every half minute. */
  async storage(): Promise<StorageState> {
    const { record, disk, retention } = this.#opened();
    const state: DiskState = await disk.look(await record.space());
    const short = shortage(state, retention);
    this.#isShort = short === 'thin';
    // Before the first raster nobody knows the time of the recording, and there is nothing of this run to take away.
    if (this.#isShort && Number.isFinite(this.#newest)) await this.#makeRoomOnce();
    return { ...state, low: short !== 'none' };
  }

  /** Commits what is waiting and closes the file. */
  async close(): Promise<void> {
    if (!this.#open) return;
    const { record, commits } = this.#open;
    await this.#makingRoom?.catch(() => undefined);
    this.#open = undefined;
    await commits.drained();
    await record.close();
  }

  /** One round at a time; whoever asks meanwhile waits for the same one, and hears what went wrong with it. */
  #makeRoomOnce(): Promise<void> {
    this.#makingRoom ??= this.#makeRoom().finally(() => {
      this.#makingRoom = undefined;
    });
    return this.#makingRoom;
  }

  async #makeRoom(): Promise<void> {
    const { commits, disk } = this.#opened();
    const removed = await makeRoom(this.#newest, async (wish) => {
      const outcome = await commits.aside({ thin: wish });
      return outcome.ok ? (outcome.value.removed ?? 0) : 0;
    });
    if (removed > 0) disk.reset();
  }

  async #aside(batch: WriteBatch): Promise<Outcome<undefined>> {
    const outcome = await this.#opened().commits.aside(batch);
    return outcome.ok ? ok(undefined) : err(outcome.error);
  }

  #opened(): Opened {
    invariant(this.#open, 'the record is open');
    return this.#open;
  }
}

/** What an operator should know of the key; a record that nobody can sign is kept all the same. */
function keyNotices(key: Awaited<ReturnType<typeof openSigner>> | undefined): readonly string[] {
  if (!key) return [];
  if (key.ok) return key.value.notices;
  return [
    `The record is not signed: there is no key to sign it with (${key.error}). Its chain is kept all the same.`,
  ];
}
