import { storedEntry } from './chain.ts';
import { decodeEntry } from './entry-codec.ts';
import { damaged, RecordError } from './failure.ts';
import type { LoggedEntry } from './record.ts';
import { numberIn, type SqlRow } from './sql.ts';

/** A row of the log as an entry; throws `damaged` when it cannot be read. */
export function loggedEntry(row: SqlRow, file: string): LoggedEntry {
  const seq = numberIn(row, 'seq');
  const entry = decodeEntry(storedEntry(row));
  if (entry.ok) return { seq, entry: entry.value };
  throw new RecordError(damaged(file, `entry ${seq} cannot be read: ${entry.error}`));
}
