import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anlan, type HubProcess, type StateJson, startHub } from './hub-process.ts';

let folder: string;
let file: string;
const hubs: HubProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-bad-'));
  file = path.join(folder, 'night.anlan');
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop();
  await rm(folder, { recursive: true });
});

async function live(): Promise<HubProcess> {
  const hub = await startHub(['hubin', '--source', 'live', '--event-file', file]);
  hubs.push(hub);
  return hub;
}

const now = () => new Date().toISOString();
const sumOf = async (hub: HubProcess, id: string) =>
  (await hub.getJson<StateJson>('/state.json')).sensors.find((sensor) => sensor.id === id)?.sum;

describe('bad messages', () => {
  it('are answered in words, counted, said in /health, and cost nothing else', async () => {
    const hub = await live();
    const cases: readonly (readonly [body: unknown, status: number, words: string])[] = [
      ['{"device": "cp-1-in", ', 422, 'not JSON'],
      [{ device: 'cp-1-in', time: now(), count: -4, interval_s: 10 }, 422, 'negative'],
      [{ device: 'cp-1-in', time: now(), count: 1e12, interval_s: 10 }, 422, 'beyond anything'],
      [{ device: 'cp-1-in', time: now(), density: 2 }, 422, 'does not fit'],
      [{ device: 'cp-1-in', time: now(), count: 'many', interval_s: 10 }, 422, 'no number'],
      [{ device: 'nobody', time: now(), count: 1, interval_s: 10 }, 422, 'no sensor "nobody"'],
      [
        { device: 'cp-1-in', time: '2019-01-05T00:00:00Z', count: 1, interval_s: 10 },
        422,
        'behind',
      ],
    ];
    for (const [body, status, words] of cases) {
      const answer = await hub.post('counts', body);
      expect([answer.status, JSON.stringify(answer.json)]).toEqual([
        status,
        expect.stringContaining(words.replaceAll('"', '\\"')),
      ]);
    }
    const mixed = await hub.post('counts', [
      { device: 'cp-1-in', time: now(), count: -1, interval_s: 10 },
      { device: 'cp-1-in', time: now(), count: 7, interval_s: 10 },
    ]);
    expect(mixed).toMatchObject({ status: 200, json: { accepted: 1, committed: true } });
    expect(await sumOf(hub, 'cp-1-in')).toBe(7);

    const unknown = await hub.post('no-such-feed', {});
    expect(unknown).toMatchObject({
      status: 404,
      json: { error: 'there is no feed "no-such-feed"' },
    });

    await expect
      .poll(async () => {
        const health = await hub.getJson<{ dataQuality: { message: string }[] }>('/health');
        return health.dataQuality.map(({ message }) => message);
      })
      .toContain('feedRefusing');
    const health = await hub.getJson<{ sources: { feed: string; refused: number }[] }>('/health');
    expect(health.sources.find(({ feed }) => feed === 'counts')?.refused).toBe(cases.length + 1);
  });

  it('repeats count once, late people still count', async () => {
    const hub = await live();
    const at = Date.now();
    const message = (secondsAgo: number, count: number) => ({
      device: 'cp-2-in',
      time: new Date(at - secondsAgo * 1_000).toISOString(),
      count,
      interval_s: 10,
    });
    await hub.post('counts', message(5, 10));
    expect((await hub.post('counts', message(5, 10))).json).toMatchObject({ duplicate: 1 });
    expect((await hub.post('counts', message(25, 3))).json).toMatchObject({ accepted: 1, late: 1 });
    expect(await sumOf(hub, 'cp-2-in')).toBe(13);
  });
});

