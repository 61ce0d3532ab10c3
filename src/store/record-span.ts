import { IS_ENTRY } from './notes.ts';
import { JUMP_KIND } from './passes.ts';
import type { RecordSpan } from './reading.ts';
import { numberIn, type Sql } from './sql.ts';

/** Written by reviewers after the night. */
const MARK_KINDS = "'bookmark', 'story', 'disposition'";

/**
 * What a recording covers; undefined while it has no tick. What came after the last tick belongs to it; a jump may be
 * stamped with the instant that it leaves.
 */
export async function readSpan(sql: Sql): Promise<RecordSpan | undefined> {
  const tick = "SELECT recorded_at FROM log WHERE kind = 'tick' ORDER BY seq";
  const first = await sql.first(`${tick} LIMIT 1`);
  const last = await sql.first(`${tick} DESC LIMIT 1`);
  const newest = await sql.first(
    `SELECT recorded_at FROM log WHERE ${IS_ENTRY}
     AND kind NOT IN (${MARK_KINDS}, '${JUMP_KIND}') ORDER BY seq DESC LIMIT 1`,
  );
  const head = await sql.first('SELECT max(seq) AS seq FROM log');
  if (!first || !last || !newest || !head) return undefined;
  return {
    from: numberIn(first, 'recorded_at'),
    to: Math.max(numberIn(last, 'recorded_at'), numberIn(newest, 'recorded_at')),
    headSeq: numberIn(head, 'seq'),
  };
}
