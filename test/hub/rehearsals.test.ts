import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckpointId, OrderId, SessionId } from '../../src/domain/base/ids.ts';
import { localTime } from '../../src/domain/time/local-time.ts';
import type { InputOf } from '../../src/domain/wire/contract.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { rehearsalEvent } from './rehearsal-event.ts';
import { type RehearsalSeat, seatAt } from './rehearsal-seat.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-12-31T17:00:00+08:00');
const CP_1 = 'cp-1' as CheckpointId;
const LONG = { timeout: 200_000, interval: 50 };

let folder: string;
let hub: HubProcess;
let planner: RehearsalSeat;
const seats: RehearsalSeat[] = [];

async function sit(
  role: Parameters<typeof seatAt>[1],
  session?: SessionId,
): Promise<RehearsalSeat> {
  const seat = await seatAt(hub.url, role, session);
  seats.push(seat);
  return seat;
}

function start(more: Partial<InputOf<'rehearsal.start'>> = {}) {
  const input = { model: 'zoneGraph' as const, seed: 7, speed: 120, changes: [], label: 'try' };
  return planner.call('rehearsal.start', { ...input, ...more });
}

const reaches = (seat: RehearsalSeat, minutes: number) =>
  expect.poll(() => seat.world().time, LONG).toBeGreaterThanOrEqual(START + minutes * MINUTE);

type Truths = RehearsalSeat['truths'];

/** What two seats both saw of the truth, instant by instant, from `from` on. */
function bothSaw(a: Pick<RehearsalSeat, 'truths'>, b: Pick<RehearsalSeat, 'truths'>, from = START) {
  return [...a.truths].flatMap(([at, truth]) => {
    const other = b.truths.get(at);
    return other && at > from ? [{ at, truth, other }] : [];
  });
}

/** Waits until both have seen more than `count` of the same instants: a busy seat skips some. */
async function haveBothSeen(count: number, ...seen: Parameters<typeof bothSaw>) {
  await expect.poll(() => bothSaw(...seen).length, LONG).toBeGreaterThan(count);
  return bothSaw(...seen);
}

beforeAll(async () => {
  folder = await rehearsalEvent();
  hub = await startHub([folder, '--event-file', path.join(folder, 'main.anlan'), '--speed', '1']);
  planner = await sit('planner');
});

afterAll(async () => {
  for (const seat of seats) seat.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a planner is told what can be rehearsed; a commander may not start one', async () => {
  const options = await planner.call('rehearsal.options', {});
  expect(options).toMatchObject({ models: ['zoneGraph', 'agents'], seed: 7, startsAt: START });
  const commander = await sit('commander');
  const input = { model: 'zoneGraph' as const, seed: 1, speed: 1, changes: [], label: '' };
  expect(await commander.refusal('rehearsal.start', input)).toBe('forbidden');
  const refused = { ...input, changes: ['checkpoint.99.mode=closed'] };
  expect(await planner.refusal('rehearsal.start', refused)).toBe('notPossible');
});

test('two rehearsals go on at once, each in a file of its own, and the same seed gives the same night', async () => {
  const [one, two] = [await start(), await start()];
  const seatOne = await sit('planner', one.session);
  const seatTwo = await sit('controller', two.session);
  const commander = await sit('commander', one.session);
  await Promise.all([reaches(seatOne, 4), reaches(seatTwo, 4)]);
  for (const { truth, other } of await haveBothSeen(10, seatOne, seatTwo)) {
    expect(truth).toEqual(other);
  }
  // What commanders never learn of a rehearsal.
  expect(commander.world().truth).toBeUndefined();
  expect(commander.truths.size).toBe(0);
  expect(commander.attached.world.truth).toBeUndefined();

  const { sessions } = await planner.call('sessions.list', {});
  expect(sessions.map(({ main, name }) => [main, name])).toEqual([
    [true, 'main.anlan'],
    [false, 'try'],
    [false, 'try'],
  ]);
  const files = new Set(sessions.map(({ file }) => file));
  expect(files.size).toBe(3);
  expect(seatOne.world().session).toMatchObject({
    exercise: true,
    source: 'rehearsal',
    seed: 7,
    rehearsal: { model: 'zoneGraph', changes: [], label: 'try' },
  });
  await expect.poll(() => seatOne.world().rehearsal?.achievedSpeed, LONG).toBeGreaterThan(1);
  expect(seatOne.world().rehearsal?.remainingS).toBeGreaterThan(0);
  // All feeds bring something: sensors, drones, units, and the telecom grid's squares.
  const { drones, units } = seatOne.world();
  expect(Object.keys(drones).length).toBe(1);
  expect(Object.values(units).map(({ callsign }) => callsign)).toEqual(['Guide-01']);
  await expect
    .poll(() => seatOne.world().feeds['rehearsal-grid']?.accepted, LONG)
    .toBeGreaterThan(2);
  const { feeds } = seatOne.world();
  for (const feed of Object.values(feeds)) expect(feed.lastError).toBeUndefined();
  for (const { session } of [one, two]) await planner.call('sessions.close', { session });
});

