import { concatColumns } from '../../domain/crowd/observation.ts';
import type { Entry } from '../../domain/session/entry.ts';

/** An entry to write, and who waits for its number. */
export interface Waiting {
  readonly entry: Entry;
  readonly settle: (seq: number | undefined) => void;
  /** It counts only when it is recorded. */
  readonly isCommit: boolean;
}

/** One entry to write, and everybody who waits for it. */
interface Packed {
  readonly entry: Entry;
  readonly settles: readonly Waiting['settle'][];
  readonly isCommit: boolean;
}

/** Readings that follow each other share one entry: a row for each message would cost more than what it holds. */
export function packed(queue: readonly Waiting[]): readonly Packed[] {
  const all: Packed[] = [];
  for (let at = 0; at < queue.length; ) {
    const run = runOfReadings(queue, at);
    const last = queue[at + Math.max(1, run.length) - 1];
    if (!last) break;
    const columns = run.flatMap(({ entry }) =>
      entry.kind === 'observations' ? [entry.payload] : [],
    );
    const entry: Entry =
      last.entry.kind === 'observations'
        ? { ...last.entry, payload: concatColumns(columns) }
        : last.entry;
    all.push({
      entry,
      settles: run.length > 0 ? run.map(({ settle }) => settle) : [last.settle],
      isCommit: last.isCommit,
    });
    at += Math.max(1, run.length);
  }
  return all;
}

/** The readings that stand together from `at` on. */
function runOfReadings(queue: readonly Waiting[], at: number): readonly Waiting[] {
  const end = queue.findIndex(({ entry }, index) => index >= at && entry.kind !== 'observations');
  return queue.slice(at, end < 0 ? queue.length : end);
}
