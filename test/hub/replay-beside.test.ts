import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubProcess, type StateJson, startHub } from './hub-process.ts';
import { BEGIN, EVERY_S, eveningEvent, readingsAt } from './recorded-evening.ts';
import { type WatchingSeat, watch } from './watching-seat.ts';

const at = (s: number) => BEGIN + s * 1_000;

let folder: string;
let file: string;
const hubs: HubProcess[] = [];
const seats: WatchingSeat[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-beside-'));
  file = path.join(folder, 'now.anlan');
});
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.close();
  for (const hub of hubs.splice(0)) await hub.stop();
  await rm(folder, { recursive: true });
});

async function start(...words: readonly string[]): Promise<HubProcess> {
  const hub = await startHub(words);
  hubs.push(hub);
  return hub;
}

async function sit(hub: HubProcess, ...who: [Parameters<typeof watch>[1], string?]) {
  const seat = await watch(hub.url, ...who);
  seats.push(seat);
  return seat;
}

/** Feeds the evening from one second to another into a hub. */
async function feed(hub: HubProcess, seat: WatchingSeat, from: number, to: number) {
  for (let s = from; s <= to; s += EVERY_S) {
    await hub.post('counts', readingsAt(s));
    await seat.until(({ time }) => time >= at(s));
  }
}

