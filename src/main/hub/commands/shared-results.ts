/** Files whose last result is kept; a night's report is about a megabyte. */
const MAX_FILES = 4;

interface Shared<T> {
  readonly key: string;
  readonly result: Promise<T>;
}

/** Long work on files: one at a time for each file, and the last result is shared by all who ask for the same. */
export class SharedResults<T> {
  readonly #last = new Map<string, Shared<T>>();

  /** The result of `work` on `file`; `key` says what the result depends on besides. One that rejects is not kept. */
  of(file: string, key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(file);
    if (before?.key === key) return before.result;
    const shared: Shared<T> = { key, result: afterwards(before?.result, work) };
    shared.result.catch(() => {
      if (this.#last.get(file) === shared) this.#last.delete(file);
    });
    this.#last.delete(file);
    this.#last.set(file, shared);
    const [oldest] = this.#last.keys();
    if (oldest !== undefined && this.#last.size > MAX_FILES) this.#last.delete(oldest);
    return shared.result;
  }
}

async function afterwards<T>(before: Promise<T> | undefined, work: () => Promise<T>): Promise<T> {
  await before?.catch(() => undefined);
  return await work();
}
