import type { LoggedEntry, MarksQuery, RecordReads } from '../../record-read-port.ts';

/** Entries that are read at a time. */
const PIECE = 2_000;

/** Every entry that the question is for, however many there are, a piece of them in memory at a time. */
export async function* eachMark(
  record: Pick<RecordReads, 'marks'>,
  query: Omit<MarksQuery, 'limit' | 'afterSeq'>,
): AsyncIterable<LoggedEntry> {
  let afterSeq = 0;
  for (;;) {
    const piece = await record.marks({ ...query, afterSeq, limit: PIECE });
    yield* piece;
    const last = piece.at(-1);
    if (!last || piece.length < PIECE) return;
    afterSeq = last.seq;
  }
}
