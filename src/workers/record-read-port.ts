import type { Millis } from '../domain/base/quantity.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import type {
  EntriesQuery,
  FramesQuery,
  MarksQuery,
  NearestQuery,
  ObservedQuery,
  ReadableRecord,
  RecordedFrame,
  RecordedWorld,
  RecordSizes,
  RecordSpan,
} from '../store/reading.ts';
import type { LoggedEntry, Outcome, SeriesQuery } from '../store/record.ts';

export type {
  EntriesQuery,
  FramesQuery,
  MarksQuery,
  NearestQuery,
  ObservedQuery,
  ReadableRecord,
  RecordedFrame,
  RecordedWorld,
  RecordSize,
  RecordSizes,
  RecordSpan,
} from '../store/reading.ts';
export type { Documents, LoggedEntry, Outcome, RecordFailure } from '../store/record.ts';

/**
 * Reads an event file at any instant and never writes: of a file that stands still (also on read-only media, also of an
 * older format), and of one that another thread or program records meanwhile, whose writer never waits for it. One
 * reader reads one file. Rejects when what was asked for cannot be read, in words.
 *
 * The instant t is the world after the last entry before the first one that was recorded later than t. Where a
 * rehearsal jumped back, what it left behind by that is no part of the recording's time; the log still holds it.
 */
export interface RecordReads {
  open(where: { file: string }): Promise<Outcome<ReadableRecord>>;
  /** As it is now; undefined while nothing has happened. */
  span(): Promise<RecordSpan | undefined>;
  /** The newest kept world at or before `time`; undefined before the first one. Fields that its version lacked are there. */
  snapshotBefore(time: Millis): Promise<RecordedWorld | undefined>;
  /** The world at `time`, folded here: `snapshotBefore` and the entries up to `time`. At the beginning: the empty world, seq 0. */
  worldAt(time: Millis): Promise<RecordedWorld>;
  /** Entries as they were seen, in order of seq; an empty answer: there are no more (yet). */
  entries(query: EntriesQuery): Promise<readonly LoggedEntry[]>;
  /**
   * What was true in (after, until], in order of observedAt, whenever it was recorded. Readings are taken out of their
   * entries one by one: those of each second are one `observations` entry, none of them marked late.
   */
  observed(query: ObservedQuery): Promise<readonly Entry[]>;
  /** The newest raster at or before `time`. */
  frameAt(time: Millis): Promise<RecordedFrame | undefined>;
  frames(query: FramesQuery): Promise<readonly RecordedFrame[]>;
  /** The instants of the rasters in [from, to], without reading them. */
  frameTimes(range: { from: Millis; to: Millis }): Promise<readonly Millis[]>;
  /** Entries of some kinds by recordedAt: orders, levels, bookmarks (those written later stand at their own time). */
  marks(query: MarksQuery): Promise<readonly LoggedEntry[]>;
  nearest(query: NearestQuery): Promise<LoggedEntry | undefined>;
  /** Entries by kind in [from, to]; absent: in all of it. */
  counts(range?: {
    from: Millis;
    to: Millis;
  }): Promise<Readonly<Partial<Record<EntryKind, number>>>>;
  readSeries(query: SeriesQuery): Promise<SeriesPoints>;
  sizes(): Promise<RecordSizes>;
  close(): Promise<void>;
}
