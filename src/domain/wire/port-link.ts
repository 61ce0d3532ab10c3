import type { Link } from './contract.ts';

/** A port of a browser or of Node: its events reach listeners of the web's kind. */
export interface WebPort {
  addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(event: 'close', listener: () => void): void;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

/** A port of Electron's main and utility processes: the same events, Node's kind of listener. */
export interface EmitterPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

/** The last word over a port: a port that closes gives no reason of its own. */
interface Farewell {
  readonly closing: string;
}

/**
 * A message port as a link. Text and bytes are copied across: an ArrayBuffer in a transfer list would lose the
 * message between Electron's processes. Messages wait in the port until somebody listens.
 */
export function portLink(port: WebPort | EmitterPort): Link {
  const listeners: ((data: string | Uint8Array) => void)[] = [];
  const farewells: ((reason: string) => void)[] = [];
  let closed: string | undefined;

  const end = (reason: string) => {
    if (closed !== undefined) return;
    closed = reason;
    for (const listener of farewells) listener(reason);
  };
  const receive = ({ data }: { readonly data: unknown }) => {
    if (closed !== undefined) return;
    if (isFarewell(data)) {
      port.close();
      end(data.closing);
    } else if (typeof data === 'string' || data instanceof Uint8Array) {
      for (const listener of listeners) listener(data);
    }
  };
  const gone = () => end('the other end of the port is gone');
  if ('addEventListener' in port) {
    port.addEventListener('message', receive);
    port.addEventListener('close', gone);
  } else {
    port.on('message', receive);
    port.on('close', gone);
  }

  return {
    send(data) {
      if (closed === undefined) port.postMessage(typeof data === 'string' ? data : alone(data));
    },
    onMessage(listener) {
      listeners.push(listener);
      port.start();
    },
    onClose(listener) {
      if (closed === undefined) farewells.push(listener);
      else listener(closed);
    },
    close(reason) {
      if (closed !== undefined) return;
      port.postMessage({ closing: reason } satisfies Farewell);
      port.close();
      end(reason);
    },
  };
}

/** Bytes in a buffer of their own: a clone of a view takes the whole buffer below it along. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

function isFarewell(data: unknown): data is Farewell {
  return (
    typeof data === 'object' &&
    data !== null &&
    'closing' in data &&
    typeof data.closing === 'string'
  );
}