describe('strangers', () => {
  it('are refused by Host and Origin, for pages and for seats', async () => {
    const hub = await live();
    const ask = (headers: Record<string, string>, route = '/state.json') =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ port: hub.port, host: '127.0.0.1', path: route, headers });
        asked.on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('upgrade', (response, socket) => {
          socket.destroy();
          resolve(response.statusCode);
        });
        asked.on('error', reject);
        asked.end();
      });
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    const own = `127.0.0.1:${hub.port}`;
    expect(await ask({ host: own })).toBe(200);
    expect(await ask({ host: 'evil.example' })).toBe(403);
    expect(await ask({ host: own, origin: 'http://evil.example' })).toBe(403);
    expect(await ask({ host: own, ...upgrade }, '/seat')).toBe(101);
    expect(await ask({ host: own, origin: 'http://evil.example', ...upgrade }, '/seat')).toBe(403);
    // A path that is no URL, from a page of another site, must not end the hub.
    expect(await ask({ host: own, origin: 'http://evil.example', ...upgrade }, '//')).toBe(403);
    expect(await ask({ host: own, ...upgrade }, '//')).toBe(404);
    expect(await ask({ host: own })).toBe(200);
  });
});

describe('event files', () => {
  it('are written by one console at a time', async () => {
    await live();
    await expect(startHub([file, '--source', 'live'])).rejects.toThrow(/night\.anlan/);
  });

  it('that are cut short, from a newer version or of another kind are refused in words', async () => {
    const hub = await live();
    await hub.post('counts', { device: 'cp-1-in', time: now(), count: 7, interval_s: 10 });
    await hub.stop();

    const newer = path.join(folder, 'newer.anlan');
    const cut = path.join(folder, 'cut.anlan');
    const text = path.join(folder, 'text.anlan');
    await backup(file, newer);
    await backup(file, cut);
    await run(newer, "UPDATE meta SET value = '99' WHERE name = 'formatVersion'");
    await truncate(cut, 20_000);
    await writeFile(text, 'hello');
    for (const [bad, words] of [
      [newer, /newer|99/],
      [cut, /damaged|cut|malformed/],
      [text, /not an? .*event file|not an event file/i],
    ] as const) {
      await expect(startHub([bad, '--source', 'live'])).rejects.toThrow(words);
    }
  });

  it('that were opened for a recording and never fed take it after a new start', async () => {
    const args = ['hubin', '--source', 'live', '--clock', 'feed', '--event-file', file];
    const first = await startHub(args);
    await first.stop();
    const hub = await startHub([file]);
    hubs.push(hub);
    const answer = await hub.post('metro', {
      station_id: '9',
      start: '2019-01-05T08:00:00+08:00',
      entries: 5,
      exits: 7,
    });
    expect(answer).toMatchObject({ status: 200, json: { accepted: 2, committed: true } });
  });

  it('do not change from a rehearsal into the real thing', async () => {
    const hub = await live();
    await hub.stop();
    await expect(startHub([file, '--source', 'rehearsal'])).rejects.toThrow(
      /cannot go on as rehearsal/,
    );
  });
});

describe('the command line', () => {
  it.each([
    [['serve', '--port', 'many'], 2, '--port'],
    [['serve', 'no-such-event'], 1, 'there is no event "no-such-event"'],
    [['serve', '--source', 'both'], 2, '--source'],
    [['feed', 'x.csv'], 2, '--to'],
    [['feed', 'x.csv', '--to', 'http://127.0.0.1:9', '--from', 'yesterday'], 2, '--from'],
    [['feed', '/no/such.csv', '--to', 'http://127.0.0.1:9'], 1, 'no such file'],
    [['dance'], 2, 'no command "dance"'],
  ])('%j ends with %d and says why', async (words, code, why) => {
    const ended = await anlan(...words);
    expect(ended.stderr).toContain(why);
    expect(ended.code).toBe(code);
  });
});

/** Copies an event file through SQLite itself. */
async function backup(from: string, to: string): Promise<void> {
  await run(from, `VACUUM INTO '${to}'`);
}

function run(target: string, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(target, (opening) => {
      if (opening) return reject(opening);
      database.exec(sql, (error) => {
        database.close(() => (error ? reject(error) : resolve()));
      });
    });
  });
}
