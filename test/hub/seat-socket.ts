import { WebSocket } from 'ws';
import type {
  Attached,
  AttachInput,
  FrameTopic,
  HubMessage,
  InputOf,
  LatestTopic,
  Method,
  OutputOf,
  SeatMessage,
} from '../../src/domain/wire/contract.ts';
import { RpcError, rpcClient } from '../../src/domain/wire/rpc.ts';

type Topic = LatestTopic | FrameTopic;

/** What the hub sends a seat unasked. */
export type Told = Exclude<HubMessage, { t: 'result' | 'error' }>;

/** What a seat makes of what it is told; nothing comes before it has begun with what `attach` brought. */
export interface SeatInbox {
  take?(message: Told): void;
  takeFrame?(bytes: Buffer): void;
}

/** A seat's end of a real WebSocket: the calls of the contract, and what seats say without a call. */
export interface SeatSocket {
  /** `begin` gets the answer before anything that follows it is told. */
  attach(input: AttachInput, begin?: (attached: Attached) => void): Promise<Attached>;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** The code and words with which a call is refused; undefined when it succeeds. */
  refusal(method: Method, input: unknown): Promise<Pick<RpcError, 'code' | 'message'> | undefined>;
  acknowledge(topic: Topic, n: number): void;
  subscribe(topics: readonly Topic[]): void;
  /** Resolves to the hub's reason when the link has ended. */
  readonly closed: Promise<string>;
  isClosed(): boolean;
  close(): void;
}

/** Opens a link to a hub that listens at `url`; nobody is attached yet. */
export async function openSeatSocket(url: string, inbox: SeatInbox = {}): Promise<SeatSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const send = (message: SeatMessage) => socket.send(JSON.stringify(message));
  const rpc = rpcClient(send);
  /** What came before the seat has begun. */
  let early: Told[] | undefined = [];
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) return inbox.takeFrame?.(data);
    const message = JSON.parse(data.toString('utf8')) as HubMessage;
    if (message.t === 'result' || message.t === 'error') rpc.settle(message);
    else if (early) early.push(message);
    else inbox.take?.(message);
  });
  const closed = new Promise<string>((resolve) => {
    socket.once('close', (_code, reason) => resolve(reason.toString('utf8')));
  });
  return {
    async attach(input, begin) {
      early = [];
      const attached = await rpc.call('session.attach', input).result;
      begin?.(attached);
      const waiting = early;
      early = undefined;
      for (const message of waiting) inbox.take?.(message);
      return attached;
    },
    call: (method, input) => rpc.call(method, input).result,
    refusal: (method, input) =>
      rpc.call(method, input as InputOf<typeof method>).result.then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof RpcError) return { code: error.code, message: error.message };
          throw error;
        },
      ),
    acknowledge: (topic, n) => send({ t: 'ack', topic, n }),
    subscribe: (topics) => send({ t: 'subscribe', topics }),
    closed,
    isClosed: () => socket.readyState === WebSocket.CLOSED,
    close: () => socket.terminate(),
  };
}
