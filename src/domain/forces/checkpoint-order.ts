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
  /** What it was before an order that nobody has confirmed yet: it is so again if the order is refused. */
  readonly before?: Pick<CheckpointState, 'mode' | 'meteredPerMinLane'>;
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

/** Folds a new order. */
export function orderedState(
  before: CheckpointState | undefined,
  ordered: Omit<CheckpointOrder, 'sawVersion' | 'checkpoint'> & {
    readonly by: string;
    readonly version: number;
  },
  at: Millis,
): CheckpointState {
  const { mode, meteredPerMinLane, by, version, order } = ordered;
  return {
    mode,
    version,
    changedAt: at,
    changedBy: by,
    order,
    ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
    ...(before ? { before: modeOf(before) } : {}),
  };
}

/** Folds the confirmation of an order: it holds, and cannot be refused any more. */
export function confirmedState(ordered: CheckpointState, effectiveAt: Millis): CheckpointState {
  const { before: _before, ...rest } = ordered;
  return { ...rest, effectiveAt };
}

/**
 * Folds the refusal of an order by whoever should have carried it out: the mode is what it was. That is a change, too:
 * an order that was written on the refused one finds out.
 */
export function refusedState(ordered: CheckpointState, at: Millis): CheckpointState {
  if (!ordered.before) return ordered;
  return { ...ordered.before, version: ordered.version + 1, changedAt: at };
}

function modeOf({
  mode,
  meteredPerMinLane,
}: CheckpointState): NonNullable<CheckpointState['before']> {
  return { mode, ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }) };
}
