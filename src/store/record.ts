import type { Millis } from '../domain/base/quantity.ts';
import type { Result } from '../domain/base/result.ts';
import type { Entry } from '../domain/session/entry.ts';
import type { World } from '../domain/session/world.ts';
import type { SeriesKind } from '../domain/wire/contract.ts';

/** Documents of an event template: file name → text (site.json, night.json …), copied into the event file. */
export type Documents = Readonly<Record<string, string>>;

/** A log entry as it stands in the file. */
export interface LoggedEntry {
  readonly seq: number;
  readonly entry: Entry;
}

/** Where a session can go on from. */
export interface Snapshot {
  /** The last log entry that `world` and `models` contain. */
  readonly seq: number;
  readonly world: World;
  /** Opaque state of the models (estimator, rules, rehearsal), as their threads saved it. */
  readonly models: Readonly<Record<string, Uint8Array>>;
}

/** What opening a file found. */
export interface OpenedRecord {
  readonly created: boolean;
  readonly documents: Documents;
  readonly headSeq: number;
  readonly headHash: string;
  readonly snapshot?: Snapshot;
  /** What was found and mended, in words, for the operator. */
  readonly notices: readonly string[];
}

export interface SeriesRow {
  readonly kind: SeriesKind;
  readonly id: string;
  readonly t: Millis;
  readonly value: number;
}

/** A question for a curve: `points` slices of [from, to]. */
export interface SeriesQuery {
  readonly kind: SeriesKind;
  readonly id: string;
  readonly from: Millis;
  readonly to: Millis;
  readonly points: number;
}

/** Why the record cannot be opened or written, with a stable code. */
export interface RecordFailure {
  readonly code:
    | 'inUse'
    | 'newerVersion'
    | 'notAnEventFile'
    | 'damaged'
    | 'diskFull'
    | 'readOnly'
    | 'missing'
    | 'io';
  readonly message: string;
}

/** How the disk of a recording stands. */
export interface StorageState {
  readonly freeBytes: number;
  readonly bytesPerHour?: number;
  /** Until the disk is full at the present rate; absent: nobody knows. */
  readonly hoursLeft?: number;
  /** It is time to warn. */
  readonly low: boolean;
}

export type Outcome<T> = Result<T, RecordFailure>;
