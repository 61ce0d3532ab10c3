import { inUse, RecordError, readOnly } from './failure.ts';
import { Sql, SqlError } from './sql.ts';

/** The right to write one event file; nobody else on this machine has it until it is released. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Takes the writer's right to an event file, or fails with `inUse`.
 *
 * It is an exclusive SQLite transaction on an empty file beside the event file: the operating system frees such a
 * lock when its process ends, however it ends, and readers of the event file never meet it. The side file is left
 * in place, because removing it could pull it from under a process that is just taking it.
 *
 * On POSIX a process loses its locks when it opens and closes the locked file by any other means: never open an
 * event file or its side files with `node:fs` in a process that records it.
 */
export async function takeWriterLock(file: string): Promise<WriterLock> {
  const sql = await openLockFile(file);
  try {
    await sql.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    await sql.close();
    const busy = error instanceof SqlError && error.code === 'SQLITE_BUSY';
    throw busy ? new RecordError(inUse(file)) : error;
  }
  return { release: () => sql.close() };
}

async function openLockFile(file: string): Promise<Sql> {
  try {
    return await Sql.open(`${file}-lock`, 'create');
  } catch (error) {
    if (!(error instanceof SqlError && error.code === 'SQLITE_CANTOPEN')) throw error;
    throw new RecordError(readOnly(file, `its side file ${file}-lock cannot be made`));
  }
}
