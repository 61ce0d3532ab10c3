import { must } from '../../src/domain/base/assert.ts';
import type { SessionId } from '../../src/domain/base/ids.ts';
import type { Millis } from '../../src/domain/base/quantity.ts';
import type { Entry, TruthReport } from '../../src/domain/session/entry.ts';
import type { Role } from '../../src/domain/session/role.ts';
import { reduce, type World } from '../../src/domain/session/world.ts';
import { type AgentsFrame, decodeAgentsFrame } from '../../src/domain/wire/agents-frame.ts';
import type { Attached, InputOf, Method } from '../../src/domain/wire/contract.ts';
import { openSeatSocket, type SeatSocket } from './seat-socket.ts';

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
export interface RehearsalSeat extends Pick<SeatSocket, 'call' | 'close'> {
  readonly attached: Attached;
  world(): World;
  /** The truth of each instant, as it was told since the session jumped last. */
  readonly truths: ReadonlyMap<Millis, TruthReport>;
  readonly agents: readonly AgentsFrame[];
  readonly entries: readonly Entry[];
  /** How often the session jumped. */
  jumps(): number;
  /** The code of the error that a call ends with; undefined when it succeeds. */
  refusal<M extends Method>(method: M, input: InputOf<M>): Promise<string | undefined>;
  /** Whether the hub has closed the link. */
  ended(): boolean;
}

/** Attaches a seat to a session of a hub; absent `session`: the hub's own. */
export async function seatAt(url: string, role: Role, session?: SessionId): Promise<RehearsalSeat> {
  const truths = new Map<Millis, TruthReport>();
  const agents: AgentsFrame[] = [];
  const entries: Entry[] = [];
  let jumps = 0;
  let world: World | undefined;
  const now = () => must(world, 'the world of an attached seat');
  const socket = await openSeatSocket(url, {
    take(message) {
      if (message.t === 'world') {
        world = message.world;
        jumps += 1;
        truths.clear();
        return;
      }
      const { entry } = message;
      entries.push(entry);
      if (entry.kind === 'truth') truths.set(entry.payload.at, entry.payload);
      world = reduce(now(), entry);
      if (message.t === 'latest') socket.acknowledge(message.topic, message.n);
    },
    takeFrame(bytes) {
      const frame = decodeAgentsFrame(bytes);
      if (frame.ok) {
        agents.push(frame.value.frame);
        socket.acknowledge('agents', frame.value.n);
      } else {
        socket.acknowledge('density', bytes.readUInt32LE(4));
      }
    },
  });
  const attached = await socket.attach({ role, ...(session ? { session } : {}) }, (answer) => {
    world = answer.world;
  });
  socket.subscribe(TOPICS);
  return {
    ...socket,
    attached,
    world: now,
    truths,
    agents,
    entries,
    jumps: () => jumps,
    refusal: async (method, input) => (await socket.refusal(method, input))?.code,
    ended: socket.isClosed,
  };
}
