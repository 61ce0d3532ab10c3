import type { DroneId, FeedId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Reading, Refusal } from '../crowd/observation.ts';
import type { DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';
import type { MapMark } from './map-mark.ts';

/** What one message of a feed decoded to: the only thing that adapters hand on. */
export interface Delivery {
  readonly feed: FeedId;
  readonly receivedAt: Millis;
  readonly readings: readonly Reading[];
  /** What in the message could not be used, in words. */
  readonly refusals: readonly Refusal[];
  readonly drones: readonly DroneReport[];
  readonly units: readonly UnitReport[];
  readonly marks: readonly MapMark[];
  /** Ids of marks that their sender took back. */
  readonly removedMarks?: readonly string[];
}

/**
 * `waiting`: nothing has come yet. `disconnected`: its connection is down. `paused`: an operator stopped it.
 * `stopped`: the session has ended.
 */
export const FEED_HEALTHS = [
  'ok',
  'waiting',
  'silent',
  'failing',
  'disconnected',
  'paused',
  'stopped',
] as const;
export type FeedHealth = (typeof FEED_HEALTHS)[number];

/** What recordings hold; `anlan feed` plays each. */
export const RECORDING_KINDS = ['metro', 'counts', 'tracks', 'tlog', 'cot', 'grid'] as const;
export type RecordingKind = (typeof RECORDING_KINDS)[number];

/** A recording that is played into a feed, as its player announced it. */
export interface FeedRecording {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly kind: RecordingKind;
  /** Recorded seconds per second; 0: as fast as it is taken. */
  readonly speed: number;
  /** Whether its times are shifted to now. */
  readonly retimed: boolean;
  /** Where its first position was put, and how far it was turned, degrees clockwise; absent: it is where it was made. */
  readonly placed?: { readonly lon: number; readonly lat: number; readonly bearingDeg: number };
  /** The player has ended; what it played is still in the picture. */
  readonly ended?: true;
}

/**
 * Whether some feed plays a recording or has played one: its people, levels, units and running counts are in the
 * picture for good, so that this session is not the real thing of now any more. A real night begins a file of its own.
 */
export function playsRecording(feeds: Readonly<Record<string, FeedState>>): boolean {
  return Object.values(feeds).some(({ recording }) => recording !== undefined);
}

/** How a feed stands. Counts are of readings, positions and marks since the session began. */
export interface FeedState {
  readonly feed: FeedId;
  readonly adapter: string;
  readonly name?: { readonly zh: string; readonly en: string };
  readonly health: FeedHealth;
  readonly lastMessageAt?: Millis;
  readonly messages: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly late: number;
  readonly refused: number;
  readonly lastError?: string;
  readonly lastErrorAt?: Millis;
  /** Messages of the last minute, by the session's clock. */
  readonly perMin?: number;
  /** Messages of a kind that the adapter has no use for. */
  readonly unknown?: number;
  /** The connection in words (whom it reached, why it is down); absent for feeds that have none. */
  readonly connection?: string;
  /** Drones that take loudspeaker orders through this feed. */
  readonly loudspeakers?: readonly DroneId[];
  /** Absent while nothing recorded is played into it. */
  readonly recording?: FeedRecording;
}
