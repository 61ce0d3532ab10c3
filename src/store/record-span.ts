import type { RecordSpan } from './reading.ts';
import { numberIn, type Sql } from './sql.ts';

/** What a recording covers; undefined while it has no tick. */
export async function readSpan(sql: Sql): Promise<RecordSpan | undefined> {
  const tick = "SELECT recorded_at FROM log WHERE kind = 'tick' ORDER BY seq";
  const first = await sql.first(`${tick} LIMIT 1`);
  const last = await sql.first(`${tick} DESC LIMIT 1`);
  const head = await sql.first('SELECT max(seq) AS seq FROM log');
  if (!first || !last || !head) return undefined;
  return {
    from: numberIn(first, 'recorded_at'),
    to: numberIn(last, 'recorded_at'),
    headSeq: numberIn(head, 'seq'),
  };
}
