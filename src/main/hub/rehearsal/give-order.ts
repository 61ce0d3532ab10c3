import type { CheckpointId, OrderId } from '../../../domain/base/ids.ts';
import type { CheckpointMode } from '../../../domain/site/site.ts';
import { inTurn } from '../commands/command.ts';
import type { Session } from '../session.ts';

/** A change of a checkpoint that nobody gave at a seat: the plan's own, or what a fork begins with. */
export interface GivenOrder {
  /** The same order twice is given once. */
  readonly order: OrderId;
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/** Records and carries out an order in a session; false when it cannot be recorded. */
export function giveOrder(session: Session, given: GivenOrder, by: string): Promise<boolean> {
  return inTurn(session, async () => {
    const state = session.world.checkpoints[given.checkpoint];
    if (!state || state.order === given.order) return true;
    const version = state.version + 1;
    const seq = await session.commit('checkpointOrder', { ...given, by, version });
    if (seq === undefined) return false;
    await session.carryOut({ ...given, sawVersion: state.version });
    return true;
  });
}
