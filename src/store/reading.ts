import type { Millis } from '../domain/base/quantity.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { EntryKind } from '../domain/session/entry.ts';
import type { World } from '../domain/session/world.ts';
import type { Documents } from './record.ts';

/** What opening a file for reading found; `span` is absent while nothing has happened in it. */
export interface ReadableRecord {
  readonly documents: Documents;
  readonly formatVersion: number;
  readonly span?: RecordSpan;
  readonly bytes: number;
  /** What a reader should know, in words: that somebody records the file, that parts of it are damaged. */
  readonly notices: readonly string[];
}

/**
 * What a recording covers: from its first tick to its last. What reviewers wrote into it later lies outside.
 * `headSeq` and `to` grow while somebody records it.
 */
export interface RecordSpan {
  readonly from: Millis;
  readonly to: Millis;
  readonly headSeq: number;
}

/** A world of the recording and the last log entry that it contains. */
export interface RecordedWorld {
  readonly seq: number;
  readonly world: World;
}

/** A question for entries as they were seen. */
export interface EntriesQuery {
  /** 0: from the first. */
  readonly afterSeq: number;
  /** Up to the first entry that was recorded later than this; absent: to the end. */
  readonly until?: Millis;
  /** At most so many; the next question goes on after the last one's seq. */
  readonly limit: number;
  /** Only these; absent: all. */
  readonly kinds?: readonly EntryKind[];
  /** Of each of these only the newest one up to `until`; those before it are not read. */
  readonly newestOf?: readonly EntryKind[];
}

/** A question for what was true in (after, until], whenever it became known. */
export interface ObservedQuery {
  readonly after: Millis;
  readonly until: Millis;
  readonly kinds?: readonly EntryKind[];
}

/** A question for the entries of some kinds in [from, to] by recordedAt. */
export interface MarksQuery {
  readonly kinds: readonly EntryKind[];
  readonly from: Millis;
  readonly to: Millis;
  /** The oldest so many (default 10,000); the next question goes on after the last one's seq. */
  readonly limit?: number;
  readonly afterSeq?: number;
}

/** A question for the next (or, −1, the last) entry of some kinds on the far side of an instant. */
export interface NearestQuery {
  readonly kinds: readonly EntryKind[];
  readonly at: Millis;
  readonly direction: 1 | -1;
}

/** A question for rasters in [from, to]. */
export interface FramesQuery {
  readonly from: Millis;
  readonly to: Millis;
  /** At most one in each slice of this length; absent: all. */
  readonly everyMs?: number;
  /** At most so many (default 1,000). */
  readonly limit?: number;
}

/** What a part of the record takes on the disk. */
export interface RecordSize {
  /** An entry kind, or `frames`, `worlds`, `models`, `series`, `documents`. */
  readonly part: string;
  readonly rows: number;
  readonly bytes: number;
  readonly bytesPerMin: number;
}

/** What a recording takes on the disk; the parts' bytes are those of their rows, without the pages' slack. */
export interface RecordSizes {
  readonly fileBytes: number;
  readonly minutes: number;
  readonly parts: readonly RecordSize[];
}

/** A raster of a recording; its digest has been checked. */
export interface RecordedFrame {
  readonly frame: DensityFrame;
  /** When it was issued; a frame stands until the next one. */
  readonly at: Millis;
}
