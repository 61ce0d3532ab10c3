import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../src/main/server/server.ts', import.meta.url));
const ANLAN = fileURLToPath(new URL('../../src/main/cli/anlan.ts', import.meta.url));

/** A hub in a process of its own, as `anlan serve` starts it. */
export interface HubProcess {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  getJson<T>(path: string): Promise<T>;
  post(feed: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<number | null>;
}

/** Starts a hub and waits until it listens; throws with what it said when it does not. */
export async function startHub(
  args: readonly string[],
  options: { readonly port?: number; readonly env?: Record<string, string> } = {},
): Promise<HubProcess> {
  const child = spawn(
    process.execPath,
    [SERVER, '--port', String(options.port ?? 0), '--quiet', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`hub ended with ${code}: ${said}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    async getJson<T>(path: string) {
      const response = await fetch(`${url}${path}`);
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return (await response.json()) as T;
    },
    async post(feed, body) {
      const response = await fetch(`${url}/feeds/${feed}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, json: (await response.json()) as Record<string, unknown> };
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** Runs the command line to its end. */
export async function anlan(
  ...args: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const running = startAnlan(...args);
  return await running.ended;
}

/** Starts the command line; `ended` resolves with what it printed. */
export function startAnlan(...args: readonly string[]) {
  const child = spawn(process.execPath, [ANLAN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout,
    stderr,
  }));
  return { process: child, ended };
}

/** The parts of `/state.json` that tests read. */
export interface StateJson {
  readonly time: string;
  readonly people: number | null;
  readonly outside: number | null;
  readonly visits: number | null;
  readonly zones: readonly { id: string; people: number | null; ageS: number | null }[];
  readonly sensors: readonly {
    id: string;
    sum: number | null;
    lastValue: number | null;
    health: string;
  }[];
  readonly checkpoints: readonly { id: string; mode: string }[];
  readonly drones: readonly { id: string }[];
}
