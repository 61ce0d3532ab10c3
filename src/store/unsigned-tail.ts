import type { Millis } from '../domain/base/quantity.ts';
import { type ChainHead, storedEntry } from './chain.ts';
import { parseJson } from './entry-codec.ts';
import { IS_ENTRY, readNote } from './notes.ts';
import { signatureHolds } from './signing.ts';
import { bytesIn, numberIn, type Sql } from './sql.ts';

/** A recorder signs after so many rows, or so much time: a crash leaves no more than that without a signature. */
export const SIGN_EVERY_ROWS = 2_000;
export const SIGN_EVERY_MS: Millis = 60_000;

/** What came within the same second as the last signature that was due. */
const SLACK_MS: Millis = 5_000;
/** Signatures that do not hold are passed over, so many at most. */
const LOOKED_AT = 50;

/** Rows at the end of a log that no signature covers. */
export interface UnsignedTail {
  readonly from: number;
  readonly to: number;
  /** The recorded time that they take. */
  readonly spanMs: Millis;
  /** Whether that time is a machine's clock: another runs as fast as somebody lets it. */
  readonly isWallTime: boolean;
}

/** Whether more rows are without a signature than a recorder that was killed leaves behind. */
export function isLongerThanCrash({ from, to, spanMs, isWallTime }: UnsignedTail): boolean {
  return to - from + 1 > SIGN_EVERY_ROWS || (isWallTime && spanMs > SIGN_EVERY_MS + SLACK_MS);
}

/** The rows after the last signature that holds; undefined: there are none. */
export async function findUnsignedTail(
  sql: Sql,
  head: ChainHead,
): Promise<UnsignedTail | undefined> {
  const signed = await lastSigned(sql);
  if (signed >= head.seq) return undefined;
  const span = await sql.first(
    `SELECT ifnull(max(recorded_at) - min(recorded_at), 0) AS span FROM log
     WHERE seq > ? AND ${IS_ENTRY}`,
    [signed],
  );
  const spanMs = span ? numberIn(span, 'span') : 0;
  return { from: signed + 1, to: head.seq, spanMs, isWallTime: await isWallTime(sql) };
}

/** Whether a session of this payload runs by a machine's clock. */
export function runsByWallClock(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'clock' in payload &&
    payload.clock === 'wall'
  );
}

async function lastSigned(sql: Sql): Promise<number> {
  const rows = await sql.all(
    `SELECT * FROM log WHERE kind = 'record.signature' ORDER BY seq DESC LIMIT ${LOOKED_AT}`,
  );
  const holding = rows.find((row) => {
    const note = readNote(storedEntry(row), 'record.signature');
    const before = { seq: numberIn(row, 'seq') - 1, hash: bytesIn(row, 'prev_hash') };
    return note && signatureHolds(note, before);
  });
  return holding ? numberIn(holding, 'seq') : 0;
}

async function isWallTime(sql: Sql): Promise<boolean> {
  const row = await sql.first(
    "SELECT payload FROM log WHERE kind = 'sessionOpened' ORDER BY seq DESC LIMIT 1",
  );
  return row !== undefined && runsByWallClock(parseJson(bytesIn(row, 'payload')));
}
