import { err, ok, type Result } from '../../domain/base/result.ts';
import { checkGround } from '../../domain/site/check-site.ts';
import { buildGround } from '../../domain/site/ground.ts';
import { genesis } from '../../store/chain.ts';
import { damaged, missing, recordFailure } from '../../store/failure.ts';
import {
  canonicalPath,
  checkWritable,
  exists,
  inspect,
  openForReading,
} from '../../store/inspect.ts';
import type { Documents, Outcome, RecordFailure } from '../../store/record.ts';
import { textIn } from '../../store/sql.ts';
import { checkedHead, readDocuments } from '../../store/verify.ts';
import { newestSnapshot } from '../../store/worlds.ts';
import { takeWriterLock } from '../../store/writer-lock.ts';
import { readEventDocuments } from './event-documents.ts';

/** Why a session cannot go on in an event file; `event`: the file is whole, but its documents are no event. */
export interface RecordingFault {
  readonly code: RecordFailure['code'] | 'event';
  /** In words, with the path. */
  readonly message: string;
}

/**
 * Judges an event file as a hub will that is to go on in it, and changes nothing in it: whether it may be written, is
 * written by nobody else, is whole up to its end and holds an event. Call it in a process that records nothing, see
 * `takeWriterLock`.
 */
export async function checkRecording(file: string): Promise<Result<void, RecordingFault>> {
  const read = await readWhole(file);
  if (!read.ok) return read;
  const fault = (message: string) =>
    err({ code: 'event', message: `${file}: ${message}` } as const);
  const event = readEventDocuments(read.value);
  if (!event.ok) return fault(event.error);
  const problems = checkGround(buildGround(event.value.site));
  return problems.length > 0
    ? fault(`site.json: ${problems.slice(0, 5).join('; ')}`)
    : ok(undefined);
}

async function readWhole(named: string): Promise<Outcome<Documents>> {
  try {
    const file = await canonicalPath(named);
    if (!(await exists(file))) return err(missing(named, 'nothing is at that path'));
    await checkWritable(file);
    if (typeof (await inspect(file)) === 'string') {
      return err(missing(named, 'the file there is empty'));
    }
    // Who never recorded here left no lock; none is laid beside the file for a look.
    if (await exists(`${file}-lock`)) await (await takeWriterLock(file)).release();
    const sql = await openForReading(file);
    try {
      const rows = await sql.all('PRAGMA quick_check(3)');
      const problems = rows
        .flatMap((row) => textIn(row, 'quick_check').split('\n'))
        .filter((line) => line !== 'ok' && !line.startsWith('***'));
      if (problems.length > 0) return err(damaged(named, problems.join('; ')));
      const documents = await readDocuments(sql);
      const { found } = await newestSnapshot(sql);
      const start = found ? { seq: found.snapshot.seq, hash: found.logHash } : genesis(documents);
      await checkedHead(sql, named, start);
      return ok(documents);
    } finally {
      await sql.close();
    }
  } catch (error) {
    return err(await recordFailure(error, named));
  }
}