test("other systems are told of the hub's own session alone", async () => {
  const { session } = await start();
  const beside = await sit('planner', session);
  await reaches(beside, 1);
  expect(Object.keys(planner.world().feeds)).toContain('tak-out');
  expect(Object.keys(beside.world().feeds)).toContain('rehearsal-counts');
  expect(Object.keys(beside.world().feeds)).not.toContain('tak-out');
  await planner.call('sessions.close', { session });
});

test('a reviewer neither moves the time of a rehearsal nor ends one', async () => {
  const { session } = await start();
  const reviewer = await sit('reviewer', session);
  const pause = { playing: false, speed: 1 };
  expect(await reviewer.refusal('transport.set', pause)).toBe('forbidden');
  expect(await reviewer.refusal('sessions.close', { session })).toBe('forbidden');
  await planner.call('sessions.close', { session });
});

test('a changed plan is rehearsed: settings from the beginning, and orders at their time', async () => {
  const { session } = await start({
    changes: ['checkpoint.2.mode=closed', 'checkpoint.1.mode@17:02=oneWayOut'],
    label: '如果 2 号口关闭',
  });
  const seat = await sit('planner', session);
  expect(seat.attached.site.checkpoints.map(({ mode }) => mode)).toEqual(['open', 'closed']);
  await reaches(seat, 3);
  expect(seat.world().checkpoints[CP_1]).toMatchObject({
    mode: 'oneWayOut',
    changedBy: 'plan',
    effectiveAt: START + 2 * MINUTE,
  });
  const { sessions } = await planner.call('sessions.list', {});
  expect(sessions.find(({ id }) => id === session)?.file).toMatch(/^如果-2-号口关闭-.*\.anlan$/);
  await planner.call('sessions.close', { session });
});

test('a scenario is rehearsed: its changes before those of the planner, its name in the script', async () => {
  const options = await planner.call('rehearsal.options', { changes: ['people.factor=0.5'] });
  expect(options.scenarios).toEqual([
    { id: 'shut', name: { zh: '关闭', en: 'shut' }, agentsOnly: false },
    { id: 'rain', name: { zh: '雨', en: 'rain' }, agentsOnly: true },
  ]);
  const whole = await planner.call('rehearsal.options', {});
  expect(options.expected.peak).toBeCloseTo(whole.expected.peak / 2, -1);
  const { session } = await start({ scenario: 'shut', changes: ['people.factor=0.9'] });
  const seat = await sit('planner', session);
  await reaches(seat, 2);
  expect(seat.world().session?.rehearsal?.changes).toEqual([
    'checkpoint.2.mode@17:01=closed',
    'people.factor=0.9',
  ]);
  expect(seat.world().checkpoints['cp-2' as CheckpointId]).toMatchObject({ mode: 'closed' });
  const { run } = await seat.call('rehearsal.figures', {});
  expect(run.script.en).toMatch(/: shut$/);
  await planner.call('sessions.close', { session });
  // The zone graph would play a night without the rain and call it one with it.
  const wet = { model: 'zoneGraph' as const, seed: 1, speed: 1, changes: [], label: '' };
  expect(await planner.refusal('rehearsal.start', { ...wet, scenario: 'rain' })).toBe(
    'notPossible',
  );
  expect(await planner.refusal('rehearsal.start', { ...wet, scenario: 'hail' })).toBe(
    'notPossible',
  );
});

