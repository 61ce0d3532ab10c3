import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { METHOD_ROLES, type Method } from '../../src/domain/wire/contract.ts';
import { verifyChain } from '../../src/store/verify.ts';
import { type HubProcess, type StateJson, startHub } from './hub-process.ts';
import { BEGIN, LASTS_S, LATE, ORDERS, recordEvening } from './recorded-evening.ts';
import { type WatchingSeat, watch } from './watching-seat.ts';

const at = (s: number) => BEGIN + s * 1_000;
const END = at(LASTS_S);

let folder: string;
let hub: HubProcess;
/** A seat that stays with the hub's own session. */
let main: WatchingSeat;
const seats: WatchingSeat[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-replay-'));
  hub = await startHub(['--replay', await recordEvening(folder)]);
  main = await watch(hub.url, 'controller');
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  for (const seat of seats.splice(0)) {
    const { session } = seat.attached();
    await main.call('sessions.close', { session }).catch(() => undefined);
    seat.close();
  }
});

/** A reviewer with a replay of his own. */
async function reviewer(role: Parameters<typeof watch>[1] = 'reviewer'): Promise<WatchingSeat> {
  const seat = await watch(hub.url, role);
  seats.push(seat);
  const { session } = await seat.call('replay.open', {});
  await seat.attach(session);
  return seat;
}

/** The world without what belongs to the replay itself. */
function shown(seat: WatchingSeat) {
  const { transport: _transport, replay: _replay, ...world } = seat.world();
  return world;
}

async function playThrough(seat: WatchingSeat, speed: number): Promise<void> {
  await seat.call('transport.set', { playing: true, speed });
  await seat.until(({ transport }) => transport?.playing === false);
}

