import type { Millis } from '../domain/base/quantity.ts';
import { err, ok } from '../domain/base/result.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import { type ChainHead, nextHead, storedEntry } from './chain.ts';
import { decodeEntry, encodeEntry, type StoredEntry } from './entry-codec.ts';
import { damaged, RecordError, recordFailure } from './failure.ts';
import { insertFrame, type StoredFrame, selectFrames } from './frames.ts';
import { canonicalPath } from './inspect.ts';
import { type OpenFile, openForWriting } from './opening.ts';
import type {
  Documents,
  LoggedEntry,
  OpenedRecord,
  Outcome,
  SeriesQuery,
  SeriesRow,
  Snapshot,
} from './record.ts';
import { insertSeries, selectSeries } from './series.ts';
import { insertSnapshot } from './snapshots.ts';
import {
  bytesIn,
  numberIn,
  type PreparedSql,
  type Sql,
  type SqlRow,
  type SqlValue,
} from './sql.ts';

/** An entry that was encoded for the log, with the least and the greatest time of its readings. */
export interface EncodedEntry {
  readonly stored: StoredEntry;
  readonly span?: { readonly least: Millis; readonly greatest: Millis };
}

/** What one transaction writes. */
export interface WriteBatch {
  readonly entries?: readonly EncodedEntry[];
  readonly frames?: readonly DensityFrame[];
  readonly series?: readonly SeriesRow[];
  readonly snapshots?: readonly Snapshot[];
}

/** Where a transaction has come to: begun; all rows written but not committed; committed. */
export type TransactionStage = 'begun' | 'written' | 'committed';

export interface EventFileOptions {
  /** What a new file is made from; without it a file that does not exist is `missing`. */
  readonly documents?: Documents;
  /** The file may not grow beyond this many pages: how tests fill a disk. */
  readonly maxPages?: number;
  /** Told at every stage of every transaction and waited for: how tests kill a writer in the middle of one. */
  readonly onStage?: (stage: TransactionStage) => Promise<void>;
}

interface Connections extends OpenFile {
  readonly file: string;
  readonly insert: PreparedSql;
}

/** Encodes an entry for `EventFile.write`. */
export function encodeForLog(entry: Entry): EncodedEntry {
  const stored = encodeEntry(entry);
  if (entry.kind !== 'observations' || entry.payload.count === 0) return { stored };
  const { observedAt } = entry.payload;
  const least = observedAt.reduce((a, b) => Math.min(a, b));
  const greatest = observedAt.reduce((a, b) => Math.max(a, b));
  return { stored, span: { least, greatest } };
}

/**
 * The record of one event: one SQLite file with one writer. Everything goes in by `write`, one transaction at a
 * time; what was committed is never changed. `RecordWriter` gathers callers into transactions.
 */
export class EventFile {
  readonly #at: Connections;
  readonly #options: EventFileOptions;
  #head: ChainHead | undefined;

  private constructor(at: Connections, options: EventFileOptions) {
    this.#at = at;
    this.#options = options;
    this.#head = at.head;
  }

  /** Opens the record at `file`, or makes it from `documents` when there is none; says in words why it cannot. */
  static async open(
    file: string,
    options: EventFileOptions = {},
  ): Promise<Outcome<{ readonly record: EventFile; readonly opened: OpenedRecord }>> {
    try {
      const canonical = await canonicalPath(file);
      const open = await openForWriting(canonical, options.documents);
      const insert = await open.writer.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
      const record = new EventFile({ ...open, file: canonical, insert }, options);
      if (options.maxPages !== undefined) await record.limitPages(options.maxPages);
      return ok({ record, opened: open.opened });
    } catch (error) {
      return err(await recordFailure(error, file));
    }
  }

  /** Writes all of a batch or nothing of it; on success it is on the disk. Never call it twice at a time. */
  async write(batch: WriteBatch): Promise<Outcome<{ readonly lastSeq: number }>> {
    const { writer, file } = this.#at;
    try {
      const before = this.#head ?? (await this.#readHead());
      await writer.exec('BEGIN IMMEDIATE');
      await this.#options.onStage?.('begun');
      const head = await this.#insert(batch, before);
      await this.#options.onStage?.('written');
      await writer.exec('COMMIT');
      this.#head = head;
      await this.#options.onStage?.('committed');
      return ok({ lastSeq: head.seq });
    } catch (error) {
      await this.#rollBack();
      return err(await recordFailure(error, file));
    }
  }

