import type { FeedId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Reading, Refusal } from '../crowd/observation.ts';
import type { DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';

/** What one message of a feed decoded to: the only thing that adapters hand on. */
export interface Delivery {
  readonly feed: FeedId;
  readonly receivedAt: Millis;
  readonly readings: readonly Reading[];
  /** What in the message could not be used, in words. */
  readonly refusals: readonly Refusal[];
  readonly drones: readonly DroneReport[];
  readonly units: readonly UnitReport[];
}

export type FeedHealth = 'ok' | 'waiting' | 'silent' | 'failing' | 'stopped';

/** How a feed stands. Counts are of readings since the session began. */
export interface FeedState {
  readonly feed: FeedId;
  readonly adapter: string;
  readonly health: FeedHealth;
  readonly lastMessageAt?: Millis;
  readonly messages: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly late: number;
  readonly refused: number;
  readonly lastError?: string;
  readonly lastErrorAt?: Millis;
}
