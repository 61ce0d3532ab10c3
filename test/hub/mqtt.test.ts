import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubProcess, type StateJson, startHub } from './hub-process.ts';
import { hasMosquitto, mosquittoPub } from './mosquitto.ts';

const HUBIN = fileURLToPath(new URL('../../resources/hubin', import.meta.url));
/** Foreign senders at one time. */
const LANES = 6;
const MESSAGES = 120;

let folder: string;
let hub: HubProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-mqtt-hub-'));
  await cp(HUBIN, path.join(folder, 'event'), { recursive: true });
  const counts = {
    feed: 'mqtt',
    adapter: 'mqtt-counts',
    name: { zh: '人数', en: 'Counts' },
    silentAfterS: 60,
    topic: 'counts/+',
    mapping: {
      sensor: { topic: -1 },
      time: { path: '$.time', form: 'iso' },
      values: [{ path: '$.count', measure: 'intervalCount', intervalS: 1 }],
    },
  };
  const feeds = { live: [counts], rehearsal: [] };
  await writeFile(path.join(folder, 'event', 'feeds.json'), JSON.stringify(feeds));
});
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  await rm(folder, { recursive: true });
});

interface Health {
  readonly mqtt: { readonly port: number } | null;
  readonly sources: readonly { readonly accepted: number; readonly refused: number }[];
}

const file = () => path.join(folder, 'night.anlan');
const sumOf = async (from: HubProcess) =>
  (await from.getJson<StateJson>('/state.json')).sensors.find(({ id }) => id === 'cp-1-in')?.sum ??
  0;

/** Runs `mosquitto_pub` once; resolves to whether the hub acknowledged the message. */
async function published(port: number, payload: string): Promise<boolean> {
  const words = ['-p', String(port), '-q', '1', '-t', 'counts/cp-1-in', '-m', payload];
  const child = spawn('mosquitto_pub', words, { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

// Skipped only where there is no mosquitto_pub (Debian: apt-get install mosquitto-clients).
describe.skipIf(!hasMosquitto)("the hub's own broker, fed by mosquitto_pub", () => {
  it('loses nothing that it acknowledged when it is killed in the middle', async () => {
    hub = await startHub([
      path.join(folder, 'event'),
      '--source',
      'live',
      '--event-file',
      file(),
      '--mqtt-port',
      '0',
    ]);
    const port = (await hub.getJson<Health>('/health')).mqtt?.port ?? 0;
    expect(port).toBeGreaterThan(0);

    const base = Date.now();
    const waiting = Array.from({ length: MESSAGES }, (_, index) => index);
    let acknowledged = 0;
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const time = new Date(base + next).toISOString();
        if (await published(port, JSON.stringify({ time, count: next + 1 }))) {
          acknowledged += next + 1;
        } else {
          // As a camera does: again, until it is acknowledged.
          waiting.push(next);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    };
    const lanes = Promise.all(Array.from({ length: LANES }, lane));
    await expect.poll(() => waiting.length).toBeLessThan(MESSAGES / 2);
    await hub.kill();
    const before = acknowledged;
    expect(before).toBeGreaterThan(0);
    hub = await startHub([file(), '--source', 'live', '--mqtt-port', String(port)]);
    expect(await sumOf(hub)).toBeGreaterThanOrEqual(before);
    await lanes;
    // Every message once, repeats dropped.
    expect(await sumOf(hub)).toBe((MESSAGES * (MESSAGES + 1)) / 2);
    expect((await hub.getJson<Health>('/health')).sources[0]?.refused).toBe(0);
  });

  it('says where it listens when its port is taken', async () => {
    const args = [path.join(folder, 'event'), '--source', 'live', '--mqtt-port', '0'];
    hub = await startHub([...args, '--event-file', file()]);
    const taken = (await hub.getJson<Health>('/health')).mqtt?.port ?? 0;
    const other = await startHub([
      path.join(folder, 'event'),
      '--source',
      'live',
      '--mqtt-port',
      String(taken),
      '--event-file',
      path.join(folder, 'other.anlan'),
    ]);
    try {
      const port = (await other.getJson<Health>('/health')).mqtt?.port ?? 0;
      expect(port).not.toBe(taken);
      const payload = JSON.stringify({ time: new Date().toISOString(), count: 3 });
      mosquittoPub('-p', String(port), '-q', '1', '-t', 'counts/cp-1-in', '-m', payload);
      expect(await sumOf(other)).toBe(3);
      expect(await sumOf(hub)).toBe(0);
    } finally {
      await other.stop();
    }
  });
});
