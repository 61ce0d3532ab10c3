import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The reference in a process of its own. */
export interface BareSubscriber {
  readonly pid: number;
  /** Messages it has taken in so far. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `bare-subscriber.ts` and waits until the broker has its subscription. */
export async function startBareSubscriber(url: string, topic: string): Promise<BareSubscriber> {
  const child = fork(fileURLToPath(new URL('bare-subscriber.ts', import.meta.url)), [url, topic]);
  await once(child, 'message');
  if (child.pid === undefined) throw new Error('the bare subscriber did not start');
  return {
    pid: child.pid,
    async count() {
      const answer = once(child, 'message') as Promise<[number]>;
      child.send('count');
      return (await answer)[0];
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