test('a checkpoint obeys within one second, whoever is in command', async () => {
  const { session } = await start({ speed: 10 });
  const commander = await sit('commander', session);
  await commander.call('operator.takeOver', { name: 'Chen' });
  const order = 'order-close-1' as OrderId;
  const input = { order, checkpoint: CP_1, mode: 'closed' as const, sawVersion: 0 };
  await commander.call('checkpoint.order', input);
  await expect.poll(() => commander.world().checkpoints[CP_1]?.effectiveAt, LONG).toBeDefined();
  const effectiveAt = commander.world().checkpoints[CP_1]?.effectiveAt ?? 0;
  // By the rehearsal's clock when the order, on disk by then, was handed on: a seat's own clock may lag.
  const handedOn = commander.entries.find(({ kind }) => kind === 'orderConfirmed')?.recordedAt;
  expect(effectiveAt - (handedOn ?? Number.NaN)).toBeGreaterThanOrEqual(0);
  expect(effectiveAt - (handedOn ?? Number.NaN)).toBeLessThanOrEqual(1_000);
  // A planner orders here, too, though nowhere else.
  const own = await sit('planner', session);
  await own.call('operator.takeOver', { name: 'Lin' });
  const reopen = { order: 'order-open-1' as OrderId, checkpoint: CP_1, mode: 'open' as const };
  const { version } = await own.call('checkpoint.order', { ...reopen, sawVersion: 1 });
  expect(version).toBe(2);
  // A seat that never had its answer repeats its order: it was given, and is not refused afterwards.
  expect(await commander.call('checkpoint.order', input)).toMatchObject({ version: 1 });
  expect(commander.world().checkpoints[CP_1]).toMatchObject({ mode: 'open', version: 2 });
  expect(commander.entries.map(({ kind }) => kind)).not.toContain('orderRefused');
  const late = { ...input, order: 'order-late-1' as OrderId };
  expect(await commander.refusal('checkpoint.order', late)).toBe('conflict');
  await planner.call('sessions.close', { session });
});

test('a fork without changes is its parent; with changes it differs from then on, and not before', async () => {
  const { session: parent } = await start({ speed: 60 });
  const before = await sit('planner', parent);
  await reaches(before, 12);
  const same = await before.call('rehearsal.fork', { changes: [], label: 'same' });
  const closes = [{ checkpoint: CP_1, mode: 'closed' as const }];
  const other = await before.call('rehearsal.fork', { changes: closes, label: 'closed' });
  const seatSame = await sit('planner', same.session);
  const seatOther = await sit('planner', other.session);
  await Promise.all([reaches(before, 20), reaches(seatSame, 20), reaches(seatOther, 20)]);
  for (const { truth, other: truthOfFork } of await haveBothSeen(20, before, seatSame)) {
    expect(truthOfFork).toEqual(truth);
  }
  const forkedAt = seatOther.attached.world.session?.rehearsal?.forkedAt ?? 0;
  expect(forkedAt).toBeGreaterThanOrEqual(START + 12 * MINUTE);
  expect(seatOther.attached.world.time).toBeGreaterThanOrEqual(forkedAt);
  // The parent stood while the fork was opened: both went on from the same instant.
  const [stood, wentOn] = before.entries.filter(({ kind }) => kind === 'transport').slice(-2);
  expect([stood?.payload, wentOn?.payload]).toMatchObject([{ playing: false }, { playing: true }]);
  expect(forkedAt).toBe(wentOn?.observedAt);
  expect(forkedAt - (stood?.observedAt ?? 0)).toBeLessThanOrEqual(1_000);
  const apart = await haveBothSeen(10, before, seatOther, forkedAt + 2 * MINUTE);
  for (const { truth, other: truthOfFork } of apart) expect(truthOfFork).not.toEqual(truth);
  expect(seatOther.world().checkpoints[CP_1]).toMatchObject({ mode: 'closed' });
  expect(before.world().checkpoints[CP_1]).toMatchObject({ mode: 'open' });
  const { sessions } = await planner.call('sessions.list', {});
  expect(sessions.find(({ id }) => id === other.session)?.rehearsal).toMatchObject({
    forkOf: parent,
    forkedAt,
    changes: [`checkpoint.cp-1.mode@${localTime(forkedAt, 'Asia/Shanghai').slice(11, 16)}=closed`],
  });
  for (const session of [parent, same.session, other.session]) {
    await planner.call('sessions.close', { session });
  }
});

