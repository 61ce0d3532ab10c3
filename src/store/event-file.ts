import type { Millis } from '../domain/base/quantity.ts';
import { err, ok } from '../domain/base/result.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import { encodeEntry, type StoredEntry } from './entry-codec.ts';
import { RecordError, recordFailure } from './failure.ts';
import { type StoredFrame, selectFrames } from './frames.ts';
import { canonicalPath } from './inspect.ts';
import { LogWriter } from './log-writer.ts';
import { loggedEntry } from './logged-entry.ts';
import { IS_ENTRY, type NotePayloads } from './notes.ts';
import { readingSpan } from './observed.ts';
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
import type { Signer } from './signing.ts';
import { numberIn, type Sql, type SqlValue } from './sql.ts';
import { type Thinning, thin } from './thinning.ts';

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
  /** Rasters or worlds to take away, never entries; the log says so. */
  readonly thin?: Thinning;
}

/** What a transaction came to. */
export interface Written {
  readonly lastSeq: number;
  /** Rasters or worlds that were taken away; absent: none were to be. */
  readonly removed?: number;
}

/** Where a transaction has come to: begun; all rows written but not committed; committed. */
export type TransactionStage = 'begun' | 'written' | 'committed';

export interface EventFileOptions {
  /** What a new file is made from; without it a file that does not exist is `missing`. */
  readonly documents?: Documents;
  /** Signs the chain; absent: it is not signed. */
  readonly signer?: Signer;
  /** After how many rows it is signed again, besides once a minute and at the end (default 2,000). */
  readonly signEveryRows?: number;
  /** The machine's clock (default: the real one). */
  readonly wallNow?: () => Millis;
  /** Whether SQLite looks at all of its structures first (default); the chain's end is checked in any case. */
  readonly checkStructure?: boolean;
  /** The file may not grow beyond this many pages: how tests fill a disk. */
  readonly maxPages?: number;
  /** Told at every stage of every transaction and waited for: how tests kill a writer in the middle of one. */
  readonly onStage?: (stage: TransactionStage) => Promise<void>;
}

interface Connections extends OpenFile {
  readonly file: string;
  readonly log: LogWriter;
}

/** Encodes an entry for `EventFile.write`. */
export function encodeForLog(entry: Entry): EncodedEntry {
  const stored = encodeEntry(entry);
  const span = readingSpan(entry);
  return span ? { stored, span } : { stored };
}

function unsignedTailNotice({ from, to }: NotePayloads['record.unsignedTail']): string {
  return `Nobody signed rows ${from} to ${to}, which is more than a crash leaves behind: they were recorded without a key, or somebody put them in. A note in the log says so before anything is signed; compare with a head hash that was kept elsewhere.`;
}

/**
 * The record of one event: one SQLite file with one writer. Everything goes in by `write`, one transaction at a
 * time; what was committed is never changed. `RecordWriter` gathers callers into transactions.
 */
export class EventFile {
  readonly #at: Connections;
  readonly #options: EventFileOptions;
  /** After a failure nobody knows where the log ends. */
  #isLost = false;

  private constructor(at: Connections, options: EventFileOptions) {
    this.#at = at;
    this.#options = options;
  }

  /** Opens the record at `file`, or makes it from `documents` when there is none; says in words why it cannot. */
  static async open(
    file: string,
    options: EventFileOptions = {},
  ): Promise<Outcome<{ readonly record: EventFile; readonly opened: OpenedRecord }>> {
    try {
      const canonical = await canonicalPath(file);
      const { documents, wallNow = Date.now } = options;
      const open = await openForWriting(canonical, documents, {
        wallNow: wallNow(),
        checkStructure: options.checkStructure ?? true,
      });
      const log = await LogWriter.open(open.writer, open.head, { ...options, wallNow });
      const record = new EventFile({ ...open, file: canonical, log }, options);
      if (options.maxPages !== undefined) await record.limitPages(options.maxPages);
      const { unsignedTail } = log;
      const notices = [
        ...open.opened.notices,
        ...(unsignedTail ? [unsignedTailNotice(unsignedTail)] : []),
      ];
      return ok({ record, opened: { ...open.opened, notices } });
    } catch (error) {
      return err(await recordFailure(error, file));
    }
  }

