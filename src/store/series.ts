import type { SeriesPoints } from '../domain/wire/contract.ts';
import type { SeriesQuery, SeriesRow } from './record.ts';
import { numberIn, type Sql } from './sql.ts';

/** Wider than any screen; a question for more is answered with this many. */
const MAX_POINTS = 10_000;

/** Writes points of curves; part of the caller's transaction. A second value of one instant replaces the first. */
export async function insertSeries(sql: Sql, rows: readonly SeriesRow[]): Promise<void> {
  const statement = await sql.prepare(
    'INSERT OR REPLACE INTO series (kind, id, t, value) VALUES (?, ?, ?, ?)',
  );
  try {
    for (const { kind, id, t, value } of rows) await statement.run([kind, id, t, value]);
  } finally {
    await statement.finalize();
  }
}

/**
 * A curve at the width of the screen: the least and the greatest value of each of `points` equal slices of
 * [from, to], so that no peak is lost however far one zooms out. Slices without data are left out.
 */
export async function selectSeries(sql: Sql, query: SeriesQuery): Promise<SeriesPoints> {
  const { kind, id, from, to } = query;
  const points = Math.min(MAX_POINTS, Math.max(1, Math.floor(query.points) || 1));
  const sliceMs = (to - from) / points || 1;
  const rows = await sql.all(
    `SELECT min(CAST((t - ?) / ? AS INTEGER), ?) AS slice, min(value) AS least, max(value) AS greatest
     FROM series WHERE kind = ? AND id = ? AND t BETWEEN ? AND ?
     GROUP BY slice ORDER BY slice`,
    [from, sliceMs, points - 1, kind, id, from, to],
  );
  const [first] = await sql.all('SELECT min(t) AS first FROM series WHERE kind = ? AND id = ?', [
    kind,
    id,
  ]);
  return {
    ...(typeof first?.first === 'number' ? { begins: first.first } : {}),
    from,
    to,
    t: rows.map((row) => Math.min(to, from + (numberIn(row, 'slice') + 0.5) * sliceMs)),
    min: rows.map((row) => numberIn(row, 'least')),
    max: rows.map((row) => numberIn(row, 'greatest')),
  };
}