test('a rehearsal goes back to a saved state and lives the same night again', async () => {
  const { session } = await start();
  const seat = await sit('planner', session);
  await expect.poll(() => seat.world().rehearsal?.saved, LONG).toContain(START + 5 * MINUTE);
  // Slowly enough that the seat skips hardly an instant.
  await seat.call('transport.set', { playing: true, speed: 20 });
  await reaches(seat, 8);
  const first: Truths = new Map(seat.truths);
  expect(await seat.refusal('rehearsal.jump', { to: START + 1 })).toBe('notPossible');
  const { time } = await seat.call('rehearsal.jump', { to: START + 5 * MINUTE });
  expect(time).toBe(START + 5 * MINUTE);
  expect(seat.jumps()).toBe(1);
  expect(seat.entries.some(({ kind }) => kind === 'rehearsalJumped')).toBe(true);
  await reaches(seat, 8);
  const again = bothSaw({ truths: first }, seat, START + 5 * MINUTE);
  expect(again.length).toBeGreaterThan(5);
  for (const { truth, other } of again) expect(other).toEqual(truth);
  // Readings that were said before are no repeats.
  expect(seat.world().feeds['rehearsal-counts']?.duplicate).toBe(0);
  await planner.call('sessions.close', { session });
});

test('a closed rehearsal leaves no threads behind, and its file stays', async () => {
  const threads = async () => (await readdir(`/proc/${hub.process.pid}/task`)).length;
  const { session: warmUp } = await start();
  await planner.call('sessions.close', { session: warmUp });
  const before = await threads();
  for (let k = 0; k < 3; k++) {
    const { session } = await start({ label: `freed ${k}` });
    expect(await threads()).toBeGreaterThan(before);
    const seat = await sit('planner', session);
    await planner.call('sessions.close', { session });
    await expect.poll(() => seat.ended(), LONG).toBe(true);
  }
  await expect.poll(threads, LONG).toBeLessThanOrEqual(before);
  const files = await readdir(folder);
  expect(files.filter((file) => /^freed-\d.*\.anlan$/.test(file)).length).toBe(3);
});

test('a rehearsal whose hub was cut off goes on from its newest saved state', async () => {
  const file = path.join(folder, 'cut.anlan');
  const args = ['--event-file', file, '--speed', '120', '--seed', '7'];
  let cut = await startHub([folder, ...args]);
  const before = await seatAt(cut.url, 'planner');
  await expect.poll(() => before.world().rehearsal?.saved, LONG).toContain(START + 5 * MINUTE);
  // What was told last may not be on disk yet.
  await reaches(before, 8);
  await cut.kill();
  before.close();
  cut = await startHub([file, '--speed', '120']);
  const after = await seatAt(cut.url, 'planner');
  expect(after.attached.world.time).toBeGreaterThan(START + 5 * MINUTE);
  expect(after.attached.world.rehearsal?.saved ?? []).toContain(START + 5 * MINUTE);
  await reaches(after, 10);
  // The night that is gone on with is the night that would have been.
  const { session } = await start();
  const whole = await sit('planner', session);
  await reaches(whole, 10);
  for (const { truth, other } of await haveBothSeen(5, after, whole)) {
    expect(other).toEqual(truth);
  }
  after.close();
  await cut.stop();
  await planner.call('sessions.close', { session });
});
