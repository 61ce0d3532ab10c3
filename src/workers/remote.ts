import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import { expose, type Remote, transfer, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { invariant } from '../domain/base/assert.ts';

/** A thread of ours: typed calls to it, news of its death, and its end. */
export interface RemoteThread<T> {
  readonly api: Remote<T>;
  /** Called once when the thread dies by itself; calls under way then never settle, so fail them. */
  onDeath(listener: (error: Error) => void): void;
  terminate(): Promise<void>;
}

/**
 * Starts one of this folder’s thread files: `startThread<RecordThread>(threadFile("record.thread.ts"))`. A thread that
 * needs more memory than `limits` gives it dies.
 */
export function startThread<T>(file: URL, limits: ResourceLimits = {}): RemoteThread<T> {
  const worker = new Worker(file, { resourceLimits: limits });
  let ended = false;
  return {
    api: wrap<T>(nodeEndpoint(worker)),
    onDeath(listener) {
      worker.once('error', (error) => {
        if (!ended) listener(error instanceof Error ? error : new Error(String(error)));
      });
      worker.once('exit', (code) => {
        if (!ended) listener(new Error(`thread ${file.pathname} ended with code ${code}`));
      });
    },
    async terminate() {
      ended = true;
      await worker.terminate();
    },
  };
}

/** The URL of a thread file beside this one. */
export function threadFile(name: `${string}.thread.ts`): URL {
  return new URL(name, import.meta.url);
}

/** Offers `api` to whoever started this thread. */
export function exposeThread(api: object): void {
  invariant(parentPort, 'a thread file runs inside a worker thread');
  expose(api, nodeEndpoint(parentPort));
}

/** Marks buffers of `value` to be handed over instead of copied. */
export function handOver<T extends object>(value: T, buffers: readonly ArrayBufferLike[]): T {
  return transfer(
    value,
    buffers.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer),
  );
}
