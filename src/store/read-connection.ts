import { RecordError, recordFailure } from './failure.ts';
import { exists, openReadable, type Readable } from './inspect.ts';
import type { Sql } from './sql.ts';

/** A file that stood still is looked at again this often, in case somebody has begun to write it. */
const LOOK_EVERY_MS = 1_000;

/** A reader's connection; it follows a file that somebody begins to write. */
export class ReadConnection {
  readonly file: string;
  #readable: Readable;
  #lookedAt = performance.now();
  #closed: Promise<void>[] = [];

  private constructor(file: string, readable: Readable) {
    this.file = file;
    this.#readable = readable;
  }

  static async open(file: string): Promise<ReadConnection> {
    return new ReadConnection(file, await openReadable(file));
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
    const now = performance.now();
    if (!isStill || notices.length > 0 || now - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = now;
    if (!(await exists(`${this.file}-wal`))) return;
    this.#readable = await openReadable(this.file);
    // Reads that are under way end first.
    this.#closed = [...this.#closed, sql.close().catch(() => undefined)];
  }
}
