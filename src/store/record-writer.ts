import { invariant } from '../domain/base/assert.ts';
import { err, ok } from '../domain/base/result.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
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
} from './record.ts';

/**
 * The one writer of an event file, as record.thread offers it: many callers at once, one transaction at a time.
 * Answers come after the commit that holds what they are about.
 */
export class RecordWriter {
  readonly #options: EventFileOptions;
  #open: { readonly record: EventFile; readonly commits: GroupCommit } | undefined;

  /** `options` other than the documents are for tests. */
  constructor(options: EventFileOptions = {}) {
    this.#options = options;
  }

  async open(where: { file: string; documents?: Documents }): Promise<Outcome<OpenedRecord>> {
    invariant(!this.#open, 'a record writer opens one file');
    const { file, documents } = where;
    const outcome = await EventFile.open(file, {
      ...this.#options,
      ...(documents ? { documents } : {}),
    });
    if (!outcome.ok) return outcome;
    const { record, opened } = outcome.value;
    this.#open = { record, commits: new GroupCommit((batch) => record.write(batch)) };
    return ok(opened);
  }

  async append(entries: readonly Entry[]): Promise<Outcome<{ lastSeq: number }>> {
    const { commits } = this.#opened();
    // Encoded here, so that an entry that cannot be recorded is its caller's failure and nobody else's.
    return commits.append(entries.map(encodeForLog));
  }

  frame(frame: DensityFrame): Promise<Outcome<undefined>> {
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

  /** Commits what is waiting and closes the file. */
  async close(): Promise<void> {
    if (!this.#open) return;
    const { record, commits } = this.#open;
    this.#open = undefined;
    await commits.drained();
    await record.close();
  }

  async #aside(batch: WriteBatch): Promise<Outcome<undefined>> {
    const outcome = await this.#opened().commits.aside(batch);
    return outcome.ok ? ok(undefined) : err(outcome.error);
  }

  #opened() {
    invariant(this.#open, 'the record is open');
    return this.#open;
  }
}
