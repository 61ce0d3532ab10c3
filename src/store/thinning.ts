import type { Millis } from '../domain/base/quantity.ts';
import type { Sql } from './sql.ts';

/** What to take away: pictures that can be done without, never facts. */
export interface Thinning {
  readonly what: 'frames' | 'worlds';
  /** Only what is older than this instant. */
  readonly before: Millis;
  /** The first of each slice of this length stays. */
  readonly everyMs: number;
  /** At most so many, the oldest first; absent: all that are due. */
  readonly limit?: number;
}

/** Takes rasters or worlds away; part of the caller's transaction. Resolves to how many are gone. */
export async function thin(sql: Sql, { what, before, everyMs, limit }: Thinning): Promise<number> {
  const [key, at] = what === 'frames' ? ['id', 'valid_at'] : ['seq', 'recorded_at'];
  const apart = what === 'frames' ? 'layer, member,' : '';
  const [counted] = await sql.all(`SELECT count(*) AS n FROM ${what}`);
  await sql.run(
    `DELETE FROM ${what} WHERE ${key} IN (
       SELECT ${key} FROM ${what} WHERE ${at} < ? AND ${key} NOT IN (
         SELECT min(${key}) FROM ${what} WHERE ${at} < ?
         GROUP BY ${apart} CAST(floor(${at} / ?) AS INTEGER))
       ${what === 'worlds' ? 'AND seq NOT IN (SELECT seq FROM models)' : ''}
       ORDER BY ${at} LIMIT ?)`,
    [before, before, everyMs, limit ?? -1],
  );
  const [left] = await sql.all(`SELECT count(*) AS n FROM ${what}`);
  return Number(counted?.n ?? 0) - Number(left?.n ?? 0);
}
