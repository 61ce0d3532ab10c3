import { WebSocket } from 'ws';
import type { BroadcastStep } from '../../src/domain/forces/broadcast.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import type {
  Attached,
  HubMessage,
  InputOf,
  Method,
  OutputOf,
} from '../../src/domain/wire/contract.ts';
import { rpcClient } from '../../src/domain/wire/rpc.ts';

/** A seat without a screen: what a person there would see and can order. */
export interface TestSeat {
  world(): World;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** Every step that broadcasts have taken, oldest first, as `order step`. */
  readonly steps: readonly { readonly order: string; readonly step: BroadcastStep }[];
  close(): void;
}

/** Attaches a seat to a hub that listens at `url`; `name` takes over as well. */
export async function takeSeat(url: string, role: Role, name?: string): Promise<TestSeat> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const rpc = rpcClient((message) => socket.send(JSON.stringify(message)));
  const steps: { order: string; step: BroadcastStep }[] = [];
  let world: World | undefined;
  const early: HubMessage[] = [];
  const take = (message: HubMessage) => {
    if (message.t === 'result' || message.t === 'error') rpc.settle(message);
    else if (!world) early.push(message);
    else if (message.t === 'world') world = message.world;
    else {
      world = reduce(world, message.entry);
      if (message.entry.kind === 'broadcastProgress') steps.push(message.entry.payload);
      if (message.t === 'latest') {
        socket.send(JSON.stringify({ t: 'ack', topic: message.topic, n: message.n }));
      }
    }
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) take(JSON.parse(data.toString('utf8')) as HubMessage);
  });
  const attached: Attached = await rpc.call('session.attach', { role }).result;
  world = attached.world;
  for (const message of early.splice(0)) take(message);
  socket.send(JSON.stringify({ t: 'subscribe', topics: ['tick', 'positions', 'feedStates'] }));
  if (name !== undefined) await rpc.call('operator.takeOver', { name }).result;
  return {
    world: () => world ?? attached.world,
    call: (method, input) => rpc.call(method, input).result,
    steps,
    close: () => socket.terminate(),
  };
}
