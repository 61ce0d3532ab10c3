import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { SessionId } from '../../src/domain/base/ids.ts';
import { err, ok } from '../../src/domain/base/result.ts';
import type { DensityFrame } from '../../src/domain/crowd/density-frame.ts';
import type { Attached, InputOf, Method } from '../../src/domain/wire/contract.ts';
import { portLink } from '../../src/domain/wire/port-link.ts';
import {
  type HubState,
  type HubSupervisor,
  hubSupervisor,
} from '../../src/main/electron/hub-supervisor.ts';
import { recordingCheck } from '../../src/main/electron/recording-check.ts';
import { seatPorts } from '../../src/main/electron/seat-ports.ts';
import { MACHINE_TIMERS } from '../../src/main/electron/timers.ts';
import { type HubClient, hubClient, type LinkState } from '../../src/renderer/link/hub-client.ts';
import { writeShortNight } from '../fixtures/short-night-file.ts';
import { type ForkedHub, forkHub } from './forked-hub.ts';

type Draw = Parameters<typeof hubSupervisor>[0]['draw'];

const project = fileURLToPath(new URL('../../', import.meta.url));
// Inside the project: the bundle finds sqlite3 as it does in the package.
const outDir = path.join(project, '.vite', 'bundled-hub-test');
const folder = mkdtempSync(path.join(tmpdir(), 'anlan-bundled-hub-'));
const open: { close(): Promise<void> | void }[] = [];

