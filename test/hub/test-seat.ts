import { must } from '../../src/domain/base/assert.ts';
import type { BroadcastStep } from '../../src/domain/forces/broadcast.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import { openSeatSocket, type SeatSocket } from './seat-socket.ts';

/** A seat without a screen: what a person there would see and can order. */
export interface TestSeat extends Pick<SeatSocket, 'call' | 'refusal' | 'close'> {
  world(): World;
  /** Every step that broadcasts have taken, oldest first, as `order step`. */
  readonly steps: readonly { readonly order: string; readonly step: BroadcastStep }[];
}

/** Attaches a seat to a hub that listens at `url`; `name` takes over as well. */
export async function takeSeat(url: string, role: Role, name?: string): Promise<TestSeat> {
  const steps: { order: string; step: BroadcastStep }[] = [];
  let world: World | undefined;
  const now = () => must(world, 'the world of an attached seat');
  const socket = await openSeatSocket(url, {
    take(message) {
      if (message.t === 'world') {
        world = message.world;
        return;
      }
      world = reduce(now(), message.entry);
      if (message.entry.kind === 'broadcastProgress') steps.push(message.entry.payload);
      if (message.t === 'latest') socket.acknowledge(message.topic, message.n);
    },
  });
  await socket.attach({ role }, (attached) => {
    world = attached.world;
  });
  socket.subscribe(['tick', 'positions', 'feedStates']);
  if (name !== undefined) await socket.call('operator.takeOver', { name });
  return { ...socket, world: now, steps };
}
