import { createSocket } from 'node:dgram';
import type { Millis } from '../../../domain/base/quantity.ts';
import { pause, type Way } from './way.ts';

/** Nobody acknowledges a datagram: faster than this many in a burst a receiver loses some. */
const BURST = 20;
const BURST_MS: Millis = 10;

/** Sends every message as one datagram, at most two thousand a second. Rejects when the machine cannot send. */
export function sendUdp(host: string, port: number, signal: AbortSignal): Way {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  // A port at which nobody listens says so on some systems; datagrams do not care.
  socket.on('error', () => {});
  let burstFrom = Number.NEGATIVE_INFINITY;
  let inBurst = 0;
  return {
    async send(bytes) {
      const left = burstFrom + BURST_MS - performance.now();
      if (inBurst >= BURST && left > 0) await pause(left, signal);
      if (left <= 0 || inBurst >= BURST) {
        burstFrom = performance.now();
        inBurst = 0;
      }
      inBurst += 1;
      await new Promise<void>((resolve, reject) => {
        socket.send(bytes, port, host, (error) => (error ? reject(error) : resolve()));
      });
      return { repeats: 0 };
    },
    async close() {
      socket.close();
    },
  };
}
