import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHub } from '../../src/main/hub/hub.ts';

const EVENT = fileURLToPath(new URL('../../resources/hubin', import.meta.url));
const DRONES = 20;
/** As fast as the machine goes. */
const SPEED = 1_000_000;

/** What a recorded night is. */
export interface RecordedNight {
  readonly file: string;
  /** Wall seconds that recording took; undefined when it had been recorded before. */
  readonly tookS: number | undefined;
}

/**
 * The scripted night as the hub records it, simulated people, sensors, drones, estimator, frames and all, at the full
 * speed of the machine. Kept in the temporary folder for the next run; delete it there when the format has changed.
 */
export async function recordNight(): Promise<RecordedNight> {
  const folder = path.join(tmpdir(), 'anlan-bench-replay');
  const file = path.join(folder, 'night.anlan');
  if (existsSync(file)) return { file, tookS: undefined };
  await mkdir(folder, { recursive: true });
  const growing = path.join(folder, 'growing.anlan');
  for (const rest of ['', '-wal', '-shm', '-lock']) await rm(`${growing}${rest}`, { force: true });
  const began = performance.now();
  const hub = await openHub({
    version: 'bench',
    eventFile: growing,
    documents: await documents(),
    source: 'rehearsal',
    clock: 'wall',
    mqttPort: 0,
    seed: 20_261_231,
    speed: SPEED,
    log: {
      info: () => {},
      warn: (message) => console.error(message),
      error: (error, message) => console.error(message, error),
    },
  });
  if (!hub.ok) throw new Error(hub.error);
  let before = '';
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const time = String(hub.value.state().time);
    process.stderr.write(`recording: ${time}\r`);
    if (time === before) break;
    before = time;
  }
  process.stderr.write('\n');
  await hub.value.close();
  await rename(growing, file);
  return { file, tookS: (performance.now() - began) / 1_000 };
}

/** The documents of the event, its night with as many drones as a large operation flies. */
async function documents(): Promise<Record<string, string>> {
  const names = (await readdir(EVENT)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(EVENT, name), 'utf8')));
  const documents = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  const night: { drones: Record<string, unknown>[] } = JSON.parse(documents['night.json'] ?? '');
  const known = night.drones;
  const drones = Array.from({ length: DRONES }, (_, index) => ({
    ...known[index % known.length],
    callsign: `无人机-${String(index + 1).padStart(2, '0')}`,
    sysid: index + 1,
  }));
  return { ...documents, 'night.json': JSON.stringify({ ...night, drones }) };
}
