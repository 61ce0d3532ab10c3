import type { CheckpointId, OrderId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { CheckpointMode } from '../site/site.ts';

/** The state of a checkpoint; `version` counts its changes, so that a late order finds out it is late. */
export interface CheckpointState {
  readonly mode: CheckpointMode;
  /** People a minute and lane, in mode `metered`. */
  readonly meteredPerMinLane?: number;
  readonly version: number;
  readonly changedAt?: Millis;
  readonly changedBy?: string;
  /** From when the order is in effect, as confirmed by whoever carries it out; absent: not confirmed. */
  readonly effectiveAt?: Millis;
  /** The order that made it so: a repeat of that order changes nothing. */
  readonly order?: OrderId;
}

/** An order that changes a checkpoint's mode. */
export interface CheckpointOrder {
  readonly order: OrderId;
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
  /** The version of the checkpoint's state that the sender saw. */
  readonly sawVersion: number;
}
