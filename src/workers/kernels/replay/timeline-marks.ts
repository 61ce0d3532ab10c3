import type { Millis } from '../../../domain/base/quantity.ts';
import type { LoggedEntry, MarksQuery, RecordReads } from '../../record-read-port.ts';
import { eachMark } from './each-mark.ts';

/** Entries of one answer: a screen has a fifth of that in pixels, and a night a tenth of that in marks. */
const MOST = 10_000;

/** What happened in a range, for a timeline. */
export interface TimelineMarks {
  /** The oldest first. */
  readonly entries: readonly LoggedEntry[];
  /** From there on `n` entries are left out; absent: nothing is. */
  readonly left?: { readonly from: Millis; readonly n: number };
}

/** The marks of a range; what is left out is counted, so that nobody takes an empty end for a quiet one. */
export async function timelineMarks(
  record: Pick<RecordReads, 'marks'>,
  query: Omit<MarksQuery, 'limit' | 'afterSeq'>,
  most = MOST,
): Promise<TimelineMarks> {
  const entries: LoggedEntry[] = [];
  let left: TimelineMarks['left'];
  for await (const mark of eachMark(record, query)) {
    if (entries.length < most) entries.push(mark);
    else left = { from: left?.from ?? mark.entry.recordedAt, n: (left?.n ?? 0) + 1 };
  }
  return { entries, ...(left ? { left } : {}) };
}
