import { MINUTE, type Millis } from '../domain/base/quantity.ts';
import type { RecordSize, RecordSizes } from './reading.ts';
import { numberIn, type Sql, textIn } from './sql.ts';
import { hasWorlds } from './worlds.ts';

/** Bytes of a row of the log beside its payload: two hashes, two times, number, names. */
const LOG_ROW_BYTES = 110;
const SERIES_ROW_BYTES = 45;

const PARTS: readonly (readonly [part: string, sql: string])[] = [
  ['frames', 'SELECT count(*) AS n, ifnull(sum(length(blob)), 0) AS bytes FROM frames'],
  ['worlds', 'SELECT count(*) AS n, ifnull(sum(length(world)), 0) AS bytes FROM worlds'],
  ['models', 'SELECT count(*) AS n, ifnull(sum(length(state)), 0) AS bytes FROM models'],
  ['series', `SELECT count(*) AS n, ${SERIES_ROW_BYTES} * count(*) AS bytes FROM series`],
  ['documents', 'SELECT count(*) AS n, ifnull(sum(length(content)), 0) AS bytes FROM documents'],
];

/** What each kind of entry and each table takes, in bytes and in bytes for each minute of the recording. */
export async function recordSizes(
  sql: Sql,
  span: { readonly from: Millis; readonly to: Millis } | undefined,
): Promise<RecordSizes> {
  const minutes = span ? Math.max(0, span.to - span.from) / MINUTE : 0;
  const size = (part: string, rows: number, bytes: number): RecordSize => ({
    part,
    rows,
    bytes,
    bytesPerMin: minutes > 0 ? bytes / minutes : 0,
  });
  const kinds = await sql.all(
    `SELECT kind, count(*) AS n, sum(length(payload)) + ${LOG_ROW_BYTES} * count(*) AS bytes
     FROM log GROUP BY kind`,
  );
  const parts = kinds.map((row) =>
    size(textIn(row, 'kind'), numberIn(row, 'n'), numberIn(row, 'bytes')),
  );
  const isLegacy = !(await hasWorlds(sql));
  for (const [part, statement] of PARTS) {
    if (isLegacy && (part === 'worlds' || part === 'models')) continue;
    const row = await sql.first(statement);
    if (row) parts.push(size(part, numberIn(row, 'n'), numberIn(row, 'bytes')));
  }
  const file = await sql.first(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return {
    fileBytes: file ? numberIn(file, 'bytes') : 0,
    minutes,
    parts: parts.sort((a, b) => b.bytes - a.bytes),
  };
}