  /** Lets the file grow to that many pages; see `EventFileOptions.maxPages`. */
  async limitPages(pages: number): Promise<void> {
    await this.#at.writer.exec(`PRAGMA max_page_count = ${Math.floor(pages)}`);
  }

  /** Entries after `afterSeq`, at most `limit`, in order. Throws a `RecordError` when they cannot be read. */
  read(afterSeq: number, limit: number): Promise<readonly LoggedEntry[]> {
    return this.#readEntries('SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?', [
      afterSeq,
      limit,
    ]);
  }

  /** The newest `limit` entries of a kind, in order of seq. */
  async recent(kind: EntryKind, limit: number): Promise<readonly LoggedEntry[]> {
    const newestFirst = await this.#readEntries(
      'SELECT * FROM log WHERE kind = ? ORDER BY seq DESC LIMIT ?',
      [kind, limit],
    );
    return newestFirst.toReversed();
  }

  readSeries(query: SeriesQuery): Promise<SeriesPoints> {
    return this.#reading((reader) => selectSeries(reader, query));
  }

  /** The density frames of [from, to] in order of time. */
  readFrames(from: Millis, to: Millis): Promise<readonly StoredFrame[]> {
    return this.#reading((reader) => selectFrames(reader, from, to));
  }

  /** Folds the write-ahead log into the file and lets go of it. Do not use the record afterwards. */
  async close(): Promise<void> {
    const { writer, reader, insert, lock } = this.#at;
    await insert.finalize();
    await reader.close();
    await writer.close();
    await lock.release();
  }

  async #insert(batch: WriteBatch, before: ChainHead): Promise<ChainHead> {
    const { writer, insert } = this.#at;
    let head = before;
    for (const { stored, span } of batch.entries ?? []) {
      const previous = head.hash;
      head = nextHead(head, stored);
      const { observedAt, recordedAt, kind, audience, payload } = stored;
      await insert.run([
        head.seq,
        observedAt,
        recordedAt,
        kind,
        audience,
        payload,
        previous,
        head.hash,
      ]);
      if (span) {
        await writer.run('INSERT INTO observation_spans VALUES (?, ?, ?)', [
          head.seq,
          span.least,
          span.greatest,
        ]);
      }
    }
    for (const frame of batch.frames ?? []) await insertFrame(writer, frame, head.seq);
    if (batch.series) await insertSeries(writer, batch.series);
    for (const snapshot of batch.snapshots ?? []) await insertSnapshot(writer, snapshot);
    return head;
  }

  async #rollBack(): Promise<void> {
    // What is on the disk is asked again before the next entry is chained to it.
    this.#head = undefined;
    try {
      await this.#at.writer.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does after some failures.
    }
  }

  async #readHead(): Promise<ChainHead> {
    const row = await this.#at.writer.first('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1');
    return row ? { seq: numberIn(row, 'seq'), hash: bytesIn(row, 'hash') } : this.#at.head;
  }

  #readEntries(sql: string, values: readonly SqlValue[]): Promise<readonly LoggedEntry[]> {
    return this.#reading(async (reader) => {
      const rows = await reader.all(sql, values);
      return rows.map((row) => loggedEntry(row, this.#at.file));
    });
  }

  async #reading<T>(work: (reader: Sql) => Promise<T>): Promise<T> {
    try {
      return await work(this.#at.reader);
    } catch (error) {
      throw new RecordError(await recordFailure(error, this.#at.file));
    }
  }
}

function loggedEntry(row: SqlRow, file: string): LoggedEntry {
  const seq = numberIn(row, 'seq');
  const entry = decodeEntry(storedEntry(row));
  if (!entry.ok)
    throw new RecordError(damaged(file, `entry ${seq} cannot be read: ${entry.error}`));
  return { seq, entry: entry.value };
}
