import type { FeedId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Result } from '../base/result.ts';
import type { Reading, Refusal } from '../crowd/observation.ts';
import type { DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';
import type { FeedRecording } from './delivery.ts';
import type { MapMark } from './map-mark.ts';

/** A feed's configuration as documents, seats and the log hold it: JSON, secrets only by the name of their place. */
export interface FeedSettingsJson {
  readonly feed: FeedId;
  readonly adapter: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly silentAfterS: number;
  readonly [field: string]: unknown;
}

/** A known sender's format as settings to begin with. */
export interface Dialect {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Adapter and mapping; the feed's id and name are its own. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sample: string;
}

/** One of the last messages of a feed, as it came. */
export interface RawMessageView {
  /** Counts the feed's messages since the hub was started. */
  readonly n: number;
  readonly receivedAt: Millis;
  /** Topic, address or path it came from. */
  readonly from?: string;
  /** The message as text where it is UTF-8, else as hex; cut where it is long. */
  readonly text: string;
  readonly encoding: 'utf8' | 'hex';
  readonly bytes: number;
  readonly accepted: number;
  /** What was wrong with it. */
  readonly problem?: string;
}

/** What a sample message would become: nothing is delivered. */
export interface FeedPreview {
  readonly readings: readonly Reading[];
  readonly refusals: readonly Refusal[];
  readonly drones: readonly DroneReport[];
  readonly units: readonly UnitReport[];
  readonly marks: readonly MapMark[];
  /** What cannot be read at all, and hints (a datum that would fit better). */
  readonly problems: readonly string[];
}

/** What an operator may do with the feeds of a session. Errors are in words. */
export interface FeedControls {
  settings(): readonly FeedSettingsJson[];
  raw(feed: string): readonly RawMessageView[] | undefined;
  pause(feed: string, paused: boolean): Result<void>;
  /** Puts a new or changed feed in place of the one with its id; the old one goes on when the new cannot work. */
  edit(settings: unknown): Result<FeedSettingsJson>;
  /** A recording begins to be played into a feed, or (undefined) has ended. */
  record(feed: string, recording: FeedRecording | undefined): Result<void>;
  /** Unplugs a feed. */
  remove(feed: string): void;
  preview(settings: unknown, sample: Uint8Array): Promise<Result<FeedPreview>>;
}