describe('a replay of a recorded evening', () => {
  it('stands at the beginning, paused, and can be taken for nothing live', async () => {
    const seat = await reviewer();
    const { can, world } = seat.attached();
    expect(can).toEqual({ dispatch: false, broadcast: false, transport: true, ingest: false });
    expect(world.session).toMatchObject({ source: 'replay', exercise: true });
    expect(world.transport).toEqual({ playing: false, speed: 1 });
    expect(world.recorder).toMatchObject({ state: 'readOnly', file: 'evening.anlan' });
    expect(world.replay).toMatchObject({
      file: 'evening.anlan',
      recorded: 'live',
      from: BEGIN,
      to: END,
      growing: false,
      reviewable: true,
    });
    expect(world.time).toBe(BEGIN);
    expect(await hub.getJson('/state.json')).toMatchObject({ source: 'replay', exercise: true });
    const pushed = await hub.post('counts', { device: 'cam-west', occupancy: 9 });
    expect(pushed).toMatchObject({ status: 409 });
  });

  it('plays every entry once in a pass, whatever the speed, and pauses at the end', async () => {
    const seat = await reviewer();
    for (const speed of [120, 600]) {
      await seat.call('replay.seek', { time: BEGIN });
      await playThrough(seat, speed);
      expect(seat.world().time).toBe(END);
      const orders = seat.entries.filter(({ kind }) => kind === 'checkpointOrder');
      expect(orders.map(({ recordedAt }) => recordedAt)).toEqual(ORDERS.map(({ atS }) => at(atS)));
      const alike = await reviewer();
      await alike.call('replay.seek', { time: END });
      // What a seat has not drawn yet comes when it has.
      await expect.poll(() => shown(seat)).toEqual(shown(alike));
    }
  });

  it('shows the raster of the instant while it is paused', async () => {
    const seat = await reviewer();
    await seat.call('replay.seek', { time: at(200) });
    await expect.poll(() => seat.frame()?.issuedAt).toBe(at(200));
    await seat.call('replay.seek', { time: at(95) });
    await expect.poll(() => seat.frame()?.issuedAt).toBe(at(90));
  });

  it('is seen late where data came late, and true where it was true', async () => {
    const seat = await reviewer();
    await seat.call('replay.seek', { time: at(LATE.ofS) });
    const east = () => seat.world().estimate?.zones.find(({ zone }) => zone === 'east-square');
    const asSeen = east()?.people ?? Number.NaN;
    await seat.call('replay.view', { view: 'true' });
    expect(seat.world().replay?.view).toBe('true');
    expect(seat.world().time).toBe(at(LATE.ofS));
    const inTruth = east()?.people ?? Number.NaN;
    expect(inTruth).toBeGreaterThan(asSeen + 20);
    const camera = seat.attached().site.sensors.findIndex(({ id }) => id === 'cam-east');
    expect(seat.world().sensors[camera]).toMatchObject({ lastValue: LATE.people, late: 0 });
    await seat.call('replay.view', { view: 'asSeen' });
    expect(seat.world().sensors[camera]?.lastValue).toBe(80);
    await seat.call('replay.seek', { time: END });
    expect(seat.world().sensors[camera]?.late).toBe(1);
  });

  it('computes with the models of today what they had computed then', async () => {
    const seat = await reviewer();
    await seat.call('replay.seek', { time: at(400) });
    const recorded = shown(seat);
    await seat.call('replay.view', { view: 'recomputed' });
    expect(shown(seat)).toEqual(recorded);
    // Back to a state of its own, and on from it.
    await seat.call('replay.seek', { time: at(330) });
    const early = shown(seat);
    await seat.call('replay.seek', { time: at(560) });
    await seat.call('replay.seek', { time: at(330) });
    expect(shown(seat)).toEqual(early);
  });

  it('plays a range over and over', async () => {
    const seat = await reviewer();
    await seat.call('replay.loop', { from: at(230), to: at(250) });
    await seat.call('replay.seek', { time: at(230) });
    await seat.call('transport.set', { playing: true, speed: 60 });
    const jumps = seat.jumps();
    await seat.until(() => seat.jumps() >= jumps + 2);
    expect(seat.world().time).toBeLessThan(at(256));
    expect(seat.entries.filter(({ kind }) => kind === 'checkpointOrder').length).toBeLessThan(2);
    expect(await seat.refusal('replay.loop', { from: 5 })).toMatchObject({ code: 'badInput' });
    const outside = { from: END + 10_000, to: END + 60_000 };
    expect(await seat.refusal('replay.loop', outside)).toMatchObject({ code: 'badInput' });
  });

  it('steps by ticks, minutes, orders and bookmarks', async () => {
    const seat = await reviewer();
    const step = async (by: 'tick' | 'minute' | 'order' | 'bookmark', direction: 1 | -1) =>
      (await seat.call('replay.step', { by, direction })).time;
    expect(await step('order', 1)).toBe(at(60));
    expect(seat.world().checkpoints['cp-1']?.mode).toBe('closed');
    expect(await step('order', 1)).toBe(at(240));
    expect(await step('order', -1)).toBe(at(60));
    expect(await step('tick', -1)).toBe(at(55));
    expect(seat.world().checkpoints['cp-1']?.mode).toBe('open');
    expect(await step('minute', 1)).toBe(at(115));
    await seat.call('review.bookmark', { put: { id: 'b', at: at(333), title: 'x', note: '' } });
    expect(await step('bookmark', 1)).toBe(at(333));
    expect(await seat.refusal('replay.step', { by: 'bookmark', direction: 1 })).toMatchObject({
      code: 'notPossible',
    });
  });

  it('refuses in words whatever would change something', async () => {
    const seat = await reviewer('controller');
    const before = await verifyChain(path.join(folder, 'evening.anlan'));
    const possible = new Set<Method>([
      ...(Object.keys(METHOD_ROLES) as Method[]).filter((method) =>
        /^(replay|review|sessions)\./.test(method),
      ),
      ...([
        'session.attach',
        'transport.set',
        'series.read',
        'series.zones',
        'timeline.marks',
      ] as const),
      ...(['mapLayers.read', 'mapLayers.tile', 'mapLayers.missing'] as const),
    ]);
    for (const [method, roles] of Object.entries(METHOD_ROLES) as [Method, string[] | 'all'][]) {
      if (possible.has(method)) continue;
      expect(roles === 'all' || roles.includes('controller')).toBe(true);
      expect([method, await seat.refusal(method, {})]).toEqual([
        method,
        { code: 'notPossible', message: expect.stringContaining('this is a replay') },
      ]);
    }
    expect(await verifyChain(path.join(folder, 'evening.anlan'))).toEqual(before);
  });

  it('belongs to its reviewer alone', async () => {
    const one = await reviewer();
    const other = await reviewer();
    await one.call('replay.seek', { time: at(500) });
    await one.call('replay.view', { view: 'true' });
    expect(other.world().time).toBe(BEGIN);
    expect(other.world().replay?.view).toBe('asSeen');
    const { sessions } = await one.call('sessions.list', {});
    expect(sessions.filter(({ main }) => main)).toHaveLength(1);
    const mine = one.attached().session;
    expect(sessions.find(({ id }) => id === mine)?.replay?.view).toBe('true');
    expect(await one.refusal('sessions.close', { session: sessions[0]?.id })).toMatchObject({
      code: 'notPossible',
    });
    await other.call('sessions.close', { session: mine });
    expect(await one.closed).toContain('closed it');
    expect(await other.attach(mine).catch((error: Error) => error.message)).toContain('has ended');
    expect((await hub.getJson<StateJson>('/state.json')).time).toContain('2026-12-31T20:00:00');
  });

  it('leads another one, an instant apart', async () => {
    const leader = await reviewer();
    const { session } = await leader.call('replay.open', {
      view: 'true',
      follow: { session: leader.attached().session, offsetMs: 60_000 },
    });
    const follower = await watch(hub.url, 'reviewer', session);
    seats.push(follower);
    await leader.call('replay.seek', { time: at(100) });
    await follower.until(({ time }) => time === at(160));
    await follower.call('replay.seek', { time: at(200) });
    // Each hears of it over a link of its own.
    await leader.until(({ time }) => time === at(140));
    await leader.call('transport.set', { playing: true, speed: 60 });
    await follower.until(({ time }) => time > at(230));
    await follower.call('transport.set', { playing: false, speed: 60 });
    await leader.until(({ transport }) => transport?.playing === false);
    await follower.until(({ transport }) => transport?.playing === false);
    // Each stands at its own last tick, at most a second and a half before where it is.
    expect(Math.abs(follower.world().time - leader.world().time - 60_000)).toBeLessThan(1_600);
    await leader.call('sessions.close', { session: leader.attached().session });
    expect(await follower.closed).toContain('followed');
  });

  it('leads one that is opened while it plays', async () => {
    const leader = await reviewer();
    // Slowly: it must not have ended before its follower is there.
    await leader.call('transport.set', { playing: true, speed: 4 });
    const { session } = await leader.call('replay.open', {
      view: 'true',
      follow: { session: leader.attached().session, offsetMs: 60_000 },
    });
    const follower = await watch(hub.url, 'reviewer', session);
    seats.push(follower);
    const [led, stood] = [leader.world().time, follower.world().time];
    await leader.until(({ time }) => time > led + 6_000);
    await follower.until(({ time }) => time > stood + 6_000);
    await leader.call('sessions.close', { session: leader.attached().session });
  });

  it('answers for the whole recording, wherever the playhead stands', async () => {
    const seat = await reviewer();
    const { entries } = await seat.call('timeline.marks', { from: BEGIN, to: END });
    expect(entries.filter(({ kind }) => kind === 'checkpointOrder')).toHaveLength(3);
    const curve = { kind: 'areaPeople', id: 'area', from: BEGIN, to: END, points: 60 } as const;
    expect((await seat.call('series.read', curve)).t.length).toBeGreaterThan(50);
    const history = await seat.call('review.history', {
      object: 'checkpoint',
      id: 'cp-1',
      from: BEGIN,
      to: END,
      points: 20,
    });
    expect(history.entries.filter(({ kind }) => kind === 'checkpointOrder')).toHaveLength(3);
    expect(history.curves.map(({ name }) => name)).toEqual(['in', 'out']);
    expect(await seat.call('review.spans', { from: BEGIN, to: END })).toEqual({
      flights: [],
      gaps: [],
    });
  });

  it('has a history of gates, posts and marks too, and says so where nothing was recorded', async () => {
    const seat = await reviewer();
    const historyOf = (object: 'gate' | 'post' | 'mark', id: string) =>
      seat.call('review.history', { object, id, from: BEGIN, to: END, points: 20 });
    const metro = await historyOf('gate', 'gate-metro');
    expect(metro.curves.map(({ name, t }) => [name, t])).toEqual([
      ['in', []],
      ['out', []],
    ]);
    expect(await historyOf('gate', 'gate-west')).toEqual({ curves: [], entries: [], gaps: [] });
    const post = await historyOf('post', 'post-1');
    expect(post.curves.map(({ name, t }) => [name, t])).toEqual([['units', []]]);
    const mark = await historyOf('mark', 'cot:nobody');
    expect(mark).toEqual({ curves: [], entries: [], gaps: [] });
  });

  it('keeps what reviewers add in the recording, and tells everybody who looks at it', async () => {
    const one = await reviewer();
    const other = await reviewer();
    await one.call('review.disposition', { alert: `stage@${at(1)}`, verdict: 'false', note: 'n' });
    await other.until(() => other.entries.some(({ kind }) => kind === 'disposition'));
    await one.call('review.story', { put: { id: 's', title: 'Story', bookmarks: [] } });
    const marks = await other.call('review.marks', {});
    expect(marks.stories).toMatchObject([{ id: 's', by: 'reviewer' }]);
    // With a name of his own where he gives one.
    await one.call('review.bookmark', {
      put: { id: 'b', at: at(9), title: 'Bridge', note: '' },
      by: ' Wu Min ',
    });
    const { bookmarks } = await other.call('review.marks', {});
    expect(bookmarks.find(({ id }) => id === 'b')?.by).toBe('Wu Min');
    await one.call('review.bookmark', { removed: 'b', by: 'Wu Min' });
    expect(marks.dispositions[`stage@${at(1)}`]).toMatchObject({ verdict: 'false' });
    await one.call('review.story', { removed: 's' });
    expect((await other.call('review.marks', {})).stories).toEqual([]);
    await other.call('replay.seek', { time: END });
    expect(other.world().replay?.to).toBe(END);
  });
});
