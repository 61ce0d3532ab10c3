/** Files whose last result is kept; a night's report is about a megabyte. */
const MAX_FILES = 4;

interface Shared<T> {
  readonly key: string;
  readonly result: Promise<T>;
  /** Ends the work when nobody waits for it any more. */
  readonly ending: AbortController;
  waiting: number;
}

/**
 * Long work on files: one at a time for each file, and the last result is shared by all who ask for the same. Work that
 * nobody waits for any more ends.
 */
export class SharedResults<T> {
  readonly #last = new Map<string, Shared<T>>();

  /**
   * The result of `work` on `file`; `key` says what the result depends on besides. `gone` is the caller's, the signal
   * that `work` gets is that of all who wait. One that rejects is not kept.
   */
  of(
    file: string,
    key: string,
    work: (ending: AbortSignal) => Promise<T>,
    gone: AbortSignal,
  ): Promise<T> {
    const before = this.#last.get(file);
    const isSame = before?.key === key && !before.ending.signal.aborted;
    const shared = isSame ? before : this.#begin(file, key, work, before?.result);
    shared.waiting += 1;
    const leave = () => {
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.ending.abort();
    };
    if (gone.aborted) leave();
    else {
      gone.addEventListener('abort', leave, { once: true });
      const stay = () => gone.removeEventListener('abort', leave);
      shared.result.then(stay, stay);
    }
    return shared.result;
  }

  #begin(
    file: string,
    key: string,
    work: (ending: AbortSignal) => Promise<T>,
    before: Promise<T> | undefined,
  ): Shared<T> {
    const ending = new AbortController();
    const result = afterwards(before, async () => {
      ending.signal.throwIfAborted();
      const made = await work(ending.signal);
      // Half of it is no result.
      ending.signal.throwIfAborted();
      return made;
    });
    const shared: Shared<T> = { key, result, ending, waiting: 0 };
    result.catch(() => {
      if (this.#last.get(file) === shared) this.#last.delete(file);
    });
    this.#last.delete(file);
    this.#last.set(file, shared);
    const [oldest] = this.#last.keys();
    if (oldest !== undefined && this.#last.size > MAX_FILES) this.#last.delete(oldest);
    return shared;
  }
}

async function afterwards<T>(before: Promise<T> | undefined, work: () => Promise<T>): Promise<T> {
  await before?.catch(() => undefined);
  return await work();
}
