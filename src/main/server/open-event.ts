import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { err, ok, type Result } from '../../domain/base/result.ts';
import { type Hub, openHub } from '../hub/hub.ts';
import type { FindPress } from '../review/report-press.ts';
import type { ServeOptions } from './serve-options.ts';

/** What a hub is opened on, besides what was asked for. */
export interface EventGround {
  readonly version: string;
  /** The folder of the bundled events. */
  readonly resources: string;
  readonly log: Logger;
  /** What draws reports. */
  readonly findPress?: FindPress;
  /** Called with the event file before the hub opens it. */
  readonly onFile?: (file: string) => void;
}

/**
 * Opens a hub on the event that was asked for: on the command line, or inside Electron. The error says in words what
 * is wrong with what was asked for.
 */
export async function openEvent(options: ServeOptions, ground: EventGround): Promise<Result<Hub>> {
  const { log } = ground;
  const plan = await planEvent(options, ground.resources);
  if (!plan.ok) return plan;
  ground.onFile?.(plan.value.eventFile);
  const hub = await openHub({
    version: ground.version,
    ...plan.value,
    ...(options.source ? { source: options.source } : {}),
    clock: options.clock,
    replay: options.replay,
    mqttPort: options.mqttPort,
    ...(ground.findPress ? { findPress: ground.findPress } : {}),
    origin: { model: options.model, changes: [] },
    seed: options.seed,
    speed: options.speed,
    log: {
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (error, message) => log.error(error, message),
    },
  });
  if (!hub.ok) return hub;
  log.info(`${options.replay ? 'replay of' : 'recording to'} ${plan.value.eventFile}`);
  for (const { file, ...wish } of options.layers) {
    const added = await hub.value.addMapLayer(file, wish);
    if (added.ok) continue;
    await hub.value.close();
    return err(`--layer ${file}: ${added.error}`);
  }
  return hub;
}

/** Which file a hub records to, and what a new file is made from. */
interface EventPlan {
  readonly eventFile: string;
  readonly documents?: Record<string, string>;
}

async function planEvent(options: ServeOptions, resources: string): Promise<Result<EventPlan>> {
  if (options.event.endsWith('.anlan')) {
    if (!existsSync(options.event)) return err(`there is no event file ${options.event}`);
    return ok({ eventFile: path.resolve(options.event) });
  }
  const folder = existsSync(path.join(options.event, 'site.json'))
    ? options.event
    : path.join(resources, options.event);
  if (!existsSync(path.join(folder, 'site.json'))) {
    return err(
      `there is no event "${options.event}": give a folder with a site.json, a name under resources/, or an .anlan file`,
    );
  }
  const documents: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    if (name.endsWith('.json')) documents[name] = await readFile(path.join(folder, name), 'utf8');
  }
  return ok({ eventFile: await eventFilePath(options, path.basename(folder)), documents });
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
