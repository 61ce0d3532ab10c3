import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import type { Entry } from '../../domain/session/entry.ts';
import { maySee, type Role, TRUTH_AUDIENCE } from '../../domain/session/role.ts';
import type { World } from '../../domain/session/world.ts';
import {
  type AgentsFrame,
  decodeAgentsFrame,
  isAgentsFrame,
} from '../../domain/wire/agents-frame.ts';
import type {
  Attached,
  FrameTopic,
  HubMessage,
  InputOf,
  LatestTopic,
  Link,
  Method,
  OutputOf,
} from '../../domain/wire/contract.ts';
import { decodeDensityFrame } from '../../domain/wire/frames.ts';
import { type RpcClient, type RpcError, rpcClient, sendSeat } from '../../domain/wire/rpc.ts';
import { LinkLost } from './link-lost.ts';
import type { Timers } from './timers.ts';

/** How the link stands. `since` is on the clock of the timers. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: Millis };

/** Where the client puts what comes in. `done` acknowledges: call it once the thing is applied or drawn. */
export interface HubSink {
  attached(attached: Attached): void;
  reliable(entry: Entry): void;
  latest(entry: Entry, done: () => void): void;
  frame(frame: DensityFrame, done: () => void): void;
  /** Simulated people; only planner and controller seats get them. */
  agents(frame: AgentsFrame, done: () => void): void;
  /** The session has jumped: the world starts over from here, and frames of before are void. */
  world(world: World): void;
  /** The hub does not let this seat in; the client goes on trying until it is stopped. */
  refused?(error: RpcError): void;
  link(state: LinkState): void;
}

/** The seat's end of the hub. */
export interface HubClient {
  /** Fails with `LinkLost` where there is no link, and where the link goes before the answer has come. */
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** Closes for good; calls under way fail as when the link goes. */
  stop(): void;
}

export interface HubClientOptions {
  readonly role: Role;
  /** Absent: the hub's own. */
  readonly session?: SessionId;
  readonly sink: HubSink;
  readonly timers: Timers;
  open(): Promise<Link>;
}

const FIRST_RETRY: Millis = 250;
const LAST_RETRY: Millis = 5_000;
const ALL_TOPICS: readonly (LatestTopic | FrameTopic)[] = [
  ...(['tick', 'estimate', 'positions', 'sensorStates', 'feedStates'] as const),
  ...(['recorderState', 'truth', 'rehearsalState', 'density', 'agents'] as const),
];

/**
 * Attaches to the hub and stays attached: after a loss it tries again with growing pauses and resumes by seat and
 * sequence number, so that no reliable entry is missed or applied twice.
 */
export function hubClient({ role, session, sink, timers, open }: HubClientOptions): HubClient {
  let rpc: RpcClient | undefined;
  let link: Link | undefined;
  let resume: { seat: Attached['seat']; seq: number } | undefined;
  let retry = FIRST_RETRY;
  let stopped = false;
  let lostSince: Millis | undefined;
  let cancelRetry = () => {};

  const lose = () => {
    if (stopped) return;
    rpc?.fail({ code: 'linkLost', message: 'the link to the hub is lost' });
    rpc = undefined;
    link = undefined;
    if (resume) {
      lostSince ??= timers.now();
      sink.link({ kind: 'lost', since: lostSince });
    }
    cancelRetry = timers.after(retry, connect);
    retry = Math.min(LAST_RETRY, retry * 2);
  };

  const connect = () => {
    open().then(
      (opened) => (stopped ? opened.close('stopped') : attach(opened)),
      () => lose(),
    );
  };

  const attach = (opened: Link) => {
    const client = rpcClient((message) => sendSeat(opened, message));
    let ready = false;
    const early: (HubMessage | Uint8Array)[] = [];
    rpc = client;
    link = opened;
    opened.onClose(() => {
      if (link === opened) lose();
    });
    const receive = (message: HubMessage | Uint8Array) => {
      if (message instanceof Uint8Array) return receiveFrame(opened, message);
      receiveText(opened, client, message);
    };
    opened.onMessage((data) => {
      if (link !== opened) return;
      const message = typeof data === 'string' ? (JSON.parse(data) as HubMessage) : data;
      // What the hub sends right behind the answer must wait until the answer is applied.
      if (ready || isAnswer(message)) receive(message);
      else early.push(message);
    });
    const input = { role, ...(session ? { session } : {}), ...(resume ? { resume } : {}) };
    client.call('session.attach', input).result.then(
      (attached) => {
        resume = {
          seat: attached.seat,
          seq: attached.resumed && resume ? resume.seq : attached.seq,
        };
        retry = FIRST_RETRY;
        lostSince = undefined;
        ready = true;
        sink.attached(attached);
        sink.link({ kind: 'live' });
        // Who may see people as points asks for them: they are many bytes.
        if (maySee(TRUTH_AUDIENCE, role)) sendSeat(opened, { t: 'subscribe', topics: ALL_TOPICS });
        for (const message of early.splice(0)) receive(message);
      },
      (error: RpcError) => {
        if (error.code !== 'linkLost') sink.refused?.(error);
        opened.close('attach failed');
      },
    );
  };

  const receiveText = (from: Link, client: RpcClient, message: HubMessage) => {
    switch (message.t) {
      case 'result':
      case 'error':
        return client.settle(message);
      case 'entry':
        return receiveEntry(from, message.seq, message.entry);
      case 'world':
        if (resume) resume = { ...resume, seq: message.seq };
        return sink.world(message.world);
      case 'latest':
        return sink.latest(message.entry as Entry, acknowledge(from, message.topic, message.n));
    }
  };

  const receiveEntry = (from: Link, seq: number, entry: Entry) => {
    if (!resume || seq <= resume.seq) return;
    // A gap would leave this seat with a world of its own: start over from where it was whole.
    if (seq > resume.seq + 1) return from.close('gap in reliable entries');
    resume = { ...resume, seq };
    sink.reliable(entry);
  };

  const receiveFrame = (from: Link, bytes: Uint8Array) => {
    if (isAgentsFrame(bytes)) return receiveAgents(from, bytes);
    const decoded = decodeDensityFrame(bytes);
    if (!decoded.ok) return from.close('unreadable frame');
    sink.frame(decoded.value.frame, acknowledge(from, 'density', decoded.value.n));
  };

  const receiveAgents = (from: Link, bytes: Uint8Array) => {
    const decoded = decodeAgentsFrame(bytes);
    if (!decoded.ok) return from.close('unreadable frame of people');
    sink.agents(decoded.value.frame, acknowledge(from, 'agents', decoded.value.n));
  };

  const acknowledge = (to: Link, topic: LatestTopic | FrameTopic, n: number) => () => {
    if (link === to) sendSeat(to, { t: 'ack', topic, n });
  };

  sink.link({ kind: 'connecting' });
  connect();

  return {
    call: (method, input) => {
      if (!rpc) {
        const message = 'there is no link to the hub';
        return Promise.reject(new LinkLost({ message, wasSent: false }));
      }
      return rpc.call(method, input).result.catch((error: RpcError) => {
        if (error.code !== 'linkLost') throw error;
        throw new LinkLost({ message: error.message, wasSent: true });
      });
    },
    stop: () => {
      stopped = true;
      cancelRetry();
      rpc?.fail({ code: 'linkLost', message: 'the seat was closed' });
      rpc = undefined;
      link?.close('seat closed');
    },
  };
}

function isAnswer(message: HubMessage | Uint8Array): boolean {
  return !(message instanceof Uint8Array) && (message.t === 'result' || message.t === 'error');
}
