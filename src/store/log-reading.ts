import type { Entry, EntryKind } from '../domain/session/entry.ts';
import { loggedEntry } from './logged-entry.ts';
import { IS_ENTRY } from './notes.ts';
import { readingsInOrder } from './observed.ts';
import { isShown, JUMP_KIND, type Pass } from './passes.ts';
import type { EntriesQuery, MarksQuery, NearestQuery, ObservedQuery } from './reading.ts';
import type { LoggedEntry } from './record.ts';
import { bindable, type RecordTime, type Stretch } from './record-time.ts';
import { numberIn, type Sql, type SqlRow, type SqlValue, textIn } from './sql.ts';

const DEFAULT_MARKS = 10_000;

/** What an entry is made of; whoever reads entries needs no hashes. */
const ENTRY_COLUMNS = 'seq, observed_at, recorded_at, kind, audience, payload';

/** Kinds that `reduce` puts in the place of what the one before said, and that nothing else is folded from. */
const REPLACED_KINDS: readonly EntryKind[] = [
  'tick',
  'estimate',
  'truth',
  'feedStates',
  'recorderState',
];

/** Entries as they were seen; see `RecordReads.entries`. */
export async function readEntries(
  sql: Sql,
  file: string,
  passes: readonly Pass[],
  query: EntriesQuery,
): Promise<readonly LoggedEntry[]> {
  const rows = await readRows(sql, passes, query);
  return rows.map((row) => loggedEntry(row, file));
}

/**
 * As `readEntries` for one who folds them into a world: without those that a newer one replaces as a whole. `isEnd`:
 * nothing of what was asked for comes after this piece.
 */
export async function readToFold(
  sql: Sql,
  file: string,
  passes: readonly Pass[],
  query: EntriesQuery,
): Promise<{ readonly entries: readonly LoggedEntry[]; readonly isEnd: boolean }> {
  const entries = await readEntries(sql, file, passes, { ...query, newestOf: REPLACED_KINDS });
  return { entries, isEnd: entries.length < query.limit };
}

async function readRows(
  sql: Sql,
  passes: readonly Pass[],
  query: EntriesQuery,
): Promise<readonly SqlRow[]> {
  const until = query.until ?? Number.POSITIVE_INFINITY;
  const found: SqlRow[] = [];
  for (const pass of passes) {
    if (pass.lastSeq <= query.afterSeq) continue;
    if (pass.from > until || found.length >= query.limit) break;
    const afterSeq = Math.max(pass.afterSeq, query.afterSeq);
    const lastSeq = await lastUntil(sql, afterSeq, pass.lastSeq, Math.min(until, pass.until));
    found.push(...(await rowsBetween(sql, afterSeq, lastSeq, query, query.limit - found.length)));
    // The instant that was asked for lies in this pass.
    if (until < pass.until) break;
  }
  return found;
}

/** The last row before the first entry that was recorded later than `until`. */
async function lastUntil(
  sql: Sql,
  afterSeq: number,
  lastSeq: number,
  until: number,
): Promise<number> {
  if (until === Number.POSITIVE_INFINITY) return lastSeq;
  // A jump itself may be stamped with the instant that it leaves. What is written meanwhile is no part of the answer.
  const row = await sql.first(
    `SELECT coalesce(
       (SELECT seq - 1 FROM log
        WHERE seq > ? AND recorded_at > ? AND kind <> ? AND ${IS_ENTRY} ORDER BY seq LIMIT 1),
       (SELECT max(seq) FROM log),
       0
     ) AS seq`,
    [afterSeq, bindable(until), JUMP_KIND],
  );
  return Math.min(lastSeq, row ? numberIn(row, 'seq') : 0);
}

function rowsBetween(
  sql: Sql,
  afterSeq: number,
  lastSeq: number,
  { kinds, newestOf, until }: EntriesQuery,
  limit: number,
): Promise<readonly SqlRow[]> {
  // A stretch is read in its own order (the plus keeps the index out): by kind everything behind it would be sorted.
  const kind = until === undefined ? 'kind' : '+kind';
  const values: SqlValue[] = [afterSeq, lastSeq, ...(kinds ?? [])];
  let which = `seq > ? AND seq <= ? AND ${kinds ? `${kind} IN (${places(kinds)})` : IS_ENTRY}`;
  if (newestOf) {
    which += ` AND (+kind NOT IN (${places(newestOf)}) OR seq IN (
      SELECT max(seq) FROM log WHERE kind IN (${places(newestOf)}) AND seq > ? AND seq <= ?
      GROUP BY kind))`;
    values.push(...newestOf, ...newestOf, afterSeq, lastSeq);
  }
  return sql.all(`SELECT ${ENTRY_COLUMNS} FROM log WHERE ${which} ORDER BY seq LIMIT ?`, [
    ...values,
    limit,
  ]);
}

