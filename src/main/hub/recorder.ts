import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import type { Entry, RecorderState } from '../../domain/session/entry.ts';
import { ENTRY_CLASSES } from '../../domain/session/entry.ts';
import type { RecordThread, SeriesRow, Snapshot } from '../../workers/record-port.ts';
import { ThreadEnded } from '../../workers/remote.ts';
import { packed, type Waiting } from './pack-readings.ts';

/** Entries wait at most this long for company before they are written together. */
const GATHER_MS = 100;
/** While the record fails, it is tried again this often. */
const RETRY_MS = 2_000;
/** Readings owed to a failing record; with more than this no further ones are taken (about 100 MB). */
const MAX_OWED_READINGS = 2_000_000;
/** What is owed is paid in pieces of this many entries. */
const PAY_ENTRIES = 500;

/** The disk is looked at this often while something is written. */
const LOOK_MS = 30_000;

/** The part of the record thread that the recorder uses; calls may run through a proxy. */
export type RecordApi = {
  [K in 'append' | 'frame' | 'series' | 'snapshot' | 'storage']: (
    ...args: Parameters<RecordThread[K]>
  ) => ReturnType<RecordThread[K]>;
};

type Written =
  | {
      readonly ok: true;
      readonly lastSeq: number;
      readonly seqs: readonly (number | undefined)[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * Writes a session's entries in the order in which they were folded, several to a transaction.
 * When the disk fails it says so and the picture goes on: readings and alerts that happened meanwhile are owed to
 * the record and written before anything else when there is room. Senders are told that nothing is committed, so
 * that what is owed in a hub that dies is sent again.
 */
export class Recorder {
  readonly #api: RecordApi;
  readonly #file: string;
  readonly #onState: (state: RecorderState) => void;
  readonly #onBadEntry: (error: unknown, kind: string) => void;
  #queue: Waiting[] = [];
  #owed: Entry[] = [];
  #owedReadings = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing = false;
  #lastFlush = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #state: RecorderState;

  constructor(
    api: RecordApi,
    file: string,
    headSeq: number,
    on: {
      readonly state: (state: RecorderState) => void;
      /** An entry that cannot be stored: a bug, said once for each. */
      readonly badEntry: (error: unknown, kind: string) => void;
    },
  ) {
    this.#api = api;
    this.#file = file;
    this.#onState = on.state;
    this.#onBadEntry = on.badEntry;
    this.#state = { state: 'recording', seq: headSeq, file };
  }

  get state(): RecorderState {
    return this.#state;
  }

  /** Whether so much is owed that no reading may be taken any more. */
  get full(): boolean {
    return this.#owedReadings > MAX_OWED_READINGS;
  }

  /**
   * Queues an entry; resolves to its sequence number once it is on disk, or undefined when it could not be written.
   * `now`: write at once instead of gathering; what cannot be written so did not happen, and is not written later.
   */
  write(entry: Entry, urgency: 'gather' | 'now' = 'gather'): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#queue.push({ entry, settle: resolve, isCommit: urgency === 'now' });
      if (urgency === 'now') this.#schedule(0);
      else this.#schedule(this.#nextFlushMs());
    });
  }

  /** Frames, curves and snapshots can be made again: a failure is said, not repeated. */
  async keep(what: {
    frame?: DensityFrame;
    series?: readonly SeriesRow[];
    snapshot?: Snapshot;
  }): Promise<void> {
    if (this.#state.state === 'failing') return;
    const outcomes = await Promise.all([
      what.frame && this.#api.frame(what.frame),
      what.series && this.#api.series(what.series),
      what.snapshot && this.#api.snapshot(what.snapshot),
    ]);
    const failed = outcomes.find((outcome) => outcome && !outcome.ok);
    if (failed && !failed.ok) this.#fail(failed.error.message);
  }

  /** Resolves when everything queued so far has been tried. */
  async settled(): Promise<void> {
    while (this.#queue.length > 0 || this.#writing) {
      await this.#flush();
      if (this.#writing) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  #schedule(delayMs: number): void {
    if (this.#timer && delayMs > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#flush();
    }, delayMs);
  }

  #nextFlushMs(): number {
    const every = this.#state.state === 'failing' ? RETRY_MS : GATHER_MS;
    return Math.max(0, this.#lastFlush + every - performance.now());
  }

  async #flush(): Promise<void> {
    if (this.#writing) return;
    const batch = packed(this.#queue);
    if (batch.length === 0 && this.#owed.length === 0) return;
    this.#queue = [];
    this.#writing = true;
    this.#lastFlush = performance.now();
    const entries = batch.map(({ entry }) => entry);
    const paid = await this.#pay();
    const written = paid.ok ? await this.#append(entries) : paid;
    this.#writing = false;
    if (written.ok) {
      this.#set({ ...this.#standing(), state: 'recording', seq: written.lastSeq });
      void this.#lookAtDisk();
    } else {
      this.#owe(batch.filter(({ isCommit }) => !isCommit).map(({ entry }) => entry));
      this.#fail(written.message);
    }
    batch.forEach(({ settles }, index) => {
      for (const settle of settles) settle(written.ok ? written.seqs[index] : undefined);
    });
    if (this.#queue.length > 0) this.#schedule(this.#nextFlushMs());
  }

  /** Writes what is owed, oldest first. */
  async #pay(): Promise<Written> {
    while (this.#owed.length > 0) {
      const piece = this.#owed.slice(0, PAY_ENTRIES);
      const written = await this.#append(piece);
      if (!written.ok) return written;
      this.#owed = this.#owed.slice(piece.length);
      this.#set({ ...this.#state, seq: written.lastSeq });
    }
    this.#owedReadings = 0;
    return { ok: true, lastSeq: this.#state.seq, seqs: [] };
  }

  async #append(entries: readonly Entry[]): Promise<Written> {
    if (entries.length === 0) return { ok: true, lastSeq: this.#state.seq, seqs: [] };
    try {
      const outcome = await this.#api.append(entries);
      if (!outcome.ok) return { ok: false, message: outcome.error.message };
      const { lastSeq } = outcome.value;
      return { ok: true, lastSeq, seqs: entries.map((_, i) => lastSeq - entries.length + 1 + i) };
    } catch (error) {
      // A record that is gone is no fault of the entries.
      if (error instanceof ThreadEnded) return { ok: false, message: error.message };
      return await this.#appendOneByOne(entries, error);
    }
  }

  /** An entry that cannot be stored at all is a bug; it must not take its neighbours with it. */
  async #appendOneByOne(entries: readonly Entry[], error: unknown): Promise<Written> {
    const [only, ...more] = entries;
    if (more.length === 0) {
      this.#onBadEntry(error, only?.kind ?? 'none');
      return { ok: true, lastSeq: this.#state.seq, seqs: [undefined] };
    }
    let lastSeq = this.#state.seq;
    const seqs: (number | undefined)[] = [];
    for (const entry of entries) {
      const written = await this.#append([entry]);
      if (!written.ok) return written;
      lastSeq = Math.max(lastSeq, written.lastSeq);
      seqs.push(...written.seqs);
    }
    return { ok: true, lastSeq, seqs };
  }

  /**
   * Facts that the picture contains are owed to the record; what time renews is not. An order, or whatever else counts
   * only when it is recorded, never comes here.
   */
  #owe(batch: readonly Entry[]): void {
    for (const entry of batch) {
      const { kind } = entry;
      if (kind === 'observations') this.#owedReadings += entry.payload.count;
      else if (ENTRY_CLASSES[kind].travels !== 'reliable') continue;
      this.#owed.push(entry);
    }
  }

  #fail(message: string): void {
    this.#set({ ...this.#standing(), state: 'failing', message });
    this.#schedule(RETRY_MS);
  }

  /** What stays while the record begins to fail, or to work again. */
  #standing(): Omit<RecorderState, 'state' | 'message'> {
    const { seq, disk } = this.#state;
    return { seq, file: this.#file, ...(disk ? { disk } : {}) };
  }

  /** A look that fails says nothing: whether the disk works shows at the next write. */
  async #lookAtDisk(): Promise<void> {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    try {
      const { freeBytes, hoursLeft, low } = await this.#api.storage();
      const disk = { freeBytes, low, ...(hoursLeft === undefined ? {} : { hoursLeft }) };
      this.#set({ ...this.#state, disk });
    } catch (error) {
      this.#onBadEntry(error, 'recorderState');
    }
  }

  #set(next: RecorderState): void {
    const before = this.#state;
    this.#state = next;
    const isNews =
      before.state !== next.state ||
      before.message !== next.message ||
      (before.disk?.low ?? false) !== (next.disk?.low ?? false) ||
      // While room runs out every look at it is news: what is left gets less.
      (next.disk?.low === true && next.disk !== before.disk);
    if (isNews) this.#onState(next);
  }
}
