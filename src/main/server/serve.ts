import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openHub } from '../hub/hub.ts';
import { listen } from '../hub/transport/http.ts';
import type { ServeOptions } from './serve-options.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONSOLE_FOLDER = path.join(ROOT, '.vite/renderer');

/**
 * Runs a hub until SIGINT or SIGTERM. Prints `listening on http://127.0.0.1:N` on standard output when seats may come;
 * the running log goes to standard error. Resolves to the exit code.
 */
export async function serve(options: ServeOptions): Promise<number> {
  // A signal that comes while the session opens must end it in order too.
  const stopped = untilStopped();
  const log = pino(
    { level: options.quiet ? 'warn' : 'info' },
    pino.destination({ dest: 2, sync: true }),
  );
  const version = await ownVersion();
  const plan = await eventPlan(options);
  if (typeof plan === 'string') return complain(plan);
  const hub = await openHub({
    version,
    eventFile: plan.eventFile,
    ...(plan.documents ? { documents: plan.documents } : {}),
    ...(options.source ? { source: options.source } : {}),
    clock: options.clock,
    seed: options.seed,
    speed: options.speed,
    log: {
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (error, message) => log.error(error, message),
    },
  });
  if (!hub.ok) return complain(hub.error);
  try {
    const listening = await listen(hub.value, {
      port: options.port,
      consoleFolder: CONSOLE_FOLDER,
    });
    process.stdout.write(`listening on http://127.0.0.1:${listening.port}\n`);
    log.info(`recording to ${plan.eventFile}`);
    await stopped;
    await listening.close();
    await hub.value.close();
    return 0;
  } catch (error) {
    await hub.value.close();
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!busy) throw error;
    return complain(
      `port ${options.port} is taken: choose another with --port, or 0 for any free one`,
    );
  }
}

interface EventPlan {
  readonly eventFile: string;
  readonly documents?: Record<string, string>;
}

/** Which file to record to and what to make it from, or what is wrong with what was asked for. */
async function eventPlan(options: ServeOptions): Promise<EventPlan | string> {
  if (options.event.endsWith('.anlan')) {
    if (!existsSync(options.event)) return `there is no event file ${options.event}`;
    return { eventFile: path.resolve(options.event) };
  }
  const folder = existsSync(path.join(options.event, 'site.json'))
    ? options.event
    : path.join(ROOT, 'resources', options.event);
  if (!existsSync(path.join(folder, 'site.json'))) {
    return `there is no event "${options.event}": give a folder with a site.json, a name under resources/, or an .anlan file`;
  }
  const documents: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    if (name.endsWith('.json')) documents[name] = await readFile(path.join(folder, name), 'utf8');
  }
  return { eventFile: await eventFilePath(options, path.basename(folder)), documents };
}

async function eventFilePath(options: ServeOptions, event: string): Promise<string> {
  if (options.eventFile !== undefined) {
    const file = path.resolve(options.eventFile);
    await mkdir(path.dirname(file), { recursive: true });
    return file;
  }
  const data = process.env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share');
  const folder = path.join(data, 'anlan', 'events');
  await mkdir(folder, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(':', '').slice(0, 17);
  return path.join(folder, `${event}-${options.source ?? 'rehearsal'}-${stamp}.anlan`);
}

async function ownVersion(): Promise<string> {
  const text = await readFile(path.join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function complain(message: string): number {
  process.stderr.write(`anlan: ${message}\n`);
  return 1;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
