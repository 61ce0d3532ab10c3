import type { Millis } from '../domain/base/quantity.ts';
import type { ChainHead } from './chain.ts';
import { decodeEntry, type StoredEntry } from './entry-codec.ts';
import { isNote, type NotePayloads, readNote } from './notes.ts';
import { JUMP_KIND } from './passes.ts';
import { signatureHolds } from './signing.ts';
import { isLongerThanCrash, runsByWallClock } from './unsigned-tail.ts';

/** What reviewers write carries the time of the review, not of the night. */
const REVIEW_KINDS: readonly string[] = ['bookmark', 'story', 'disposition', JUMP_KIND];

/** A tick carries the instant it was meant for, a few milliseconds before what came in meanwhile. */
const CLOCK_SLACK_MS: Millis = 1_000;

/** A key that signed a record. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly signatures: number;
  /** The last row that it signed, and when by the machine's clock. */
  readonly lastSeq: number;
  readonly lastSignedAt: Millis;
}

/** What the rows of a log say. */
export interface LogFindings {
  readonly entries: number;
  /** By their key, in the order in which they first signed. */
  readonly keys: readonly SigningKey[];
  /** Everything up to this row is signed; absent: nothing is. */
  readonly signedUntil?: number;
  /** Rows that a later signature covers, but that stood without any for longer than a crash explains. */
  readonly signedLate: readonly NotePayloads['record.unsignedTail'][];
  /** Rows at the end that nobody signed, more than a crash explains; absent: no more than that. */
  readonly unsignedTail?: NotePayloads['record.unsignedTail'];
  /** How often the recorded time went back, and by how much at most. */
  readonly clock: { readonly backwards: number; readonly mostMs: Millis };
  /** What was taken away for want of space, and repairs, in words. */
  readonly remarks: readonly string[];
  readonly problems: readonly string[];
}

/** What a repair says was lost with the damaged file. */
export interface RepairNote {
  readonly seq: number;
  readonly frames: number;
  readonly worlds: number;
}

/** Looks at every row of a log whose chain holds. */
export class LogCheck {
  readonly frameNotes = new Map<number, NotePayloads['record.frame']>();
  readonly worldNotes = new Map<number, NotePayloads['record.world'] & { readonly at: Millis }>();
  readonly thinned: (NotePayloads['record.thinned'] & { readonly seq: number })[] = [];
  readonly repaired: RepairNote[] = [];
  readonly #keys = new Map<string, SigningKey>();
  readonly #problems: string[] = [];
  readonly #remarks: string[] = [];
  #head: ChainHead | undefined;
  #entries = 0;
  #unreadable = 0;
  #newest: Millis = Number.NEGATIVE_INFINITY;
  #backwards = 0;
  #mostMs = 0;
  #signedUntil: number | undefined;
  #signatureSeq = 0;
  #isWallTime = false;
  readonly #signedLate: NotePayloads['record.unsignedTail'][] = [];
  /** Least and greatest recorded time since the last signature. */
  #unsigned: { readonly least: Millis; readonly most: Millis } | undefined;

  /** The last row that was looked at. */
  get head(): ChainHead | undefined {
    return this.#head;
  }

  row(stored: StoredEntry, before: ChainHead, after: ChainHead): void {
    this.#head = after;
    if (isNote(stored)) this.#note(stored, before, after.seq);
    else this.#entry(stored, after.seq);
  }

