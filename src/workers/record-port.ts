import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import type {
  LoggedEntry,
  OpenedRecord,
  Outcome,
  SeriesQuery,
  SeriesRow,
  Snapshot,
  StorageState,
} from '../store/record.ts';
import type { RecordOpening } from '../store/record-writer.ts';

// The types live in src/store, which may not import this folder; callers of the thread find them here.
export type {
  Documents,
  LoggedEntry,
  OpenedRecord,
  Outcome,
  RecordFailure,
  SeriesRow,
  Snapshot,
  StorageState,
} from '../store/record.ts';

/**
 * The thread that alone writes the event file. Calls are taken in order; `append` resolves when its entries are
 * committed (FULL sync). Appends that arrive during a commit share the next one (group commit).
 */
export interface RecordThread {
  /** `documents` is used only when the file does not exist yet; the chain is signed with the installation's key. */
  open(options: RecordOpening): Promise<Outcome<OpenedRecord>>;
  append(entries: readonly Entry[]): Promise<Outcome<{ lastSeq: number }>>;
  frame(frame: DensityFrame): Promise<Outcome<undefined>>;
  series(rows: readonly SeriesRow[]): Promise<Outcome<undefined>>;
  snapshot(snapshot: Snapshot): Promise<Outcome<undefined>>;
  /** Entries after `afterSeq`, at most `limit`, in order. Rejects when the file cannot be read. */
  read(afterSeq: number, limit: number): Promise<readonly LoggedEntry[]>;
  /** The newest `limit` entries of a kind, in order of seq. */
  recent(kind: EntryKind, limit: number): Promise<readonly LoggedEntry[]>;
  readSeries(query: SeriesQuery): Promise<SeriesPoints>;
  /** Looks at the disk; thins rasters, never entries, when it is nearly full. Ask every half minute. */
  storage(): Promise<StorageState>;
  close(): Promise<void>;
}
