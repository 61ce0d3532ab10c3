import { createHash, type Hash } from 'node:crypto';
import { invariant } from '../domain/base/assert.ts';
import type { StoredEntry } from './entry-codec.ts';
import type { Documents } from './record.ts';
import { bytesIn, numberIn, type Sql, type SqlRow, textIn } from './sql.ts';

/** The end of a chain: the next entry is number `seq + 1` and is hashed after `hash`. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** A number, a text or bytes, as one field of what is hashed. */
export type HashField = number | string | Uint8Array;

/** How many rows are held at a time while a chain is checked. */
const VERIFY_ROWS = 500;

/**
 * SHA-256 over fields that each carry their length, so that no two lists of fields give the same bytes: u32 length,
 * then the field; numbers as f64, texts as UTF-8, all little-endian. `domain` keeps hashes of different things apart.
 */
export function hashFields(domain: string, fields: readonly HashField[]): Uint8Array {
  const hash = createHash('sha256');
  feed(hash, domain);
  for (const field of fields) feed(hash, field);
  return hash.digest();
}

/** The head of an empty log: it binds the chain to the documents that the file was made from. */
export function genesis(documents: Documents): ChainHead {
  const byName = Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1));
  return { seq: 0, hash: hashFields('anlan documents 1', byName.flat()) };
}

/** The hash of the entry that follows `head`. */
export function nextHead(head: ChainHead, entry: StoredEntry): ChainHead {
  const seq = head.seq + 1;
  const { observedAt, recordedAt, kind, audience, payload } = entry;
  const fields = [head.hash, seq, observedAt, recordedAt, kind, audience, payload];
  return { seq, hash: hashFields('anlan entry 1', fields) };
}

/** A hash as it is printed in reports. */
export function hexHash(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}

/** A log row's entry; throws `SQLITE_CORRUPT` where a column holds something else. */
export function storedEntry(row: SqlRow): StoredEntry {
  return {
    observedAt: numberIn(row, 'observed_at'),
    recordedAt: numberIn(row, 'recorded_at'),
    kind: textIn(row, 'kind'),
    audience: textIn(row, 'audience'),
    payload: bytesIn(row, 'payload'),
  };
}

/** Where a chain first goes wrong, in words. */
export interface ChainBreak {
  readonly seq: number;
  readonly problem: string;
}

/** Told of every row of the log that holds, with the head before and after it. */
export type ChainVisitor = (
  stored: StoredEntry,
  before: ChainHead,
  after: ChainHead,
) => void | Promise<void>;

/**
 * Walks the log from the entry after `start` to its end, in one read of the file.
 * Returns the head it found, or the first entry at which the chain does not hold.
 */
export async function walkChain(
  sql: Sql,
  start: ChainHead,
  visit?: ChainVisitor,
): Promise<ChainHead | ChainBreak> {
  let head = start;
  while (true) {
    const rows = await sql.all('SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?', [
      head.seq,
      VERIFY_ROWS,
    ]);
    for (const row of rows) {
      const stored = storedEntry(row);
      const next = nextHead(head, stored);
      const problem = linkProblem(row, head, next);
      if (problem !== undefined) return { seq: next.seq, problem };
      await visit?.(stored, head, next);
      head = next;
    }
    if (rows.length < VERIFY_ROWS) return head;
  }
}

function linkProblem(row: SqlRow, before: ChainHead, next: ChainHead): string | undefined {
  const seq = numberIn(row, 'seq');
  if (seq !== next.seq) return `entry ${next.seq} is missing (the next one is ${seq})`;
  if (!sameBytes(bytesIn(row, 'prev_hash'), before.hash)) {
    return `entry ${seq} does not follow the one before it`;
  }
  if (!sameBytes(bytesIn(row, 'hash'), next.hash)) return `entry ${seq} was changed`;
  return undefined;
}

/** Whether two hashes are the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function feed(hash: Hash, field: HashField): void {
  const bytes = fieldBytes(field);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.byteLength);
  hash.update(length).update(bytes);
}

function fieldBytes(field: HashField): Uint8Array {
  if (field instanceof Uint8Array) return field;
  if (typeof field === 'string') return Buffer.from(field, 'utf8');
  invariant(Number.isFinite(field), `cannot hash the number ${field}`);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(field);
  return bytes;
}