  findings(): LogFindings {
    const more = this.#unreadable > 1 ? [`${this.#unreadable} entries cannot be read in all`] : [];
    const unsignedTail = this.#unsignedTail();
    return {
      entries: this.#entries,
      keys: [...this.#keys.values()],
      ...(this.#signedUntil === undefined ? {} : { signedUntil: this.#signedUntil }),
      signedLate: this.#signedLate,
      ...(unsignedTail ? { unsignedTail } : {}),
      clock: { backwards: this.#backwards, mostMs: this.#mostMs },
      remarks: this.#remarks,
      problems: [...this.#problems, ...more],
    };
  }

  #entry(stored: StoredEntry, seq: number): void {
    this.#entries += 1;
    const entry = decodeEntry(stored);
    if (!entry.ok) {
      this.#unreadable += 1;
      if (this.#unreadable === 1) {
        this.#problems.push(`entry ${seq} cannot be read: ${entry.error}`);
      }
    } else if (entry.value.kind === 'sessionOpened') {
      this.#isWallTime = runsByWallClock(entry.value.payload);
    }
    const { recordedAt } = stored;
    this.#unsigned = {
      least: Math.min(this.#unsigned?.least ?? recordedAt, recordedAt),
      most: Math.max(this.#unsigned?.most ?? recordedAt, recordedAt),
    };
    if (REVIEW_KINDS.includes(stored.kind)) {
      if (stored.kind === JUMP_KIND) this.#newest = Number.NEGATIVE_INFINITY;
      return;
    }
    const back = this.#newest - stored.recordedAt;
    if (back > CLOCK_SLACK_MS) {
      this.#backwards += 1;
      this.#mostMs = Math.max(this.#mostMs, back);
    }
    this.#newest = stored.recordedAt;
  }

  #note(stored: StoredEntry, before: ChainHead, seq: number): void {
    const frame = readNote(stored, 'record.frame');
    const world = readNote(stored, 'record.world');
    const signature = readNote(stored, 'record.signature');
    const thinned = readNote(stored, 'record.thinned');
    const repaired = readNote(stored, 'record.repaired');
    const late = readNote(stored, 'record.unsignedTail');
    if (frame) this.frameNotes.set(seq, frame);
    else if (world) this.worldNotes.set(seq, { ...world, at: stored.recordedAt });
    else if (signature) this.#signature(signature, before, seq);
    else if (thinned) this.#thinned(thinned, seq);
    else if (repaired) this.#repaired(repaired, seq);
    else if (late) this.#signedLate.push(late);
    else this.#problems.push(`entry ${seq}: a note of kind "${stored.kind}" cannot be read`);
  }

  #unsignedTail(): NotePayloads['record.unsignedTail'] | undefined {
    const [from, to] = [this.#signatureSeq + 1, this.#head?.seq ?? 0];
    const spanMs = this.#unsigned ? this.#unsigned.most - this.#unsigned.least : 0;
    const isLong = isLongerThanCrash({ from, to, spanMs, isWallTime: this.#isWallTime });
    return isLong ? { from, to } : undefined;
  }

  #thinned(note: NotePayloads['record.thinned'], seq: number): void {
    this.thinned.push({ ...note, seq });
    const until = new Date(note.before).toISOString();
    this.#remarks.push(
      `entry ${seq}: ${note.removed} ${note.what} before ${until} were taken away; one in ${note.everyMs / 1_000} s stayed`,
    );
  }

  #repaired({ file, lost, without }: NotePayloads['record.repaired'], seq: number): void {
    this.repaired.push({ seq, frames: without?.frames ?? 0, worlds: without?.worlds ?? 0 });
    this.#remarks.push(
      `entry ${seq}: what stands before it was saved from the damaged ${file}; lost: ${lost.join('; ')}`,
    );
  }

  #signature(note: NotePayloads['record.signature'], before: ChainHead, seq: number): void {
    const { fingerprint, signedAt } = note;
    if (!signatureHolds(note, before)) {
      this.#problems.push(`entry ${seq}: the signature of ${fingerprint} does not hold`);
      return;
    }
    const known = this.#keys.get(fingerprint);
    this.#keys.set(fingerprint, {
      fingerprint,
      signatures: (known?.signatures ?? 0) + 1,
      lastSeq: before.seq,
      lastSignedAt: signedAt,
    });
    this.#signedUntil = before.seq;
    this.#signatureSeq = seq;
    this.#unsigned = undefined;
  }
}
