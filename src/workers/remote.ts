import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import { expose, type Remote, transfer, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { invariant } from '../domain/base/assert.ts';

/** A thread of ours: typed calls to it, news of its death, and its end. */
export interface RemoteThread<T> {
  readonly api: Remote<T>;
  /** Called once when the thread dies by itself; calls under way and later ones reject with ThreadEnded. */
  onDeath(listener: (error: Error) => void): void;
  /** Ends the thread: calls under way and later ones reject with ThreadEnded. */
  terminate(): Promise<void>;
}

/** A call to a thread that is not there any more. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

/**
 * Starts one of this folder’s thread files: `startThread<RecordThread>(threadFile("record.thread.ts"))`. A thread that
 * needs more memory than `limits` gives it dies.
 */
export function startThread<T>(file: URL, limits: ResourceLimits = {}): RemoteThread<T> {
  const worker = new Worker(file, { resourceLimits: limits });
  let ended = false;
  const calls = new OpenCalls();
  worker.once('error', (error) => calls.end(`${file.pathname} died: ${String(error)}`));
  worker.once('exit', (code) => calls.end(`${file.pathname} ended with code ${code}`));
  return {
    api: calls.guard(wrap<T>(nodeEndpoint(worker))),
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
      calls.end(`${file.pathname} was ended`);
      await worker.terminate();
    },
  };
}

/** Calls to one thread that have not been answered; by itself a call to a thread that is gone never settles. */
class OpenCalls {
  readonly #rejects = new Set<(error: Error) => void>();
  #why: string | undefined;

  end(why: string): void {
    this.#why ??= why;
    for (const reject of this.#rejects) reject(new ThreadEnded(this.#why));
    this.#rejects.clear();
  }

  /** The same methods, whose calls end with the thread. */
  guard<A extends object>(api: A): A {
    return new Proxy(api, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof name === 'symbol' || typeof method !== 'function') return method;
        return (...args: unknown[]) => this.#call(() => Reflect.apply(method, target, args));
      },
    });
  }

  #call(run: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#why !== undefined) return reject(new ThreadEnded(this.#why));
      this.#rejects.add(reject);
      Promise.resolve(run())
        .then(resolve, reject)
        .finally(() => this.#rejects.delete(reject));
    });
  }
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
