import type { Millis } from '../domain/base/quantity.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import { type ChainHead, nextHead } from './chain.ts';
import type { StoredEntry } from './entry-codec.ts';
import { insertFrame } from './frames.ts';
import { digestText, type NoteKind, type NotePayloads, storedNote } from './notes.ts';
import type { Snapshot } from './record.ts';
import type { Signer } from './signing.ts';
import { bytesIn, numberIn, type PreparedSql, type Sql } from './sql.ts';
import {
  findUnsignedTail,
  isLongerThanCrash,
  SIGN_EVERY_MS,
  SIGN_EVERY_ROWS,
} from './unsigned-tail.ts';
import { insertWorld } from './worlds.ts';

/** Who signs a chain, and when. */
export interface Signing {
  /** Absent: nobody does. */
  readonly signer?: Signer;
  readonly signEveryRows?: number;
  /** The machine's clock. */
  readonly wallNow: () => Millis;
}

/** Where a log ends, and what of it is signed. */
interface Tail {
  readonly head: ChainHead;
  /** recordedAt of the last row: notes stand at the time of what they follow. */
  readonly at: Millis;
  readonly unsigned: number;
  /** What is to be said before anything is signed: these rows are covered by that signature and no earlier one. */
  readonly unsignedTail?: NotePayloads['record.unsignedTail'];
}

/**
 * Writes the rows of the log inside its caller's transactions: entries, the notes that bind frames and worlds to the
 * chain, and signatures. What was written counts only when `committed` is called after the commit.
 */
export class LogWriter {
  readonly #sql: Sql;
  readonly #insert: PreparedSql;
  readonly #signing: Signing;
  #signedAt: number;
  #tail: Tail;
  /** As the transaction under way would leave it. */
  #draft: Tail;

  private constructor(sql: Sql, insert: PreparedSql, tail: Tail, signing: Signing) {
    this.#sql = sql;
    this.#insert = insert;
    this.#signing = signing;
    this.#signedAt = signing.wallNow();
    this.#tail = tail;
    this.#draft = tail;
  }

  static async open(sql: Sql, head: ChainHead, signing: Signing): Promise<LogWriter> {
    const insert = await sql.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const writer = new LogWriter(sql, insert, await tailAfter(sql, head), signing);
    if (signing.signer) await writer.#takeOver(head);
    return writer;
  }

  /** Rows that stand without a signature although no crash explains it; a note says so before anything is signed. */
  get unsignedTail(): NotePayloads['record.unsignedTail'] | undefined {
    return this.#tail.unsignedTail;
  }

  /** Where the log ends on the disk. */
  get head(): ChainHead {
    return this.#tail.head;
  }

  /** Where it ends with what the transaction under way has written. */
  get draftHead(): ChainHead {
    return this.#draft.head;
  }

  /** Whether a signature at the end would say anything new. */
  get isToBeSigned(): boolean {
    return this.#signing.signer !== undefined && this.#tail.unsigned > 0;
  }

  /** Begins a transaction's work where the last committed one ended. */
  begin(): void {
    this.#draft = this.#tail;
  }

  committed(): void {
    // The draft ends in its own signature, or was not due for one.
    if (this.#draft.unsigned < this.#tail.unsigned) this.#signedAt = this.#signing.wallNow();
    this.#tail = this.#draft;
  }

  /** Asks the disk again where the log ends: after a failure nobody knows what it holds. */
  async refresh(empty: ChainHead): Promise<void> {
    const row = await this.#sql.first('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1');
    const head = row ? { seq: numberIn(row, 'seq'), hash: bytesIn(row, 'hash') } : empty;
    const { unsignedTail } = this.#tail;
    this.#tail = {
      ...(await tailAfter(this.#sql, head)),
      ...(unsignedTail ? { unsignedTail } : {}),
    };
  }

  /** Writes one row; resolves to its number. */
  async append(stored: StoredEntry): Promise<number> {
    const { head } = this.#draft;
    const next = nextHead(head, stored);
    const { observedAt, recordedAt, kind, audience, payload } = stored;
    await this.#insert.run([
      next.seq,
      observedAt,
      recordedAt,
      kind,
      audience,
      payload,
      head.hash,
      next.hash,
    ]);
    const unsigned = this.#draft.unsigned + 1;
    this.#draft = { ...this.#draft, head: next, at: recordedAt, unsigned };
    return next.seq;
  }

  note<K extends NoteKind>(
    kind: K,
    payload: NotePayloads[K],
    at = this.#draft.at,
  ): Promise<number> {
    return this.append(storedNote(kind, payload, at));
  }

  /** Writes a raster, and its digest into the log. */
  async frame(frame: DensityFrame): Promise<void> {
    const seq = this.#draft.head.seq + 1;
    const { layer, member, issuedAt, validAt, digest } = await insertFrame(this.#sql, frame, seq);
    const payload = { layer, member, issuedAt, validAt, digest: digestText(digest) };
    await this.note('record.frame', payload, issuedAt);
  }

  /** Writes a world to seek by, and its digest into the log. */
  async snapshot(snapshot: Snapshot): Promise<void> {
    const digest = digestText(await insertWorld(this.#sql, snapshot));
    await this.note('record.world', { seq: snapshot.seq, digest }, snapshot.world.time);
  }

  /** Signs what stands now, when it is time or `always`; nothing without a key or without anything new. */
  async sign(when: 'due' | 'always'): Promise<void> {
    const { unsigned, unsignedTail } = this.#draft;
    const { signer, signEveryRows = SIGN_EVERY_ROWS, wallNow } = this.#signing;
    if (!signer || unsigned === 0) return;
    const now = wallNow();
    const isDue = unsigned >= signEveryRows || Math.abs(now - this.#signedAt) >= SIGN_EVERY_MS;
    if (when === 'due' && !isDue) return;
    if (unsignedTail) await this.note('record.unsignedTail', unsignedTail);
    await this.note('record.signature', signer.sign(this.#draft.head, now));
    const { head, at } = this.#draft;
    this.#draft = { head, at, unsigned: 0 };
  }

  /** Looks at what a recorder before this one left without a signature. */
  async #takeOver(head: ChainHead): Promise<void> {
    const tail = await findUnsignedTail(this.#sql, head);
    if (!tail) return;
    // The first thing that is written is signed with it: what two crashes leave is no longer than what one does.
    this.#signedAt = Number.NEGATIVE_INFINITY;
    const { from, to } = tail;
    if (isLongerThanCrash(tail)) this.#tail = { ...this.#tail, unsignedTail: { from, to } };
  }

  async close(): Promise<void> {
    await this.#insert.finalize();
  }
}

/** The tail of a log that ends in `head`: only what is written from now on waits for a signature. */
async function tailAfter(sql: Sql, head: ChainHead): Promise<Tail> {
  const row = await sql.first('SELECT recorded_at FROM log WHERE seq = ?', [head.seq]);
  return { head, at: row ? numberIn(row, 'recorded_at') : 0, unsigned: 0 };
}
