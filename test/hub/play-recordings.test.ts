import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEvent } from '../fixtures/event-folder.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { anlan, type HubProcess, type StateJson, startAnlan, startHub } from './hub-process.ts';
import { openSeat } from './seat-link.ts';

const site = smallSite({
  id: 'one-square',
  name: { zh: '广场', en: 'Square' },
  timeZone: 'Asia/Shanghai',
  origin: [120.1588, 30.256],
  cellM: 1,
  ground: [-20, -20, 20, 20],
  zones: [{ id: 'square', en: 'Square', box: [-20, -20, 20, 20] }],
  cameras: [{ id: 'cam', zone: 'square', box: [-20, -20, 20, 20] }],
});
const GROUND_HAE_M = 10;

let folder: string;
let hub: HubProcess;
let playing: ReturnType<typeof startAnlan> | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-play-'));
  const name = { zh: '甲', en: 'A' };
  const common = { name, silentAfterS: 60 };
  const event = await writeEvent(folder, site, [
    {
      ...common,
      feed: 'counts',
      adapter: 'http-counts',
      mapping: {
        sensor: { path: '$.device' },
        time: { path: '$.time', form: 'iso' },
        values: [{ path: '$.occupancy', measure: 'occupancy' }],
      },
    },
    ...(['tcp', 'udp'] as const).map((protocol) => ({
      ...common,
      feed: `cot-${protocol}`,
      adapter: 'cot',
      listen: { protocol, port: 0 },
      groundHaeM: GROUND_HAE_M,
    })),
  ]);
  const file = path.join(folder, 'night.anlan');
  hub = await startHub([event, '--source', 'live', '--event-file', file]);
});
afterEach(async () => {
  // A recording of an hour must not outlive its test.
  playing?.process.kill('SIGKILL');
  playing = undefined;
  await hub.stop();
  await rm(folder, { recursive: true });
});

interface Source {
  readonly feed: string;
  readonly accepted: number;
  readonly connection?: string;
  readonly recording?: Readonly<Record<string, unknown>>;
}
async function source(feed: string): Promise<Source> {
  const { sources } = await hub.getJson<{ sources: readonly Source[] }>('/health');
  return sources.find((one) => one.feed === feed) ?? expect.unreachable();
}

/** Where a feed listens: the system gave it a port. */
async function portOf(feed: string): Promise<number> {
  const listens = async () => (await source(feed)).connection ?? '';
  await expect.poll(listens).toMatch(/^listening on 127\.0\.0\.1:\d+/);
  return Number(/:(\d+)/.exec(await listens())?.[1]);
}

/** A person who stands in the middle of the square for an hour. */
async function standing(): Promise<string> {
  const file = path.join(folder, 'standing.csv');
  const rows = Array.from({ length: 3_600 }, (_, s) => `1,${s},${s},0,0`);
  await writeFile(file, ['id,frame,t,x,y', ...rows].join('\n'));
  return file;
}
const AS_CAMERA = [
  ...['--origin', '120.1588,30.256', '--sensor', 'cam'],
  ...['--camera', '120.1587,30.2559;120.1589,30.2559;120.1589,30.2561;120.1587,30.2561'],
];

async function announce(method: 'POST' | 'DELETE', feed: string, body?: unknown) {
  const response = await fetch(`${hub.url}/feeds/${feed}/recording`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as { error?: string } };
}

