import { stat } from 'node:fs/promises';
import { RecordError, recordFailure } from './failure.ts';
import { exists, openReadable, type Readable } from './inspect.ts';
import type { Sql } from './sql.ts';

/** A reader's connection; it follows a file that somebody begins to write. */
export class ReadConnection {
  readonly file: string;
  #readable: Readable;
  /** What the file looked like when it was opened as standing still. */
  #look: string;
  #closed: Promise<void>[] = [];

  private constructor(file: string, readable: Readable, look: string) {
    this.file = file;
    this.#readable = readable;
    this.#look = look;
  }

  static async open(file: string): Promise<ReadConnection> {
    // Looked at first: what changes from here on shows.
    const look = await lookOf(file);
    return new ReadConnection(file, await openReadable(file), look);
  }

  get notices(): readonly string[] {
    return this.#readable.notices;
  }

  /** Reads; throws a `RecordError` in words when that fails. */
  async use<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      await this.#follow();
      return await work(this.#readable.sql);
    } catch (error) {
      throw new RecordError(await recordFailure(error, this.file));
    }
  }

  async close(): Promise<void> {
    await this.#readable.sql.close();
    await Promise.all(this.#closed);
  }

  /** What was opened as standing still would not show what a writer adds, and could mix old pages with new ones. */
  async #follow(): Promise<void> {
    const { isStill, notices, sql } = this.#readable;
    if (!isStill || notices.length > 0) return;
    const look = await lookOf(this.file);
    if (look === this.#look && !(await exists(`${this.file}-wal`))) return;
    const next = await openReadable(this.file);
    // Another question may have come here at the same time, and be done already.
    if (this.#readable.sql !== sql) return await next.sql.close();
    this.#look = look;
    this.#readable = next;
    // Reads that are under way end first.
    this.#closed = [...this.#closed, sql.close().catch(() => undefined)];
  }
}

/** Size and time of change: `stat` takes no handle, so that no lock of this process is lost. */
async function lookOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${size} ${mtimeMs}`;
}
