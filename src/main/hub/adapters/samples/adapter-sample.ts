import type { Millis } from '../../../../domain/base/quantity.ts';
import type { AdapterOut, Decoded, Receive } from '../adapter.ts';

/** One message of a sample, as its sender puts it on the wire. */
export interface SampleMessage {
  readonly bytes: Uint8Array;
  /** Topic or address it comes from, for adapters that read something from it. */
  readonly from?: string;
  /** What must become of it, lists that stay empty left out; `unknown`: the adapter has no use for it. */
  readonly decodes: Partial<Decoded> | 'unknown';
}

/** The way on which a sample's messages reach a started adapter, over real sockets on 127.0.0.1. */
export interface CarriedWay {
  /** Settings that lead the adapter to this way, put over the sample's own. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the way takes over of `AdapterOut` (an endpoint, the hub's own broker). */
  readonly out: (signal: AbortSignal) => Partial<AdapterOut>;
  /** Whether the adapter has a connection or port of its own, and so must say when it is up. */
  readonly connects: boolean;
  /** Sends one message as its sender would. */
  send(message: SampleMessage): Promise<void>;
  /** Breaks the connection as a network does, and lets it come back. */
  readonly link?: { cut(): Promise<void>; mend(): Promise<void> };
  /** Whether nothing of an aborted adapter is left: its port is free, its connections are closed. */
  released(): Promise<boolean>;
  close(): Promise<void>;
}

/** How an adapter is shown to the contract suite and to the fuzz job: one file each. */
export interface AdapterSample {
  readonly kind: string;
  /** The adapter's own settings, without what the ways add. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** In the order in which one decoder takes them; the last stands alone too. */
  readonly messages: readonly [SampleMessage, ...SampleMessage[]];
  /** What cannot be read at all, beside no bytes and bytes that are no text. */
  readonly unreadable: readonly Uint8Array[];
  /** The last message as a sender writes it whose clock shows another time; absent: it carries no time. */
  readonly at?: (time: Millis) => Uint8Array;
  readonly ways: Readonly<Record<string, () => Promise<CarriedWay>>>;
}

/** Text as bytes. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The endpoint that a feed offers under `POST /feeds/NAME`; the HTTP in front of it is the hub's. */
export async function byEndpoint(): Promise<CarriedWay> {
  let receive: Receive | undefined;
  return {
    settings: {},
    connects: false,
    out: (signal) => ({
      endpoint: (handler) => {
        receive = handler;
        signal.addEventListener('abort', () => {
          receive = undefined;
        });
      },
    }),
    async send({ bytes, from }) {
      await receive?.({ bytes, ...(from === undefined ? {} : { from }) });
    },
    released: async () => true,
    async close() {},
  };
}