describe('a session into which a recording is played', () => {
  it('says so from before the first message, and goes on when the player has ended', async () => {
    const file = await standing();
    playing = startAnlan('feed', file, '--to', hub.url, ...AS_CAMERA);
    const accepted = async () => (await source('counts')).accepted;
    await expect.poll(accepted).toBeGreaterThan(0);
    expect((await source('counts')).recording).toEqual({
      file: 'standing.csv',
      kind: 'tracks',
      speed: 1,
      retimed: true,
    });
    playing.process.kill('SIGINT');
    expect((await playing.ended).code).toBe(130);
    // What it played is still in the picture.
    expect((await source('counts')).recording).toMatchObject({ file: 'standing.csv', ended: true });
    expect(await hub.getJson('/state.json')).toMatchObject({ source: 'live', exercise: true });
  });

  it('goes on saying so after a power cut, for its player goes on too', async () => {
    const placed = { lon: 120.1588, lat: 30.256, bearingDeg: 90 };
    const recording = { file: 'a.tlog', kind: 'tlog', speed: 5, retimed: true, placed };
    expect((await announce('POST', 'counts', recording)).status).toBe(200);
    // It is on disk when it is answered.
    await hub.kill();
    hub = await startHub([path.join(folder, 'night.anlan'), '--source', 'live']);
    expect((await source('counts')).recording).toEqual(recording);
    expect((await announce('DELETE', 'counts')).status).toBe(200);
    expect((await source('counts')).recording).toEqual({ ...recording, ended: true });
  });

  it('gives no warning as the real thing', async () => {
    const seat = await openSeat(hub.url, 'commander');
    const warning = {
      place: 'square',
      message: 'Alert',
      status: 'Actual',
      languages: ['en'],
      texts: {},
      validMin: 30,
      withCircle: false,
    };
    const refused = async () => (await seat.refusal('warning.preview', warning))?.code;
    expect(await refused()).toBeUndefined();
    await announce('POST', 'counts', { file: 'a', kind: 'counts', speed: 1, retimed: false });
    expect(await refused()).toBe('notPossible');
    await announce('DELETE', 'counts');
    expect(await refused()).toBe('notPossible');
    seat.close();
  });

  it('takes no announcement that it cannot show', async () => {
    const good = { file: 'a.csv', kind: 'metro', speed: 0, retimed: false };
    expect(await announce('POST', 'nobody', good)).toMatchObject({
      status: 404,
      json: { error: 'there is no feed "nobody"' },
    });
    const bad = [
      { ...good, kind: 'video' },
      { ...good, speed: -1 },
      { ...good, placed: { lon: 500, lat: 0, bearingDeg: 0 } },
      { ...good, more: 1 },
      'recording',
    ];
    for (const body of bad) expect((await announce('POST', 'counts', body)).status).toBe(400);
    expect((await source('counts')).recording).toBeUndefined();
    const refused = await anlan(
      'feed',
      await standing(),
      '--to',
      `${hub.url}/feeds/no`,
      ...AS_CAMERA,
    );
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('no feed "no"') });
  });
});

describe('Cursor-on-Target events of another year and place', () => {
  const event = (uid: string, lat: number, lon: number, second: number) =>
    `<?xml version="1.0"?><event version="2.0" uid="${uid}" type="a-f-A-M-H-Q" how="m-g" time="2020-12-16T20:00:0${second}Z" start="2020-12-16T20:00:0${second}Z" stale="2020-12-16T20:10:00Z"><point lat="${lat}" lon="${lon}" hae="70" ce="1" le="1"/><detail><contact callsign="${uid}"/><track course="0" speed="3"/></detail></event>`;

  it.each(['tcp', 'udp'] as const)('are here and now over %s', async (protocol) => {
    // The second lies north of the first; turned to the east it lies east.
    await writeFile(path.join(folder, 'b.cot'), event('first', 38.85, -77.06, 0));
    await writeFile(path.join(folder, 'a.cot'), event('second', 38.851, -77.06, 1));
    const feed = `cot-${protocol}`;
    const played = await anlan(
      ...['feed', folder, '--to', `${protocol}://127.0.0.1:${await portOf(feed)}`],
      ...['--hub', hub.url, '--feed', feed, '--retime', '--json'],
      ...['--place', '120.1588,30.256,90'],
    );
    expect(played.code, played.stderr).toBe(0);
    expect(JSON.parse(played.stdout)).toEqual({ ok: true, messages: 2, records: 2, retries: 0 });
    await expect.poll(async () => (await source(feed)).accepted).toBe(2);
    const { drones } = await hub.getJson<
      StateJson & { drones: readonly { id: string; lon: number; lat: number; altM: number }[] }
    >('/state.json');
    const [first, second] = drones;
    expect(first).toMatchObject({ id: 'cot:first', lon: 120.1588, lat: 30.256, altM: 60 });
    expect(second).toMatchObject({ id: 'cot:second', altM: 60 });
    expect(second?.lat).toBeCloseTo(30.256, 5);
    // 0.001° of latitude are 111 m, and those 0.00115° of longitude here.
    expect((second?.lon ?? 0) - 120.1588).toBeCloseTo(0.001153, 5);
  });
});
