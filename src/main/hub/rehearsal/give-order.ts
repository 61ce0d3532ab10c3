import { inTurn } from '../commands/command.ts';
import type { Session } from '../session.ts';
import type { GivenOrder } from './planned-changes.ts';

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
