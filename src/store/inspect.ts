import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  damaged,
  missing,
  newerVersion,
  notAnEventFile,
  RecordError,
  readOnly,
} from './failure.ts';
import { APPLICATION_ID, FORMAT_VERSION } from './migrations/migrate.ts';
import { numberIn, Sql, SqlError, textIn } from './sql.ts';

/** What stands at a path: nothing, a file without anything in it, or an event file of a format that we know. */
export type Found = 'nothing' | 'empty' | { readonly version: number };

/** How SQLite says that it cannot make the shared memory that a write-ahead log needs. */
const MEDIA_ERRORS = ['SQLITE_CANTOPEN', 'SQLITE_READONLY'];

/** The one path by which a file is known, however it was named: locks go by it. */
export async function canonicalPath(file: string): Promise<string> {
  const absolute = path.resolve(file);
  if (await exists(absolute)) return realpath(absolute);
  const folder = path.dirname(absolute);
  if (!(await exists(folder))) {
    throw new RecordError(missing(file, `its folder ${folder} does not exist; make it first`));
  }
  return path.join(await realpath(folder), path.basename(absolute));
}

/** Looks at a path without changing anything; throws a `RecordError` when we may not or cannot open it. */
export async function inspect(file: string): Promise<Found> {
  if (!(await exists(file))) return 'nothing';
  if (!(await stat(file)).isFile()) {
    throw new RecordError(notAnEventFile(file, 'it is a folder or a device'));
  }
  const sql = await openForReading(file);
  try {
    return await inspectSql(sql, file);
  } catch (error) {
    if (!(error instanceof SqlError && error.code === 'SQLITE_NOTADB')) throw error;
    const what = 'it is no SQLite file, or its beginning is damaged';
    throw new RecordError(notAnEventFile(file, what));
  } finally {
    await sql.close();
  }
}

/** A connection to look into an event file. */
export interface Readable {
  readonly sql: Sql;
  /** The file stands still: nobody writes it, or what he wrote last cannot be seen here. */
  readonly isStill: boolean;
  readonly notices: readonly string[];
}

/**
 * Opens an event file to look into it. While somebody records it, or after he was killed, a write-ahead log lies
 * beside it and takes part; without one the file stands still, may be on read-only media, and is left as it is.
 */
export async function openReadable(file: string): Promise<Readable> {
  if (!(await exists(`${file}-wal`))) {
    return { sql: await Sql.open(file, 'still'), isStill: true, notices: [] };
  }
  const sql = await Sql.open(file, 'readOnly');
  try {
    await sql.all('SELECT 1 FROM sqlite_schema LIMIT 1');
    return { sql, isStill: false, notices: [] };
  } catch (error) {
    const isMedia = error instanceof SqlError && MEDIA_ERRORS.includes(error.code);
    if (!isMedia) return { sql, isStill: false, notices: [] };
    await sql.close();
    const notice = `${file}-wal cannot be taken into account, because nothing may be written beside it: what was recorded last is missing here. Copy both into a folder that may be written, and open the copy.`;
    return { sql: await Sql.open(file, 'still'), isStill: true, notices: [notice] };
  }
}

/** As `openReadable`, for one short look. */
export async function openForReading(file: string): Promise<Sql> {
  return (await openReadable(file)).sql;
}

/** Throws `readOnly` unless the folder may be written, and the file and the one of its lock if they are there. */
export async function checkWritable(file: string): Promise<void> {
  const folder = path.dirname(file);
  if (!(await isWritable(folder))) {
    throw new RecordError(readOnly(file, `writing to the folder ${folder} is not allowed`));
  }
  // A lock on a file that may only be read would keep nobody out.
  for (const part of [file, `${file}-lock`]) {
    if ((await exists(part)) && !(await isWritable(part))) {
      throw new RecordError(readOnly(file, `${part} is write-protected`));
    }
  }
}

/** Whether a write-ahead log was left behind, as a program leaves it that did not close the file. */
export async function wasLeftOpen(file: string): Promise<boolean> {
  try {
    return (await stat(`${file}-wal`)).size > 0;
  } catch {
    return false;
  }
}

async function inspectSql(sql: Sql, file: string): Promise<Found> {
  const row = await sql.first(
    `SELECT application_id AS application, (SELECT count(*) FROM sqlite_schema) AS tables
     FROM pragma_application_id`,
  );
  const application = row ? numberIn(row, 'application') : 0;
  if (application === 0 && row && numberIn(row, 'tables') === 0) return 'empty';
  if (application !== APPLICATION_ID) {
    throw new RecordError(notAnEventFile(file, 'it is a SQLite file of another program'));
  }
  const meta = await sql.first("SELECT value FROM meta WHERE name = 'formatVersion'");
  const version = meta ? Number(textIn(meta, 'value')) : Number.NaN;
  if (!Number.isInteger(version) || version < 1) {
    throw new RecordError(damaged(file, 'it does not say which format version it has'));
  }
  if (version > FORMAT_VERSION) {
    throw new RecordError(newerVersion(file, version, FORMAT_VERSION));
  }
  return { version };
}

/** Whether anything is at that path. */
export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

async function isWritable(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
