import { pathToFileURL } from 'node:url';
import sqlite3 from 'sqlite3';

/** What may be bound to a statement. Everything else SQLite would store as something that it is not. */
export type SqlValue = number | string | Uint8Array;

/** A row as SQLite gives it; read its cells with `numberIn`, `textIn` and `bytesIn`. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** An error of SQLite itself with its primary result code, such as `SQLITE_FULL`. */
export class SqlError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SqlError';
    this.code = code;
  }
}

/** A statement compiled once for many rows. Finalize it before the connection is closed. */
export interface PreparedSql {
  run(values: readonly SqlValue[]): Promise<void>;
  finalize(): Promise<void>;
}

const OPEN_MODES = {
  readOnly: sqlite3.OPEN_READONLY,
  readWrite: sqlite3.OPEN_READWRITE,
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
  still: sqlite3.OPEN_READONLY | sqlite3.OPEN_URI,
};

/** One connection to a SQLite file: promises instead of callbacks, and checked bindings. */
export class Sql {
  readonly #db: sqlite3.Database;

  private constructor(db: sqlite3.Database) {
    this.#db = db;
  }

  /**
   * Opens a connection. SQLite reads nothing yet, so a file that is no database shows at the first statement.
   * `still` reads a file that nobody writes and puts nothing beside it, not even a lock.
   */
  static open(file: string, mode: keyof typeof OPEN_MODES): Promise<Sql> {
    return new Promise((resolve, reject) => {
      const name = mode === 'still' ? `${pathToFileURL(file).href}?immutable=1` : file;
      const db = new sqlite3.Database(name, OPEN_MODES[mode], (error) => {
        if (error) reject(sqlError(error));
        else resolve(new Sql(db));
      });
    });
  }

  run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.run(sql, bound(values), settle(resolve, reject));
    });
  }

  /** Runs several statements, none of which takes values. */
  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.exec(sql, settle(resolve, reject));
    });
  }

  all(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return new Promise((resolve, reject) => {
      this.#db.all<SqlRow>(sql, bound(values), (error, rows) => {
        if (error) reject(sqlError(error));
        else resolve(rows);
      });
    });
  }

  /** The first row, or undefined. */
  async first(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow | undefined> {
    const [row] = await this.all(sql, values);
    return row;
  }

  prepare(sql: string): Promise<PreparedSql> {
    return new Promise((resolve, reject) => {
      const statement = this.#db.prepare(sql, (error: Error | null) => {
        if (error) reject(sqlError(error));
        else resolve(prepared(statement));
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.close(settle(resolve, reject));
    });
  }
}

/** The number in a column; throws `SQLITE_CORRUPT` when the file holds something else there. */
export function numberIn(row: SqlRow, column: string): number {
  const cell = row[column];
  if (typeof cell !== 'number') throw wrongCell(column, 'a number', cell);
  return cell;
}

/** The text in a column; throws `SQLITE_CORRUPT` when the file holds something else there. */
export function textIn(row: SqlRow, column: string): string {
  const cell = row[column];
  if (typeof cell !== 'string') throw wrongCell(column, 'a text', cell);
  return cell;
}

/** The bytes in a column; throws `SQLITE_CORRUPT` when the file holds something else there. */
export function bytesIn(row: SqlRow, column: string): Uint8Array {
  const cell = row[column];
  if (!(cell instanceof Uint8Array)) throw wrongCell(column, 'bytes', cell);
  return cell;
}

function wrongCell(column: string, expected: string, cell: unknown): SqlError {
  const found = cell === null ? 'nothing' : typeof cell;
  return new SqlError('SQLITE_CORRUPT', `column ${column} holds ${found} instead of ${expected}`);
}

/** The driver binds BigInt and NaN as NULL, objects and ArrayBuffers as their names, Dates as reals, all silently. */
function bound(values: readonly SqlValue[]): SqlValue[] {
  return values.map((value: unknown, index) => {
    if (typeof value === 'string' || value instanceof Uint8Array) return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    const what = typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
    throw new Error(
      `invariant broken: SQL value ${index + 1} is ${what} (${typeof value}), which cannot be bound`,
    );
  });
}

function prepared(statement: sqlite3.Statement): PreparedSql {
  return {
    run(values) {
      return new Promise((resolve, reject) => {
        statement.run(bound(values), settle(resolve, reject));
      });
    },
    finalize() {
      return new Promise((resolve) => {
        statement.finalize(() => resolve());
      });
    },
  };
}

function settle(
  resolve: () => void,
  reject: (error: Error) => void,
): (error: Error | null) => void {
  return (error) => {
    if (error) reject(sqlError(error));
    else resolve();
  };
}

function sqlError(error: Error): SqlError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'SQLITE_ERROR';
  return new SqlError(code, error.message.replace(/^SQLITE_[A-Z]+: /, ''));
}
