import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckpointId } from '../../src/domain/base/ids.ts';
import { agentsOrigin, BODY_STATES } from '../../src/domain/wire/agents-frame.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { rehearsalEvent } from './rehearsal-event.ts';
import { type RehearsalSeat, seatAt } from './rehearsal-seat.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-12-31T17:00:00+08:00');
const LONG = { timeout: 200_000, interval: 100 };

let folder: string;
let hub: HubProcess;
let file: string;
const options = ['--model', 'agents', '--seed', '7', '--speed', '60'];

beforeAll(async () => {
  folder = await rehearsalEvent();
  file = path.join(folder, 'main.anlan');
  hub = await startHub([folder, '--event-file', file, ...options]);
});

afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

const reaches = (seat: RehearsalSeat, minutes: number) =>
  expect.poll(() => seat.world().time, LONG).toBeGreaterThanOrEqual(START + minutes * MINUTE);

test('planner and controller see simulated people as points; a commander never does', async () => {
  const planner = await seatAt(hub.url, 'planner');
  const controller = await seatAt(hub.url, 'controller');
  const others = await Promise.all(
    (['commander', 'reviewer', 'wall'] as const).map((role) => seatAt(hub.url, role)),
  );
  await expect
    .poll(() => Math.min(planner.agents.length, controller.agents.length), LONG)
    .toBeGreaterThan(5);
  await reaches(planner, 2);
  const { grid } = planner.attached.site;
  const [eastM, northM] = agentsOrigin(grid);
  const frame = planner.agents.at(-1);
  const truth = planner.truths.get(frame?.time ?? 0);
  expect(frame?.state.length).toBeGreaterThan(90);
  if (truth) {
    // Who is due at a gate that has no room yet is outside, and no body yet.
    expect(frame?.state.length).toBeGreaterThanOrEqual(truth.areaPeople);
    expect(frame?.state.length).toBeLessThanOrEqual(truth.areaPeople + truth.outsidePeople);
  }
  frame?.x.forEach((x, index) => {
    expect(Math.abs(x / 10 + eastM - 50)).toBeLessThan(75);
    expect(Math.abs((frame.y[index] ?? 0) / 10 + northM - 30)).toBeLessThan(35);
    expect(BODY_STATES[frame.state[index] ?? 99]).toBeDefined();
  });
  for (const seat of others) {
    expect(seat.world().time).toBeGreaterThan(START);
    expect(seat.agents).toEqual([]);
    expect(seat.truths.size).toBe(0);
    expect(seat.world().truth).toBeUndefined();
  }
  for (const seat of [planner, controller, ...others]) seat.close();
});

test('bodies go back and are forked as shares are, and survive a power cut', async () => {
  let planner = await seatAt(hub.url, 'planner');
  await expect.poll(() => planner.world().rehearsal?.saved, LONG).toContain(START + 5 * MINUTE);
  // Slowly enough that the seat skips hardly an instant.
  await planner.call('transport.set', { playing: true, speed: 20 });
  await reaches(planner, 6);
  const checkpoint = 'cp-2' as CheckpointId;
  const fork = await planner.call('rehearsal.fork', {
    changes: [{ checkpoint, mode: 'closed' }],
    label: 'closed',
  });
  const closed = await seatAt(hub.url, 'planner', fork.session);
  const forkedAt = closed.attached.world.session?.rehearsal?.forkedAt ?? 0;
  const bothSaw = () =>
    [...closed.truths.keys()].filter((at) => at > forkedAt + MINUTE && planner.truths.has(at));
  await expect.poll(() => bothSaw().length, LONG).toBeGreaterThan(10);
  for (const at of bothSaw()) {
    expect(closed.truths.get(at)?.visits).toBeLessThan(planner.truths.get(at)?.visits ?? 0);
  }
  closed.close();
  await planner.call('sessions.close', { session: fork.session });

  await reaches(planner, 11);
  const first = new Map(planner.truths);
  /** Instants that were told in the first life of the night and are told again now. */
  const relived = () => [...first].filter(([at]) => planner.truths.has(at));
  await planner.call('rehearsal.jump', { to: START + 5 * MINUTE });
  await reaches(planner, 8);
  expect(relived().length).toBeGreaterThan(3);
  for (const [at, truth] of relived()) expect(planner.truths.get(at)).toEqual(truth);

  await hub.kill();
  planner.close();
  hub = await startHub([file, '--speed', '20']);
  planner = await seatAt(hub.url, 'planner');
  expect(planner.attached.world.time).toBeGreaterThan(START + 5 * MINUTE);
  await reaches(planner, 11);
  expect(planner.world().rehearsal?.model).toBe('agents');
  expect(relived().length).toBeGreaterThan(3);
  for (const [at, truth] of relived()) expect(planner.truths.get(at)).toEqual(truth);
  planner.close();
});
