import type { Millis } from '../domain/base/quantity.ts';
import { DENSITY_LAYER, storedFrame } from './frames.ts';
import { isShown, type Pass, passAt } from './passes.ts';
import type { FramesQuery, RecordedFrame } from './reading.ts';
import { bindable } from './record-time.ts';
import { numberIn, type Sql, type SqlRow } from './sql.ts';

const DEFAULT_FRAMES = 1_000;

/** The newest raster at or before `time`; throws `SQLITE_CORRUPT` when it was changed. */
export async function readFrameAt(
  sql: Sql,
  passes: readonly Pass[],
  time: Millis,
): Promise<RecordedFrame | undefined> {
  let until = time;
  for (let index = passAt(passes, time); index >= 0; index--) {
    const pass = passes[index];
    if (!pass) break;
    const row = await sql.first(
      `SELECT * FROM frames WHERE layer = ? AND member = 0 AND valid_at <= ?
       AND recorded_seq >= ? AND recorded_seq <= ? ORDER BY valid_at DESC, id DESC LIMIT 1`,
      [DENSITY_LAYER, bindable(until), pass.afterSeq, pass.lastSeq],
    );
    if (row) return recordedFrame(row);
    until = Math.min(until, pass.from);
  }
  return undefined;
}

/** The rasters of a range, at most one in each slice; see `FramesQuery`. */
export async function readFrames(
  sql: Sql,
  passes: readonly Pass[],
  { from, to, everyMs, limit = DEFAULT_FRAMES }: FramesQuery,
): Promise<readonly RecordedFrame[]> {
  const all = await readFrameTimes(sql, passes, from, to);
  const taken: number[] = [];
  let slice = Number.NaN;
  for (const { id, at } of all) {
    if (taken.length >= limit) break;
    const own = everyMs === undefined ? taken.length : Math.floor((at - from) / everyMs);
    if (own === slice && everyMs !== undefined) continue;
    slice = own;
    taken.push(id);
  }
  const frames: RecordedFrame[] = [];
  for (const id of taken) {
    const row = await sql.first('SELECT * FROM frames WHERE id = ?', [id]);
    if (row) frames.push(recordedFrame(row));
  }
  return frames;
}

/** Which rasters a range holds. */
export async function readFrameTimes(
  sql: Sql,
  passes: readonly Pass[],
  from: Millis,
  to: Millis,
): Promise<readonly { readonly id: number; readonly at: Millis }[]> {
  const many = passes.length > 1;
  const rows = await sql.all(
    `SELECT id, valid_at ${many ? ', recorded_seq' : ''} FROM frames
     WHERE layer = ? AND member = 0 AND valid_at BETWEEN ? AND ? ORDER BY valid_at, id`,
    [DENSITY_LAYER, bindable(from), bindable(to)],
  );
  const shown = many
    ? rows.filter((row) =>
        isShown(passes, numberIn(row, 'recorded_seq'), numberIn(row, 'valid_at')),
      )
    : rows;
  return shown.map((row) => ({ id: numberIn(row, 'id'), at: numberIn(row, 'valid_at') }));
}

function recordedFrame(row: SqlRow): RecordedFrame {
  return { frame: storedFrame(row).frame, at: numberIn(row, 'valid_at') };
}
