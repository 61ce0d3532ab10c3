import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { listen } from '../hub/transport/http.ts';
import { findChromiumPress } from '../review/chromium-press.ts';
import { openEvent } from './open-event.ts';
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
  const hub = await openEvent(options, {
    version,
    resources: path.join(ROOT, 'resources'),
    log,
    findPress: findChromiumPress,
  });
  if (!hub.ok) return complain(hub.error);
  try {
    const listening = await listen(hub.value, {
      port: options.port,
      consoleFolder: CONSOLE_FOLDER,
    });
    process.stdout.write(`listening on http://127.0.0.1:${listening.port}\n`);
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