beforeAll(async () => {
  await build({
    configFile: path.join(project, 'config', 'vite.hub.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
});
// Another's work may hold the machine: nothing here is about speed.
vi.setConfig({ testTimeout: 120_000 });
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(() => {
  rmSync(outDir, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

test('the bundle is the hub and its threads, and needs nothing but sqlite3', () => {
  const files = readdirSync(outDir).filter((name) => !name.endsWith('.map'));
  const threads = readdirSync(path.join(project, 'src', 'workers'))
    .filter((name) => name.endsWith('.thread.ts'))
    .map((name) => name.replace(/\.ts$/, '.cjs'));
  expect(threads.length).toBeGreaterThan(2);
  expect(files).toEqual(expect.arrayContaining(['hub-process.cjs', ...threads]));
});

test('a seat over a message port sees density frames; killed, the hub goes on in the same file and the seat resumes', async () => {
  const eventFile = path.join(folder, 'rehearsal.anlan');
  const post = openPost(['hubin', '--source', 'rehearsal', '--event-file', eventFile, '--quiet']);
  const seat = openSeat(post);
  await seat.until(() => seat.frames > 0);
  const before = seat.attached();
  const timeBefore = seat.tickTime;
  expect(before.site.id).toBe('hubin');
  expect(before.can.dispatch).toBe(false);

  await post.child().killAtOnce();
  await seat.until(() => seat.links.includes('lost'));
  const framesAtLoss = seat.frames;
  await seat.until(() => seat.frames > framesAtLoss && seat.links.at(-1) === 'live');

  expect(post.states.map(({ kind }) => kind)).toEqual([
    'starting',
    'running',
    'waiting',
    'starting',
    'running',
  ]);
  expect(post.states[2]).toMatchObject({ restartIn: 500, source: 'rehearsal' });
  expect(seat.attached().session).toBe(before.session);
  expect(seat.attached().world.time).toBeGreaterThanOrEqual(timeBefore);
  expect(readdirSync(folder).filter((name) => name.endsWith('.anlan'))).toEqual([
    'rehearsal.anlan',
  ]);
});

test('killed, the hub goes on from the event file alone: the folder and the map it was begun with are gone', async () => {
  const event = path.join(folder, 'own-event');
  cpSync(path.join(project, 'resources', 'hubin'), event, { recursive: true });
  const map = path.join(folder, 'map.geojson');
  const at = { type: 'Point', coordinates: [120.1, 30.2] };
  writeFileSync(map, JSON.stringify({ type: 'Feature', properties: {}, geometry: at }));
  const eventFile = path.join(folder, 'own.anlan');
  const layer = ['--layer', `${map}#datum=WGS84`];
  const post = openPost([event, '--event-file', eventFile, ...layer, '--quiet']);
  await post.until(({ kind }) => kind === 'running');
  rmSync(event, { recursive: true });
  rmSync(map);
  await post.child().killAtOnce();
  await expect
    .poll(() => post.states.map(({ kind }) => kind), { timeout: 60_000 })
    .toEqual(['starting', 'running', 'waiting', 'starting', 'running']);
  const seat = openSeat(post);
  await seat.until(() => seat.isAttached());
  expect(seat.attached().site.id).toBe('hubin');
  expect(Object.keys(seat.attached().world.mapLayers)).toHaveLength(1);
});

test('a process judges an event file as the hub that is to open it would, and ends', async () => {
  const judge = recordingCheck<MessagePort>(() => forkHub(path.join(outDir, 'hub-process.cjs')));
  const eventFile = path.join(folder, 'judged.anlan');
  const post = openPost(['hubin', '--event-file', eventFile, '--quiet']);
  await post.until(({ kind }) => kind === 'running');
  expect(await judge(eventFile)).toMatchObject({ ok: false, error: { code: 'inUse' } });
  expect(post.hub.state.kind).toBe('running');
  await post.hub.close();
  const before = readFileSync(eventFile);
  expect(await judge(eventFile)).toMatchObject({ ok: true });
  expect(readFileSync(eventFile).equals(before)).toBe(true);
  expect(await judge(path.join(folder, 'nowhere.anlan'))).toMatchObject({
    ok: false,
    error: { code: 'missing' },
  });
});

test('an order to close ends the process with nothing left open', async () => {
  const eventFile = path.join(folder, 'closed.anlan');
  const post = openPost(['hubin', '--event-file', eventFile, '--quiet']);
  await post.until(({ kind }) => kind === 'running');
  const { process: child } = post.child();
  await post.hub.close();
  expect(child.exitCode).toBe(0);
  expect(post.states.at(-1)).toEqual({ kind: 'closed' });
  expect(existsSync(eventFile)).toBe(true);
  expect(existsSync(`${eventFile}-wal`)).toBe(false);
});

test('a live session takes its feeds on 127.0.0.1 and says when the port is taken', async () => {
  const live = (name: string, port: number) => [
    ...['hubin', '--source', 'live', '--port', String(port), '--quiet'],
    ...['--event-file', path.join(folder, name)],
  ];
  const port = await freePort();
  const first = openPost(live('live.anlan', port));
  expect(await first.until(({ kind }) => kind === 'running')).toEqual({
    kind: 'running',
    source: 'live',
  });
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(await health.json()).toMatchObject({ source: 'live' });
  expect((await fetch(`http://127.0.0.1:${port}/index.html`)).status).toBe(404);

  const second = openPost(live('second.anlan', port));
  const state = await second.until(({ kind }) => kind === 'running');
  expect(state).toMatchObject({ source: 'live', notice: expect.stringContaining(String(port)) });
});

test('a recording is opened beside what runs, and a seat can look at it', async () => {
  const recording = path.join(folder, 'short-night.anlan');
  await writeShortNight(recording);
  const eventFile = path.join(folder, 'beside.anlan');
  const post = openPost(['hubin', '--event-file', eventFile, '--quiet']);
  await post.until(({ kind }) => kind === 'running');
  const opened = await post.hub.openRecording(recording);
  if (!opened.ok) throw new Error(opened.error);
  const seat = openSeat(post, opened.value as SessionId);
  await seat.until(() => seat.isAttached());
  expect(seat.attached().world.replay?.file).toBe('short-night.anlan');
  expect(seat.attached().can.dispatch).toBe(false);
  const own = openSeat(post);
  await own.until(() => own.isAttached());
  expect(own.attached().world.replay).toBeUndefined();

  const missing = await post.hub.openRecording(path.join(folder, 'nowhere.anlan'));
  expect(missing).toMatchObject({ ok: false, error: expect.stringContaining('nowhere.anlan') });
  expect(post.hub.state.kind).toBe('running');
});

test('a report is drawn by windows of the main process, and what they cannot draw is drawn without them', async () => {
  const recording = path.join(folder, 'reported-night.anlan');
  await writeShortNight(recording);
  const wishes: Parameters<Draw>[0][] = [];
  let isBroken = false;
  const post = openPost([recording, '--replay', '--quiet'], async (wish) => {
    wishes.push(wish);
    if (wish.do === 'done') return ok(new Uint8Array());
    return isBroken ? err('no window today') : ok(new TextEncoder().encode(`drawn: ${wish.do}`));
  });
  await post.until(({ kind }) => kind === 'running');
  const seat = openSeat(post);
  await seat.until(() => seat.isAttached());
  const ask = (format: 'html' | 'pdf', language: 'zh' | 'en') =>
    seat.call('review.document', { language, format });

  const html = await ask('html', 'en');
  expect(html.content).toContain(`data:image/jpeg;base64,${btoa('drawn: picture')}`);
  expect(html.content).not.toContain('<svg class="site"');
  const pictures = wishes.filter((wish) => wish.do === 'picture');
  expect(pictures.length).toBeGreaterThan(1);
  // Of a replay of its own, which is gone afterwards.
  const [shown] = new Set(pictures.map(({ session }) => session));
  expect(shown).not.toBe(seat.attached().session);
  const { sessions } = await seat.call('sessions.list', {});
  expect(sessions.map(({ id }) => id)).toEqual([seat.attached().session]);
  expect(wishes.at(-1)).toEqual({ do: 'done', job: pictures[0]?.job });

  const pdf = await ask('pdf', 'en');
  expect(atob(pdf.content)).toBe('drawn: pdf');
  const printed = wishes.find((wish) => wish.do === 'pdf');
  expect(printed?.html).toContain(btoa('drawn: picture'));

  isBroken = true;
  const plain = await ask('html', 'zh');
  expect(plain.content).toContain('<svg class="site"');
  expect(plain.notice).toContain('no window today');
  await expect(ask('pdf', 'zh')).rejects.toThrow('no window today');
});

test('what cannot be opened is refused in words and not tried again', async () => {
  const post = openPost([path.join(folder, 'nowhere.anlan')]);
  const state = await post.until(({ kind }) => kind === 'refused');
  expect(state).toMatchObject({ message: expect.stringContaining('nowhere.anlan') });
  await new Promise((resolve) => post.child().process.once('exit', resolve));
  expect(post.states.map(({ kind }) => kind)).toEqual(['starting', 'refused']);
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A hub under its supervisor, as the main process has it. */
interface Post {
  readonly hub: HubSupervisor<MessagePort>;
  readonly states: readonly HubState[];
  child(): ForkedHub;
  until(isMet: (state: HubState) => boolean): Promise<HubState>;
  /** What the preload does for a window. */
  askPort(take: (port: MessagePort) => void): void;
}

function openPost(words: readonly string[], draw: Draw = async () => err('no windows')): Post {
  const children: ForkedHub[] = [];
  const states: HubState[] = [];
  const watchers = new Set<() => void>();
  const hub = hubSupervisor<MessagePort>({
    fork: () => {
      const child = forkHub(path.join(outDir, 'hub-process.cjs'));
      children.push(child);
      return child;
    },
    order: { resources: path.join(project, 'resources'), version: '0.0.0-test' },
    timers: MACHINE_TIMERS,
    onState: (state) => {
      states.push(state);
      if (state.kind === 'running') seats.serve();
      for (const watcher of [...watchers]) watcher();
    },
    draw,
    warn: () => {},
  });
  const seats = seatPorts<MessagePort>({
    channel: () => new MessageChannel(),
    isRunning: () => hub.state.kind === 'running',
    giveSeat: hub.giveSeat,
  });
  open.push(hub);
  void hub.open(words);
  return {
    hub,
    states,
    child: () => {
      const child = children.at(-1);
      if (!child) throw new Error('no hub was started');
      return child;
    },
    until: (isMet) =>
      new Promise((resolve) => {
        const look = () => {
          const state = states.find(isMet);
          if (!state) return;
          watchers.delete(look);
          resolve(state);
        };
        watchers.add(look);
        look();
      }),
    askPort: (take) =>
      seats.ask({
        postMessage: (_channel, _message, ports = []) => ports.forEach(take),
        send: () => {},
        isDestroyed: () => false,
        once: () => {},
      }),
  };
}

/** A seat's own client over a port. */
function openSeat(post: Post, session?: SessionId) {
  const watchers = new Set<() => void>();
  let attached: Attached | undefined;
  const seat = {
    frames: 0,
    tickTime: 0,
    links: [] as LinkState['kind'][],
    isAttached: () => attached !== undefined,
    attached: () => {
      if (!attached) throw new Error('the seat is not attached');
      return attached;
    },
    call: <M extends Method>(method: M, input: InputOf<M>) => client.call(method, input),
    until: (isMet: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isMet()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const client: HubClient = hubClient({
    role: 'commander',
    ...(session === undefined ? {} : { session }),
    timers: MACHINE_TIMERS,
    open: () => new Promise((resolve) => post.askPort((port) => resolve(portLink(port)))),
    sink: {
      attached: (next) => {
        attached = next;
        changed();
      },
      reliable: () => {},
      agents: (_frame, done) => done(),
      world: () => {},
      latest: (entry, done) => {
        if (entry.kind === 'tick') seat.tickTime = entry.payload.time;
        done();
      },
      frame: (frame: DensityFrame, done) => {
        if (frame.density.length > 0) seat.frames += 1;
        done();
        changed();
      },
      link: (state) => {
        seat.links.push(state.kind);
        changed();
      },
    },
  });
  open.push({ close: () => client.stop() });
  return seat;
}
