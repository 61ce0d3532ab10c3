import { WebSocket } from 'ws';
import type { SessionId } from '../../src/domain/base/ids.ts';
import type { Millis } from '../../src/domain/base/quantity.ts';
import type { Entry, TruthReport } from '../../src/domain/session/entry.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import { type AgentsFrame, decodeAgentsFrame } from '../../src/domain/wire/agents-frame.ts';
import type {
  Attached,
  HubMessage,
  InputOf,
  Method,
  OutputOf,
} from '../../src/domain/wire/contract.ts';
import { RpcError, rpcClient } from '../../src/domain/wire/rpc.ts';

const TOPICS = [
  'tick',
  'estimate',
  'positions',
  'feedStates',
  'truth',
  'rehearsalState',
  'density',
  'agents',
] as const;

/** A seat that looks at one session and remembers all that it was sent. */
export interface RehearsalSeat {
  readonly attached: Attached;
  world(): World;
  /** The newest truth of each instant. */
  readonly truths: ReadonlyMap<Millis, TruthReport>;
  readonly agents: readonly AgentsFrame[];
  readonly entries: readonly Entry[];
  /** How often the session jumped. */
  jumps(): number;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** The code of the error that a call ends with; undefined when it succeeds. */
  refusal<M extends Method>(method: M, input: InputOf<M>): Promise<string | undefined>;
  /** Whether the hub has closed the link. */
  ended(): boolean;
  close(): void;
}

/** Attaches a seat to a session of a hub; absent `session`: the hub's own. */
export async function seatAt(url: string, role: Role, session?: SessionId): Promise<RehearsalSeat> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const rpc = rpcClient((message) => socket.send(JSON.stringify(message)));
  const truths = new Map<Millis, TruthReport>();
  const agents: AgentsFrame[] = [];
  const entries: Entry[] = [];
  let jumps = 0;
  let world: World | undefined;
  const early: HubMessage[] = [];
  const acknowledge = (topic: string, n: number) =>
    socket.send(JSON.stringify({ t: 'ack', topic, n }));
  const take = (message: HubMessage) => {
    if (message.t === 'result' || message.t === 'error') return rpc.settle(message);
    if (!world) return void early.push(message);
    if (message.t === 'world') {
      world = message.world;
      jumps += 1;
      return;
    }
    const { entry } = message;
    entries.push(entry);
    if (entry.kind === 'truth') truths.set(entry.payload.at, entry.payload);
    world = reduce(world, entry);
    if (message.t === 'latest') acknowledge(message.topic, message.n);
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return take(JSON.parse(data.toString('utf8')) as HubMessage);
    const frame = decodeAgentsFrame(data);
    if (frame.ok) {
      agents.push(frame.value.frame);
      acknowledge('agents', frame.value.n);
    } else {
      acknowledge('density', data.readUInt32LE(4));
    }
  });
  const attached = await rpc.call('session.attach', { role, ...(session ? { session } : {}) })
    .result;
  world = attached.world;
  for (const message of early.splice(0)) take(message);
  socket.send(JSON.stringify({ t: 'subscribe', topics: TOPICS }));
  return {
    attached,
    world: () => world ?? attached.world,
    truths,
    agents,
    entries,
    jumps: () => jumps,
    call: (method, input) => rpc.call(method, input).result,
    refusal: (method, input) =>
      rpc.call(method, input).result.then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof RpcError) return error.code;
          throw error;
        },
      ),
    ended: () => socket.readyState === WebSocket.CLOSED,
    close: () => socket.terminate(),
  };
}
