import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { HubMessage, Link } from '../../domain/wire/contract.ts';
import { rpcClient, sendSeat } from '../../domain/wire/rpc.ts';

/** A seat without a screen that moves a replay. */
export interface MovingSeat {
  /** Resolves when the replay stands there. */
  to(time: Millis): Promise<void>;
  /** Closes the replay, which must stand beside the hub's own session. */
  endReplay(session: SessionId): Promise<void>;
  close(): void;
}

/** Attaches to a replay over a link; absent `session`: the hub's own. */
export async function movingSeat(link: Link, session?: SessionId): Promise<MovingSeat> {
  const rpc = rpcClient((message) => sendSeat(link, message));
  link.onMessage((data) => {
    if (typeof data !== 'string') return;
    const message: HubMessage = JSON.parse(data);
    if (message.t === 'result' || message.t === 'error') rpc.settle(message);
  });
  link.onClose((reason) =>
    rpc.fail({ code: 'notPossible', message: reason || 'the link is gone' }),
  );
  await rpc.call('session.attach', { role: 'reviewer', ...(session ? { session } : {}) }).result;
  return {
    async to(time) {
      await rpc.call('replay.seek', { time }).result;
    },
    async endReplay(ended) {
      await rpc.call('sessions.close', { session: ended }).result;
    },
    close: () => link.close('done'),
  };
}
