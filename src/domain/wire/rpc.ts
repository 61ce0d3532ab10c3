import type {
  HubMessage,
  InputOf,
  Link,
  Method,
  OutputOf,
  SeatMessage,
  WireError,
} from './contract.ts';

/** An error of the wire as an exception, so that callers may await a call. */
export class RpcError extends Error {
  readonly code: WireError['code'];
  readonly says: WireError['says'];

  constructor(error: WireError) {
    super(error.message);
    this.name = 'RpcError';
    this.code = error.code;
    this.says = error.says;
  }
}

/** A call under way. */
export interface Call<T> {
  readonly result: Promise<T>;
  /** Asks the hub to stop; the result rejects with code `cancelled`. */
  cancel(): void;
}

/** The seat's end of the calls. Feed every `result` and `error` message of the link to `settle`. */
export interface RpcClient {
  call<M extends Method>(method: M, input: InputOf<M>): Call<OutputOf<M>>;
  settle(message: Extract<HubMessage, { t: 'result' | 'error' }>): void;
  /** Rejects everything under way, when the link is gone. */
  fail(error: WireError): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: RpcError): void;
}

/** Makes the seat's end over a way to send; answers may come in any order. */
export function rpcClient(send: (message: SeatMessage) => void): RpcClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  return {
    call<M extends Method>(method: M, input: InputOf<M>): Call<OutputOf<M>> {
      const id = ++lastId;
      const result = new Promise<OutputOf<M>>((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as OutputOf<M>), reject });
      });
      send({ t: 'call', id, method, input });
      return {
        result,
        cancel: () => {
          const found = take(id);
          if (!found) return;
          send({ t: 'cancel', id });
          found.reject(new RpcError({ code: 'cancelled', message: `${method} was cancelled` }));
        },
      };
    },
    settle(message) {
      const found = take(message.id);
      if (!found) return;
      if (message.t === 'result') found.resolve(message.value);
      else found.reject(new RpcError(message.error));
    },
    fail(error) {
      const all = [...waiting.values()];
      waiting.clear();
      for (const each of all) each.reject(new RpcError(error));
    },
  };
}

/** Sends a seat's message as text. */
export function sendSeat(link: Link, message: SeatMessage): void {
  link.send(JSON.stringify(message));
}

/** Sends a hub's message as text. */
export function sendHub(link: Link, message: HubMessage): void {
  link.send(JSON.stringify(message));
}