  /**
   * Writes all of a batch or nothing of it; on success it is on the disk. `lastSeq` is the number of the batch's last
   * entry, or of the log's last row when it has none. Never call it twice at a time.
   */
  write(batch: WriteBatch): Promise<Outcome<Written>> {
    return this.#transaction(async (log) => {
      const lastSeq = await this.#insert(batch);
      const removed = batch.thin ? await this.#thin(batch.thin) : undefined;
      await log.sign('due');
      return { lastSeq, ...(removed === undefined ? {} : { removed }) };
    });
  }

  /** Lets the file grow to that many pages; see `EventFileOptions.maxPages`. */
  async limitPages(pages: number): Promise<void> {
    await this.#at.writer.exec(`PRAGMA max_page_count = ${Math.floor(pages)}`);
  }

  /** Entries after `afterSeq`, at most `limit`, in order. Throws a `RecordError` when they cannot be read. */
  read(afterSeq: number, limit: number): Promise<readonly LoggedEntry[]> {
    return this.#readEntries(
      `SELECT * FROM log WHERE seq > ? AND ${IS_ENTRY} ORDER BY seq LIMIT ?`,
      [afterSeq, limit],
    );
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

  /** Signs what is not signed, folds the write-ahead log into the file and lets go of it: the record ends here. */
  async close(): Promise<void> {
    const { writer, reader, log, lock } = this.#at;
    // A disk that is full at the end leaves the last minute without a signature, and nothing else.
    if (log.isToBeSigned) await this.#transaction(() => log.sign('always'));
    await log.close();
    await reader.close();
    // Somebody may be reading: then SQLite would leave the write-ahead log as if the program had been killed.
    await writer.exec('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
    await writer.close();
    await lock.release();
  }

  async #transaction<T>(work: (log: LogWriter) => Promise<T>): Promise<Outcome<T>> {
    const { writer, file, log, empty } = this.#at;
    try {
      if (this.#isLost) await log.refresh(empty);
      this.#isLost = false;
      await writer.exec('BEGIN IMMEDIATE');
      await this.#options.onStage?.('begun');
      log.begin();
      const done = await work(log);
      await this.#options.onStage?.('written');
      await writer.exec('COMMIT');
      log.committed();
      await this.#options.onStage?.('committed');
      return ok(done);
    } catch (error) {
      await this.#rollBack();
      return err(await recordFailure(error, file));
    }
  }

  async #insert(batch: WriteBatch): Promise<number> {
    const { writer, log } = this.#at;
    let lastSeq: number | undefined;
    for (const { stored, span } of batch.entries ?? []) {
      lastSeq = await log.append(stored);
      if (span) {
        await writer.run('INSERT INTO observation_spans VALUES (?, ?, ?)', [
          lastSeq,
          span.least,
          span.greatest,
        ]);
      }
    }
    for (const frame of batch.frames ?? []) await log.frame(frame);
    if (batch.series) await insertSeries(writer, batch.series);
    for (const snapshot of batch.snapshots ?? []) await log.snapshot(snapshot);
    return lastSeq ?? log.head.seq;
  }

  async #thin(wish: Thinning): Promise<number> {
    const removed = await thin(this.#at.writer, wish);
    const { what, before, everyMs } = wish;
    if (removed > 0) await this.#at.log.note('record.thinned', { what, before, everyMs, removed });
    return removed;
  }

  /** How much of the file is used, and how much of it is free for what comes. */
  async space(): Promise<{ readonly usedBytes: number; readonly spareBytes: number }> {
    return this.#reading(async (reader) => {
      const row = await reader.first(
        `SELECT page_count AS pages, page_size AS size, freelist_count AS spare
         FROM pragma_page_count, pragma_page_size, pragma_freelist_count`,
      );
      const [pages, size, spare] = ['pages', 'size', 'spare'].map((name) =>
        row ? numberIn(row, name) : 0,
      ) as [number, number, number];
      return { usedBytes: (pages - spare) * size, spareBytes: spare * size };
    });
  }

  async #rollBack(): Promise<void> {
    this.#isLost = true;
    try {
      await this.#at.writer.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does after some failures.
    }
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
