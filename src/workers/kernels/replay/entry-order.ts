import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { RecordReads } from '../../record-read-port.ts';

/** Entries of a recording in one order, from a position on that can be come back to. */
export interface EntryOrder {
  readonly position: number;
  resume(position: number): void;
  /** Some of the next entries up to `until`; `more`: there may be further ones. */
  next(until: Millis): Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }>;
}

const PIECE = 500;

/** In the order in which they became known. A position is a number of the log. */
export function recordedOrder(reader: Pick<RecordReads, 'entries'>): EntryOrder {
  let seq = 0;
  return {
    get position() {
      return seq;
    },
    resume(position) {
      seq = position;
    },
    async next(until) {
      const logged = await reader.entries({ afterSeq: seq, until, limit: PIECE });
      seq = logged.at(-1)?.seq ?? seq;
      return { entries: logged.map(({ entry }) => entry), more: logged.length === PIECE };
    },
  };
}

const SHORTEST: Millis = 10 * SECOND;
const LONGEST: Millis = 60 * MINUTE;

/**
 * In the order in which it was true, whenever it became known. A position is an instant; what was true before the
 * recording began, at `from`, comes first of all.
 */
export function observedOrder(reader: Pick<RecordReads, 'observed'>, from: Millis): EntryOrder {
  let after: Millis = 0;
  let windowMs = MINUTE;
  return {
    get position() {
      return after;
    },
    resume(position) {
      after = position;
    },
    async next(until) {
      if (after >= until) return { entries: [], more: false };
      const end = Math.min(until, Math.max(from, after + windowMs));
      const entries = await reader.observed({ after, until: end });
      after = end;
      // Long where little happened, short where much did.
      if (entries.length < PIECE / 4) windowMs = Math.min(LONGEST, windowMs * 2);
      else if (entries.length > PIECE * 2) windowMs = Math.max(SHORTEST, windowMs / 2);
      return { entries: entries.toSorted(byTruth), more: end < until };
    },
  };
}

/** A tick works on what was true up to it. */
function byTruth(a: Entry, b: Entry): number {
  if (a.observedAt !== b.observedAt) return a.observedAt - b.observedAt;
  return Number(a.kind === 'tick') - Number(b.kind === 'tick');
}
