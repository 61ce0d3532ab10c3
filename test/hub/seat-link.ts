import type { Attached, InputOf, Method, OutputOf } from '../../src/domain/wire/contract.ts';
import { RpcError, rpcClient } from '../../src/domain/wire/rpc.ts';

/** A seat without a screen: the calls of the contract over a real WebSocket. */
export interface SeatLink {
  readonly attached: Attached;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** The code of the error that a call ends with; undefined when it succeeds. */
  refusal<M extends Method>(
    method: M,
    input: InputOf<M>,
  ): Promise<Pick<RpcError, 'code' | 'message'> | undefined>;
  close(): void;
}

/** Opens a seat at a hub. */
export async function openSeat(url: string, role: Attached['role']): Promise<SeatLink> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  const client = rpcClient((message) => socket.send(JSON.stringify(message)));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;
    const message = JSON.parse(data);
    if (message.t === 'result' || message.t === 'error') client.settle(message);
  });
  const call: SeatLink['call'] = (method, input) => client.call(method, input).result;
  return {
    attached: await call('session.attach', { role }),
    call,
    refusal: (method, input) =>
      call(method, input).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof RpcError) return { code: error.code, message: error.message };
          throw error;
        },
      ),
    close: () => socket.close(),
  };
}
