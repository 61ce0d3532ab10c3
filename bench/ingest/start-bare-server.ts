import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The reference in a process of its own. */
export interface BareServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts `bare-server.ts` and waits until it listens. */
export async function startBareServer(): Promise<BareServer> {
  const file = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = /listening on (\d+)/.exec(said.toString('utf8'))?.[1];
  if (port === undefined || child.pid === undefined)
    throw new Error('the bare server did not start');
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
