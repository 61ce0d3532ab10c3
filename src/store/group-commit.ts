import { ok } from '../domain/base/result.ts';
import type { EncodedEntry, WriteBatch, Written } from './event-file.ts';
import type { Outcome } from './record.ts';

type Answer = Outcome<Written>;
type Committed = Extract<Answer, { ok: true }>;

interface Job<T> {
  readonly work: T;
  readonly settle: (outcome: Answer) => void;
  readonly fail: (bug: unknown) => void;
}

/** A transaction takes no further append once it holds this many entries: nobody waits behind a long burst. */
const MAX_ENTRIES = 2_000;

/**
 * Gathers what callers want written into transactions, one at a time: whatever arrives during a commit shares the
 * next one. Appends keep their order. Everything else goes aside, one piece to a transaction, so that a raster
 * never makes an order wait for more than the commit under way.
 */
export class GroupCommit {
  readonly #write: (batch: WriteBatch) => Promise<Answer>;
  #appends: Job<readonly EncodedEntry[]>[] = [];
  #asides: Job<WriteBatch>[] = [];
  #running: Promise<void> | undefined;

  constructor(write: (batch: WriteBatch) => Promise<Answer>) {
    this.#write = write;
  }

  /** Resolves with the number of the last of these entries, once they are committed. */
  append(entries: readonly EncodedEntry[]): Promise<Answer> {
    return new Promise((settle, fail) => {
      this.#appends.push({ work: entries, settle, fail });
      this.#run();
    });
  }

  /** Writes something that is no log entry, beside the next appends. */
  aside(work: WriteBatch): Promise<Answer> {
    return new Promise((settle, fail) => {
      this.#asides.push({ work, settle, fail });
      this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #run(): void {
    this.#running ??= this.#commitAll();
  }

  async #commitAll(): Promise<void> {
    while (this.#appends.length > 0 || this.#asides.length > 0) {
      const appends = this.#takeAppends();
      const entries = appends.flatMap(({ work }) => work);
      const aside = this.#asides.shift();
      const done = aside ? await this.#commitWithAside(entries, aside) : undefined;
      if (done) answer(appends, done);
      // An order is not lost for a raster that does not fit on the disk: what belongs in the log is tried alone.
      else if (appends.length > 0) await this.#commitAppends(entries, appends);
    }
    // In the same turn as the look at the queues: an append that comes in between would wait for ever.
    this.#running = undefined;
  }

  /** Undefined when nothing was written. */
  async #commitWithAside(
    entries: readonly EncodedEntry[],
    aside: Job<WriteBatch>,
  ): Promise<Committed | undefined> {
    try {
      const outcome = await this.#write({ ...aside.work, entries });
      aside.settle(outcome);
      return outcome.ok ? outcome : undefined;
    } catch (bug) {
      aside.fail(bug);
      return undefined;
    }
  }

  async #commitAppends(
    entries: readonly EncodedEntry[],
    appends: readonly Job<readonly EncodedEntry[]>[],
  ): Promise<void> {
    try {
      answer(appends, await this.#write({ entries }));
    } catch (bug) {
      for (const job of appends) job.fail(bug);
    }
  }

  #takeAppends(): readonly Job<readonly EncodedEntry[]>[] {
    const taken: Job<readonly EncodedEntry[]>[] = [];
    let entries = 0;
    while (entries < MAX_ENTRIES) {
      const job = this.#appends.shift();
      if (!job) break;
      taken.push(job);
      entries += job.work.length;
    }
    return taken;
  }
}

/** Tells each caller the number of its own last entry, or why none of them is recorded. */
function answer(appends: readonly Job<readonly EncodedEntry[]>[], outcome: Answer): void {
  if (!outcome.ok) {
    for (const job of appends) job.settle(outcome);
    return;
  }
  const total = appends.reduce((sum, { work }) => sum + work.length, 0);
  let lastSeq = outcome.value.lastSeq - total;
  for (const job of appends) {
    lastSeq += job.work.length;
    job.settle(ok({ lastSeq }));
  }
}
