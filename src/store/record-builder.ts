import { type Millis, SECOND } from '../domain/base/quantity.ts';
import { seriesRows } from '../domain/crowd/series-rows.ts';
import type { Entry } from '../domain/session/entry.ts';
import type { ChainHead } from './chain.ts';
import { checkPictures, type PictureCheck, type PictureNotes } from './check-pictures.ts';
import { decodeEntry, type StoredEntry } from './entry-codec.ts';
import { RecordError } from './failure.ts';
import { canonicalPath, exists } from './inspect.ts';
import { LogWriter } from './log-writer.ts';
import { isNote, type NoteKind, type NotePayloads } from './notes.ts';
import { readingSpan } from './observed.ts';
import { type OpenFile, openForWriting } from './opening.ts';
import type { Documents } from './record.ts';
import { insertSeries } from './series.ts';
import type { Signer } from './signing.ts';
import { type FrameRow, insertFrameRow, insertWorldRow, type WorldRow } from './stored-rows.ts';

const ROWS_IN_TRANSACTION = 1_000;
/** Curves have a point this often. */
const SERIES_EVERY_MS: Millis = 10 * SECOND;

/**
 * Builds a new event file out of the rows of another, byte for byte: the same rows give the same chain. Curves and the
 * index of readings follow from the entries.
 */
export class RecordBuilder {
  readonly #at: OpenFile;
  readonly #log: LogWriter;
  #rows = 0;
  #seriesAt: Millis = Number.NEGATIVE_INFINITY;

  private constructor(at: OpenFile, log: LogWriter) {
    this.#at = at;
    this.#log = log;
  }

  /** Begins a file; throws a `RecordError` when there is one already or it cannot be written. */
  static async create(
    file: string,
    documents: Documents,
    signer: Signer | undefined,
  ): Promise<RecordBuilder> {
    if (await exists(file)) {
      const message = `${file} is there already, and nothing is written over it: name another file.`;
      throw new RecordError({ code: 'io', message });
    }
    const at = await openForWriting(await canonicalPath(file), documents, {
      wallNow: Date.now(),
      checkStructure: true,
    });
    const signing = { ...(signer ? { signer } : {}), wallNow: Date.now };
    const log = await LogWriter.open(at.writer, at.head, signing);
    await at.writer.exec('BEGIN IMMEDIATE');
    log.begin();
    return new RecordBuilder(at, log);
  }

  /** The end of the chain so far. */
  get head(): ChainHead {
    return this.#log.draftHead;
  }

  /** How the pictures that were added stand to the log that was added. */
  pictures(what: 'frames' | 'worlds', log: PictureNotes): Promise<PictureCheck> {
    return checkPictures(this.#at.writer, what, log);
  }

  /** Adds a row to the log, and what follows from it; resolves to the head that it makes. */
  async row(stored: StoredEntry): Promise<ChainHead> {
    const seq = await this.#log.append(stored);
    if (!isNote(stored)) {
      const entry = decodeEntry(stored);
      if (entry.ok) await this.#derive(seq, entry.value);
    }
    await this.#breathe();
    return this.#log.draftHead;
  }

  async frame(row: FrameRow): Promise<void> {
    await insertFrameRow(this.#at.writer, row);
    await this.#breathe();
  }

  async world(row: WorldRow): Promise<void> {
    await insertWorldRow(this.#at.writer, row);
    await this.#breathe();
  }

  async note<K extends NoteKind>(kind: K, payload: NotePayloads[K]): Promise<void> {
    await this.#log.note(kind, payload);
  }

  /** Signs with this installation's key, if there is one and `sign` says so, and closes the file. */
  async close(sign: boolean): Promise<ChainHead> {
    if (sign) await this.#log.sign('always');
    await this.#at.writer.exec('COMMIT');
    this.#log.committed();
    const { head } = this.#log;
    await this.#release();
    return head;
  }

  /** Lets go of a file that could not be finished; it stays where it is. */
  async abandon(): Promise<void> {
    await this.#at.writer.exec('ROLLBACK');
    await this.#release();
  }

  async #release(): Promise<void> {
    await this.#log.close();
    await this.#at.reader.close();
    await this.#at.writer.close();
    await this.#at.lock.release();
  }

  async #derive(seq: number, entry: Entry): Promise<void> {
    const span = readingSpan(entry);
    if (span) {
      await this.#at.writer.run('INSERT INTO observation_spans VALUES (?, ?, ?)', [
        seq,
        span.least,
        span.greatest,
      ]);
    }
    if (entry.kind !== 'estimate') return;
    const t = entry.payload.issuedAt;
    if (Math.abs(t - this.#seriesAt) < SERIES_EVERY_MS) return;
    this.#seriesAt = t;
    const rows = seriesRows(entry.payload, t);
    await insertSeries(this.#at.writer, rows);
  }

  async #breathe(): Promise<void> {
    this.#rows += 1;
    if (this.#rows % ROWS_IN_TRANSACTION !== 0) return;
    await this.#at.writer.exec('COMMIT');
    this.#log.committed();
    await this.#at.writer.exec('BEGIN IMMEDIATE');
    this.#log.begin();
  }
}
