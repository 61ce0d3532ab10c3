import { err, ok } from '../domain/base/result.ts';
import { type ChainHead, genesis, hexHash, walkChain } from './chain.ts';
import { damaged, missing, RecordError, recordFailure } from './failure.ts';
import { canonicalPath, inspect, openForReading } from './inspect.ts';
import { IS_ENTRY } from './notes.ts';
import type { Documents, Outcome } from './record.ts';
import { numberIn, type Sql, textIn } from './sql.ts';
import { hasWorlds } from './worlds.ts';

/** What a whole chain ends in. */
export interface VerifiedChain {
  /** Entries of the session, without the record's own notes between them. */
  readonly entries: number;
  /** The number of the last row. */
  readonly lastSeq: number;
  /** Hexadecimal; compare it with the one that was printed or signed when the night ended. */
  readonly headHash: string;
}

/**
 * Checks the whole log of an event file, from its documents to its last entry, while others may read or write it.
 * It finds every entry that was changed, moved, put in or taken out. What it cannot find by itself is a file
 * that was written anew from some entry on: for that compare `headHash` with one kept elsewhere.
 */
export async function verifyChain(file: string): Promise<Outcome<VerifiedChain>> {
  try {
    const found = await inspect(await canonicalPath(file));
    if (typeof found === 'string') return err(missing(file, 'there is nothing to verify'));
    const sql = await openForReading(file);
    try {
      // One transaction, so that a recorder that goes on writing cannot move the end under the walk.
      await sql.exec('BEGIN');
      const head = await checkedHead(sql, file, genesis(await readDocuments(sql)));
      const [counted] = await sql.all(`SELECT count(*) AS notes FROM log WHERE NOT ${IS_ENTRY}`);
      const entries = head.seq - (counted ? numberIn(counted, 'notes') : 0);
      return ok({ entries, lastSeq: head.seq, headHash: hexHash(head.hash) });
    } finally {
      await sql.close();
    }
  } catch (error) {
    return err(await recordFailure(error, file));
  }
}

/** The head of the log, with the chain checked after `start`; throws `damaged` where it does not hold. */
export async function checkedHead(sql: Sql, file: string, start: ChainHead): Promise<ChainHead> {
  const first = await sql.first('SELECT seq FROM log ORDER BY seq LIMIT 1');
  if (first && numberIn(first, 'seq') < 1) {
    const what = `its chain breaks at entry ${numberIn(first, 'seq')}: it was put before the first`;
    throw new RecordError(damaged(file, what));
  }
  const end = await walkChain(sql, start);
  if ('problem' in end) {
    throw new RecordError(damaged(file, `its chain breaks at entry ${end.seq}: ${end.problem}`));
  }
  const lastKnown = await lastKnownSeq(sql);
  if (lastKnown > end.seq) {
    const what = `entries ${end.seq + 1} to ${lastKnown} are missing at the end of its log`;
    throw new RecordError(damaged(file, what));
  }
  return end;
}

/** The last row of the log that another table knows of: fewer than that were cut off. */
export async function lastKnownSeq(sql: Sql): Promise<number> {
  const known = await sql.first(
    `SELECT max(
       ifnull((SELECT max(seq) FROM ${(await hasWorlds(sql)) ? 'worlds' : 'snapshots'}), 0),
       ifnull((SELECT max(seq) FROM observation_spans), 0),
       ifnull((SELECT recorded_seq FROM frames ORDER BY id DESC LIMIT 1), 0)) AS seq`,
  );
  return known ? numberIn(known, 'seq') : 0;
}

/** The documents that the file was made from. */
export async function readDocuments(sql: Sql): Promise<Documents> {
  const rows = await sql.all('SELECT name, content FROM documents');
  return Object.fromEntries(rows.map((row) => [textIn(row, 'name'), textIn(row, 'content')]));
}
