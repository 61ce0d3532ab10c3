import { WebSocket } from 'ws';
import type { DensityFrame } from '../../src/domain/crowd/density-frame.ts';
import type { Entry } from '../../src/domain/session/entry.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import type {
  Attached,
  HubMessage,
  InputOf,
  Method,
  OutputOf,
} from '../../src/domain/wire/contract.ts';
import { decodeDensityFrame } from '../../src/domain/wire/frames.ts';
import { RpcError, rpcClient } from '../../src/domain/wire/rpc.ts';

/** A seat without a screen that sees everything a map would: the world with its jumps, entries, rasters. */
export interface WatchingSeat {
  attached(): Attached;
  world(): World;
  /** Reliable entries since the last jump, oldest first. */
  readonly entries: readonly Entry[];
  /** How often the session jumped. */
  jumps(): number;
  frame(): DensityFrame | undefined;
  /** Looks at another session over the same link. */
  attach(session?: string): Promise<Attached>;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** The code and words with which a call is refused; undefined when it succeeds. */
  refusal(method: Method, input: unknown): Promise<{ code: string; message: string } | undefined>;
  /** Resolves when the world fulfils it. */
  until(fulfilled: (world: World) => boolean): Promise<World>;
  readonly closed: Promise<string>;
  close(): void;
}

/** Attaches a seat to a hub that listens at `url`. */
export async function watch(url: string, role: Role, session?: string): Promise<WatchingSeat> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const rpc = rpcClient((message) => socket.send(JSON.stringify(message)));
  let attached: Attached | undefined;
  let world: World | undefined;
  let frame: DensityFrame | undefined;
  let jumps = 0;
  let seq = 0;
  const entries: Entry[] = [];
  const waiting = new Set<() => void>();
  const early: HubMessage[] = [];
  const take = (message: HubMessage) => {
    if (message.t === 'result' || message.t === 'error') return rpc.settle(message);
    if (!world) return void early.push(message);
    if (message.t === 'latest') {
      world = reduce(world, message.entry);
      socket.send(JSON.stringify({ t: 'ack', topic: message.topic, n: message.n }));
    } else {
      if (message.seq !== seq + 1) throw new Error(`entry ${message.seq} after ${seq}`);
      seq = message.seq;
      if (message.t === 'world') {
        world = message.world;
        jumps += 1;
        entries.length = 0;
      } else {
        world = reduce(world, message.entry);
        entries.push(message.entry);
      }
    }
    for (const look of waiting) look();
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return take(JSON.parse(data.toString('utf8')) as HubMessage);
    const decoded = decodeDensityFrame(Uint8Array.from(data));
    if (!decoded.ok) return;
    frame = decoded.value.frame;
    socket.send(JSON.stringify({ t: 'ack', topic: 'density', n: decoded.value.n }));
  });
  const closed = new Promise<string>((resolve) => {
    socket.once('close', (_code, reason) => resolve(reason.toString('utf8')));
  });
  const attach = async (to?: string): Promise<Attached> => {
    world = undefined;
    frame = undefined;
    entries.length = 0;
    const input = { role, ...(to === undefined ? {} : { session: to as Attached['session'] }) };
    const answer = await rpc.call('session.attach', input).result;
    attached = answer;
    world = answer.world;
    seq = answer.seq;
    for (const message of early.splice(0)) take(message);
    return answer;
  };
  const first = await attach(session);
  return {
    attached: () => attached ?? first,
    world: () => world ?? first.world,
    entries,
    jumps: () => jumps,
    frame: () => frame,
    attach,
    call: (method, input) => rpc.call(method, input).result,
    refusal: (method, input) =>
      rpc.call(method, input as InputOf<typeof method>).result.then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof RpcError) return { code: error.code, message: error.message };
          throw error;
        },
      ),
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
    closed,
    close: () => socket.terminate(),
  };
}