/** Entries of some kinds recorded in [from, to], the oldest first. */
export async function readShownBetween(
  sql: Sql,
  file: string,
  time: RecordTime,
  { kinds, from, to, limit = DEFAULT_MARKS, afterSeq = 0 }: MarksQuery,
): Promise<readonly LoggedEntry[]> {
  const found: LoggedEntry[] = [];
  for (const part of await time.stretches(sql, from, to)) {
    if (found.length >= limit) break;
    if (part.lastSeq <= afterSeq) continue;
    const rest = { ...part, afterSeq: Math.max(part.afterSeq, afterSeq) };
    const rows = await rowsOf(sql, kinds, rest, limit - found.length);
    found.push(...rows.map((row) => loggedEntry(row, file)));
  }
  return found;
}

/** The entry of some kinds next to an instant; see `RecordReads.nearest`. */
export async function readNearest(
  sql: Sql,
  file: string,
  time: RecordTime,
  { kinds, at, direction }: NearestQuery,
): Promise<LoggedEntry | undefined> {
  const isForward = direction === 1;
  const parts = isForward
    ? await time.stretches(sql, at, Number.POSITIVE_INFINITY)
    : (await time.stretches(sql, Number.NEGATIVE_INFINITY, at)).toReversed();
  for (const part of parts) {
    let nearest: SqlRow | undefined;
    for (const kind of kinds) {
      const row = await sql.first(
        `SELECT ${ENTRY_COLUMNS} FROM log WHERE kind = ? AND seq > ? AND seq <= ?
         AND recorded_at >= ? AND recorded_at <= ? AND recorded_at <> ?
         ORDER BY seq ${isForward ? 'ASC' : 'DESC'} LIMIT 1`,
        [kind, part.afterSeq, part.lastSeq, bindable(part.from), bindable(part.to), bindable(at)],
      );
      const isNearer =
        row && (!nearest || numberIn(row, 'seq') < numberIn(nearest, 'seq') === isForward);
      if (isNearer) nearest = row;
    }
    if (nearest) return loggedEntry(nearest, file);
  }
  return undefined;
}

/** What was true in (after, until]; see `RecordReads.observed`. */
export async function readObserved(
  sql: Sql,
  file: string,
  time: RecordTime,
  { after, until, kinds }: ObservedQuery,
): Promise<readonly Entry[]> {
  const others: Entry[] = [];
  for (const part of await time.stretches(sql, after, until)) {
    const rows = await rowsOf(sql, kinds, part, -1);
    for (const row of rows) {
      if (numberIn(row, 'recorded_at') <= after || textIn(row, 'kind') === 'observations') continue;
      others.push(loggedEntry(row, file).entry);
    }
  }
  const readings =
    kinds && !kinds.includes('observations')
      ? []
      : await readingsBetween(sql, file, time, after, until);
  return [...others, ...readings].sort((a, b) => a.observedAt - b.observedAt);
}

async function readingsBetween(
  sql: Sql,
  file: string,
  time: RecordTime,
  after: number,
  until: number,
): Promise<readonly Entry[]> {
  const passes = await time.passes(sql);
  const rows = await sql.all(
    `SELECT ${ENTRY_COLUMNS} FROM observation_spans JOIN log USING (seq)
     WHERE greatest_observed_at > ? AND least_observed_at <= ? ORDER BY seq`,
    [bindable(after), bindable(until)],
  );
  const parts = rows
    .filter((row) => isShown(passes, numberIn(row, 'seq'), numberIn(row, 'recorded_at')))
    .map((row) => loggedEntry(row, file).entry)
    .flatMap((read) => (read.kind === 'observations' ? [read.payload] : []));
  return readingsInOrder(parts, after, until);
}

function rowsOf(
  sql: Sql,
  kinds: readonly EntryKind[] | undefined,
  part: Stretch,
  limit: number,
): Promise<readonly SqlRow[]> {
  return sql.all(
    `SELECT ${ENTRY_COLUMNS} FROM log WHERE ${kindsIn(kinds)} AND seq > ? AND seq <= ?
     AND recorded_at >= ? AND recorded_at <= ? ORDER BY seq LIMIT ?`,
    [...(kinds ?? []), part.afterSeq, part.lastSeq, bindable(part.from), bindable(part.to), limit],
  );
}

/** Entries by kind of a stretch; `exactly`: only those within its time. */
export function countRows(sql: Sql, part: Stretch, exactly: boolean): Promise<readonly SqlRow[]> {
  const inTime = exactly ? 'AND recorded_at >= ? AND recorded_at <= ?' : '';
  return sql.all(
    `SELECT kind, count(*) AS n FROM log WHERE ${IS_ENTRY} AND seq > ? AND seq <= ? ${inTime}
     GROUP BY kind`,
    [part.afterSeq, part.lastSeq, ...(exactly ? [bindable(part.from), bindable(part.to)] : [])],
  );
}

function kindsIn(kinds: readonly EntryKind[] | undefined): string {
  return kinds ? `kind IN (${places(kinds)})` : IS_ENTRY;
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
