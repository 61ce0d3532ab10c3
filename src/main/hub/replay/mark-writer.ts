import { err, ok, type Result } from '../../../domain/base/result.ts';
import { type EntryOf, entry } from '../../../domain/session/entry.ts';
import type { RecordThread } from '../../../workers/record-port.ts';
import { type RemoteThread, startThread, threadFile } from '../../../workers/remote.ts';
import { endInOrder } from '../end-in-order.ts';
import type { ReviewEntry } from './replay-desk.ts';

/** A file is let go of when nobody has written into it for so long: somebody else may want to record it. */
const IDLE_MS = 60_000;

type Mark = EntryOf<'bookmark'> | EntryOf<'story'> | EntryOf<'disposition'>;

interface Held {
  readonly thread: RemoteThread<RecordThread>;
  /** What was found when the file was opened, in words. */
  readonly opened: Promise<Result<readonly string[]>>;
  idle: NodeJS.Timeout | undefined;
  writing: number;
}

/** Writes reviewers' marks into recordings that nobody records now; each is opened only for that. */
export class MarkWriter {
  readonly #held = new Map<string, Held>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Whether it holds a file for writing at the moment. */
  holds(file: string): boolean {
    return this.#held.has(file);
  }

  /**
   * Writes a mark as the recording's newest entry. It is known since `recordedAt` by the recording's own clock, so that
   * it does not stretch it; when a person made it is its observedAt. Resolves to what was found when the file was
   * opened for it.
   */
  async write(
    file: string,
    { kind, payload }: ReviewEntry,
    times: Pick<Mark, 'observedAt' | 'recordedAt'>,
  ): Promise<Result<readonly string[]>> {
    const held = this.#held.get(file) ?? this.#open(file);
    held.writing += 1;
    clearTimeout(held.idle);
    try {
      const opened = await held.opened;
      if (!opened.ok) {
        await this.#release(file, held);
        return opened;
      }
      const written = await held.thread.api.append([entry(kind, payload, times) as Mark]);
      return written.ok ? opened : err(written.error.message);
    } catch (error) {
      return err(words(error));
    } finally {
      held.writing -= 1;
      if (held.writing === 0 && this.#held.get(file) === held) {
        held.idle = setTimeout(() => void this.#release(file, held), IDLE_MS);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held].map(([file, held]) => this.#release(file, held)));
  }

  #open(file: string): Held {
    const thread = startThread<RecordThread>(threadFile('record.thread.ts'));
    const opened = thread.api
      .open({ file, checkStructure: false })
      .then((outcome) => (outcome.ok ? ok(outcome.value.notices) : err(outcome.error.message)))
      .catch((error: unknown) => err(words(error)));
    const held: Held = { thread, opened, idle: undefined, writing: 0 };
    thread.onDeath((error) => {
      this.#onError(error);
      if (this.#held.get(file) === held) this.#held.delete(file);
    });
    this.#held.set(file, held);
    return held;
  }

  async #release(file: string, held: Held): Promise<void> {
    clearTimeout(held.idle);
    if (this.#held.get(file) === held) this.#held.delete(file);
    const opened = await held.opened;
    await endInOrder(
      [
        async () => {
          if (opened.ok) await held.thread.api.close();
        },
        () => held.thread.terminate(),
      ],
      this.#onError,
    );
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