describe('a replay beside the session that is recorded now', () => {
  it('plays what has been recorded so far, follows its end, and moves nothing of the session', async () => {
    const live = ['--source', 'live', '--clock', 'feed', '--event-file', file] as const;
    const hub = await start(await eveningEvent(folder), ...live);
    const commander = await sit(hub, 'commander');
    await feed(hub, commander, 0, 120);
    const reviewer = await sit(hub, 'reviewer');
    const { session } = await reviewer.call('replay.open', {});
    const { world } = await reviewer.attach(session);
    expect(world.replay).toMatchObject({ growing: true, reviewable: true });
    expect(world.time).toBe(BEGIN);

    await reviewer.call('transport.set', { playing: true, speed: 600 });
    await reviewer.until(({ time }) => time === at(120));
    // It waits at the end, and goes on when there is more.
    expect(reviewer.world().transport?.playing).toBe(true);
    await feed(hub, commander, 125, 160);
    await reviewer.until(({ time }) => time === at(160));
    expect(reviewer.world().replay?.to).toBe(at(160));
    await expect.poll(() => reviewer.world().estimate).toEqual(commander.world().estimate);

    await reviewer.call('replay.seek', { time: at(30) });
    expect(commander.world().time).toBe(at(160));
    expect(commander.world().session?.source).toBe('live');
    expect(commander.jumps()).toBe(0);
    expect(await hub.getJson<StateJson>('/state.json')).toMatchObject({
      source: 'live',
      time: '2026-12-31T20:02:40.000+08:00',
    });
    expect(await hub.getJson('/health')).toMatchObject({ recorder: { state: 'recording' } });

    // A mark goes through whoever records the file, and reaches the seats of both.
    await reviewer.call('review.bookmark', { put: { id: 'b', at: at(30), title: 't', note: '' } });
    await commander.until(() => commander.entries.some(({ kind }) => kind === 'bookmark'));
    expect((await commander.call('review.marks', {})).bookmarks).toMatchObject([{ id: 'b' }]);
    expect((await reviewer.call('review.marks', {})).bookmarks).toMatchObject([{ id: 'b' }]);

    // Nobody may end the session that is recorded, and a seat comes back to it over the same link.
    const main = commander.attached().session;
    expect(await reviewer.refusal('sessions.close', { session: main })).toMatchObject({
      code: 'forbidden',
    });
    const planner = await sit(hub, 'planner');
    expect(await planner.refusal('sessions.close', { session: main })).toMatchObject({
      code: 'notPossible',
    });
    await reviewer.attach(main);
    expect(reviewer.world().time).toBe(at(160));
    await feed(hub, commander, 165, 165);
    await reviewer.until(({ time }) => time === at(165));
  });

  it('a second console reads the file that another program records, and writes nothing', async () => {
    const event = await eveningEvent(folder);
    const hub = await start(event, '--source', 'live', '--clock', 'feed', '--event-file', file);
    const commander = await sit(hub, 'commander');
    await feed(hub, commander, 0, 40);
    const second = await start('--replay', file);
    const watcher = await sit(second, 'reviewer');
    expect(watcher.world().replay).toMatchObject({ growing: true });
    expect(watcher.world().replay?.reviewable).toContain('now.anlan');
    await feed(hub, commander, 45, 60);
    await watcher.call('transport.set', { playing: true, speed: 600 });
    await watcher.until(({ time }) => time === at(60));
    const refused = await watcher.refusal('review.bookmark', {
      put: { id: 'b', at: at(30), title: 't', note: '' },
    });
    expect(refused?.code).toBe('notRecorded');
    await hub.stop();
    await watcher.until(({ replay }) => replay?.growing === false);
    expect(watcher.world().replay?.reviewable).toBe(true);
    await watcher.call('review.bookmark', { put: { id: 'b', at: at(30), title: 't', note: '' } });
    expect((await watcher.call('review.marks', {})).bookmarks).toMatchObject([{ id: 'b' }]);
  });

  it('whoever opens a replay may end it, a commander no other session', async () => {
    const event = await eveningEvent(folder);
    const hub = await start(event, '--source', 'live', '--clock', 'feed', '--event-file', file);
    const commander = await sit(hub, 'commander');
    await feed(hub, commander, 0, 20);
    const { session } = await commander.call('replay.open', {});
    await commander.call('sessions.close', { session });
    const { sessions } = await commander.call('sessions.list', {});
    expect(sessions).toMatchObject([{ main: true }]);
    expect(await commander.refusal('sessions.close', { session: sessions[0]?.id })).toMatchObject({
      code: 'forbidden',
    });
  });

  it('says what was found in a file when a mark is written into it', async () => {
    const event = await eveningEvent(folder);
    const hub = await start(event, '--source', 'live', '--clock', 'feed', '--event-file', file);
    await feed(hub, await sit(hub, 'commander'), 0, 20);
    await hub.kill();
    const second = await start('--replay', file);
    const reviewer = await sit(second, 'reviewer');
    expect(reviewer.world().replay?.notices).toBeUndefined();
    await reviewer.call('review.bookmark', { put: { id: 'b', at: at(5), title: 't', note: '' } });
    const { replay } = await reviewer.until((world) => world.replay?.notices !== undefined);
    expect(replay?.notices).toMatchObject([expect.stringContaining('was not closed')]);
    // Said once, and still there after a seek.
    await reviewer.call('review.bookmark', { put: { id: 'c', at: at(6), title: 't', note: '' } });
    await reviewer.call('replay.seek', { time: at(10) });
    expect(reviewer.world().replay?.notices).toEqual(replay?.notices);
  });

  it('shows ground truth of a rehearsal to reviewers when it is over, and never to a commander', async () => {
    const rehearsal = await start('hubin', '--event-file', file, '--speed', '120');
    const planner = await sit(rehearsal, 'planner');
    await planner.until(({ truth }) => truth !== undefined && truth.visits > 0);
    await planner.call('transport.set', { playing: false, speed: 1 });
    const early = await sit(rehearsal, 'reviewer');
    const { session } = await early.call('replay.open', {});
    const { world } = await early.attach(session);
    await early.call('replay.seek', { time: world.replay?.to ?? 0 });
    expect(early.world().truth).toBeUndefined();
    await rehearsal.stop();
    hubs.splice(hubs.indexOf(rehearsal), 1);

    const hub = await start('--replay', file);
    const commander = await sit(hub, 'commander');
    const reviewer = await sit(hub, 'reviewer');
    const { replay } = reviewer.world();
    expect(replay).toMatchObject({ recorded: 'rehearsal', growing: false });
    await reviewer.call('replay.seek', { time: (replay?.to ?? 0) - 5_000 });
    await reviewer.call('transport.set', { playing: true, speed: 60 });
    await reviewer.until(({ transport }) => transport?.playing === false);
    expect(reviewer.world().truth?.visits).toBeGreaterThan(0);
    await commander.until(({ time }) => time === replay?.to);
    expect(commander.world().truth).toBeUndefined();
  });

  it('says in words what cannot be opened', async () => {
    const hub = await start(await eveningEvent(folder), '--source', 'live', '--event-file', file);
    const seat = await sit(hub, 'reviewer');
    for (const name of ['../x.anlan', 'x.txt', 'missing.anlan']) {
      expect((await seat.refusal('replay.open', { file: name }))?.code).toBe('notPossible');
    }
    expect(await seat.refusal('replay.seek', { time: 1 })).toMatchObject({ code: 'notPossible' });
    expect(await seat.refusal('session.attach', { role: 'wall', session: 'x' })).toMatchObject({
      code: 'notPossible',
    });
    await expect(startHub(['--replay', path.join(folder, 'none.anlan')])).rejects.toThrow('none');
  });
});
