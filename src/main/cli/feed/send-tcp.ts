import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { TryAgain, untilTaken, type Way } from './way.ts';

/** Writes every message into one TCP connection, and connects again when it is lost. */
export function sendTcp(host: string, port: number, signal: AbortSignal): Way {
  let socket: Socket | undefined;
  const write = async (bytes: Uint8Array): Promise<void> => {
    try {
      socket ??= await connected(host, port);
      const peer = socket;
      await new Promise<void>((resolve, reject) => {
        peer.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      socket?.destroy();
      socket = undefined;
      const why = error instanceof Error ? error.message : String(error);
      throw new TryAgain(`tcp://${host}:${port} is not connected (${why})`);
    }
  };
  return {
    async send(bytes) {
      const { repeats } = await untilTaken(() => write(bytes), signal);
      return { repeats };
    },
    async close() {
      if (!socket || socket.destroyed) return;
      const ended = once(socket, 'close');
      socket.end();
      // A peer that keeps its half open is not waited for.
      socket.setTimeout(1_000, () => socket?.destroy());
      await ended;
    },
  };
}

async function connected(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port });
  await once(socket, 'connect');
  socket.setNoDelay(true);
  // What the other side sends is not ours to read; unread it would hold the connection up.
  socket.resume();
  socket.on('error', () => socket.destroy());
  return socket;
}
