import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import type { HubChild } from '../../src/main/electron/hub-supervisor.ts';

const HOST = fileURLToPath(new URL('hub-host.mjs', import.meta.url));
const fromHostSchema = z.object({
  message: z.unknown().optional(),
  seat: z.number().optional(),
  data: z.unknown().optional(),
});

/** The bundled hub in a process of its own, as the supervisor holds it, and what a test does to it. */
export interface ForkedHub extends HubChild<MessagePort> {
  readonly process: ChildProcess;
  /** What it said on standard error. */
  said(): string;
  /** As a crash does it. */
  killAtOnce(): Promise<void>;
}

/** Starts the bundle under plain Node behind a `process.parentPort` of the test's making. */
export function forkHub(bundle: string): ForkedHub {
  const child = fork(HOST, [bundle], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const seats = new Map<number, MessagePort>();
  let lastSeat = 0;
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  child.on('message', (received) => {
    const { seat, data } = fromHostSchema.parse(received);
    if (seat !== undefined) seats.get(seat)?.postMessage(data);
  });
  child.once('exit', () => {
    for (const port of seats.values()) port.close();
  });
  const tell = (message: object) => {
    if (child.connected) child.send(message);
  };
  return {
    process: child,
    said: () => said,
    postMessage(message, ports = []) {
      const [port] = ports;
      if (!port) return tell({ message });
      lastSeat += 1;
      const seat = lastSeat;
      seats.set(seat, port);
      port.on('message', (data: unknown) => tell({ seat, data }));
      port.on('close', () => tell({ seat, gone: true }));
      tell({ message, seat });
    },
    on(_event, listener) {
      child.on('message', (received) => {
        const { message } = fromHostSchema.parse(received);
        if (message !== undefined) listener(message);
      });
    },
    once(_event, listener) {
      child.once('exit', (code) => listener(code ?? 1));
    },
    kill: () => child.kill(),
    async killAtOnce() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
