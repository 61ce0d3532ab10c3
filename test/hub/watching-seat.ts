import { must } from '../../src/domain/base/assert.ts';
import type { DensityFrame } from '../../src/domain/crowd/density-frame.ts';
import type { Entry } from '../../src/domain/session/entry.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import type { Attached } from '../../src/domain/wire/contract.ts';
import { decodeDensityFrame } from '../../src/domain/wire/frames.ts';
import { openSeatSocket, type SeatSocket } from './seat-socket.ts';

/** A seat without a screen that sees everything a map would: the world with its jumps, entries, rasters. */
export interface WatchingSeat extends Pick<SeatSocket, 'call' | 'refusal' | 'closed' | 'close'> {
  attached(): Attached;
  world(): World;
  /** Reliable entries since the last jump, oldest first. */
  readonly entries: readonly Entry[];
  /** How often the session jumped. */
  jumps(): number;
  frame(): DensityFrame | undefined;
  /** Looks at another session over the same link. */
  attach(session?: string): Promise<Attached>;
  /** Resolves when the world fulfils it. */
  until(fulfilled: (world: World) => boolean): Promise<World>;
}

/** Attaches a seat to a hub that listens at `url`. */
export async function watch(url: string, role: Role, session?: string): Promise<WatchingSeat> {
  let attached: Attached | undefined;
  let world: World | undefined;
  let frame: DensityFrame | undefined;
  let jumps = 0;
  let seq = 0;
  const entries: Entry[] = [];
  const waiting = new Set<() => void>();
  const now = () => must(world, 'the world of an attached seat');
  const socket = await openSeatSocket(url, {
    take(message) {
      if (message.t === 'latest') {
        world = reduce(now(), message.entry);
        socket.acknowledge(message.topic, message.n);
      } else {
        if (message.seq !== seq + 1) throw new Error(`entry ${message.seq} after ${seq}`);
        seq = message.seq;
        if (message.t === 'world') {
          world = message.world;
          jumps += 1;
          entries.length = 0;
        } else {
          world = reduce(now(), message.entry);
          entries.push(message.entry);
        }
      }
      for (const look of waiting) look();
    },
    takeFrame(bytes) {
      const decoded = decodeDensityFrame(Uint8Array.from(bytes));
      if (!decoded.ok) return;
      frame = decoded.value.frame;
      socket.acknowledge('density', decoded.value.n);
    },
  });
  const attach = async (to?: string): Promise<Attached> => {
    world = undefined;
    frame = undefined;
    entries.length = 0;
    const input = { role, ...(to === undefined ? {} : { session: to as Attached['session'] }) };
    return await socket.attach(input, (answer) => {
      attached = answer;
      world = answer.world;
      seq = answer.seq;
    });
  };
  const first = await attach(session);
  return {
    ...socket,
    attached: () => attached ?? first,
    world: () => world ?? first.world,
    entries,
    jumps: () => jumps,
    frame: () => frame,
    attach,
    until: (fulfilled) =>
      new Promise((resolve) => {
        const look = () => {
          if (!world || !fulfilled(world)) return;
          waiting.delete(look);
          resolve(world);
        };
        waiting.add(look);
        look();
      }),
  };
}
