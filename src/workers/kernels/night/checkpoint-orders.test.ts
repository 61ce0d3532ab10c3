import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { type AgentNight, type NightCheckpointSetting, PERSON_STATE } from './agent-night.ts';
import { openAgentNight } from './open-agent-night.ts';

/** The only way in from the approach, 8 m wide with ten lanes, its line at 2 m east; people come from the west. */
const WEST_APPROACH = 1;
const WEST_GATE = 0;
const LINE_M = 2;

async function openWith(setting: NightCheckpointSetting, scale = 1): Promise<AgentNight> {
  const night = await openAgentNight(buildGround(twoSquares()), twoSquaresNight(), {
    seed: 3,
    dtS: 0.1,
    scale,
    changes: [{ checkpoint: WEST_APPROACH, setting }],
  });
  return night;
}

/** East of each person in a state. */
function eastOf(night: AgentNight, state: number): number[] {
  const { count, x, state: states } = night.people;
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => states[at] === state)
    .map((at) => x[at] as number);
}

test('a metered checkpoint lets in its rate, and its queue stands in front of it', async () => {
  const night = await openWith({ mode: 'metered', meteredPerMinLane: 1 });
  await night.advance(120);
  const before = night.checkpointPassed.in[WEST_APPROACH] as number;
  await night.advance(240);
  const perMin = ((night.checkpointPassed.in[WEST_APPROACH] as number) - before) / 4;
  expect(perMin).toBeGreaterThan(8.5);
  expect(perMin).toBeLessThanOrEqual(10.5);
  expect(night.queues.in[WEST_APPROACH]).toBeGreaterThan(15);
  const queue = eastOf(night, PERSON_STATE.queueing).filter((east) => east < 20);
  expect(queue.length).toBeGreaterThan(15);
  // Not in the gap: the first in the queue stand before the line.
  expect(Math.max(...queue)).toBeLessThan(LINE_M);
  // Who leaves is not held.
  expect(night.gatesPassed.out[WEST_GATE]).toBeGreaterThan(0);
  await night.close();
});

test('a closed checkpoint passes nobody, those before it wait or turn back, and go on when it opens', async () => {
  const night = await openWith({ mode: 'open' });
  await night.advance(180);
  night.setCheckpoint(WEST_APPROACH, { mode: 'closed' }, night.second + 20);
  await night.advance(21);
  expect(night.checkpoints[WEST_APPROACH]?.mode).toBe('closed');
  const { in: passedIn, out: passedOut } = night.checkpointPassed;
  const before = [passedIn[WEST_APPROACH], passedOut[WEST_APPROACH]];
  const turnedBefore = night.gatesPassed.out[WEST_GATE] as number;
  await night.advance(120);
  expect([passedIn[WEST_APPROACH], passedOut[WEST_APPROACH]]).toEqual(before);
  // There is no other way in: who is outside waits a little, then goes back.
  expect(night.totals().outside).toBeGreaterThan(3);
  expect(night.gatesPassed.out[WEST_GATE]).toBeGreaterThan(turnedBefore + 10);
  night.setCheckpoint(WEST_APPROACH, { mode: 'open' });
  await night.advance(90);
  expect(passedIn[WEST_APPROACH]).toBeGreaterThan((before[0] as number) + 20);
  await night.close();
});

test('one-way lets people pass in its direction only', async () => {
  const outwards = await openWith({ mode: 'oneWayOut' });
  await outwards.advance(400);
  expect(outwards.checkpointPassed.in[WEST_APPROACH]).toBe(0);
  expect(outwards.checkpointPassed.out[WEST_APPROACH]).toBeGreaterThan(0);
  await outwards.close();
  const inwards = await openWith({ mode: 'oneWayIn' });
  await inwards.advance(400);
  expect(inwards.checkpointPassed.out[WEST_APPROACH]).toBe(0);
  expect(inwards.checkpointPassed.in[WEST_APPROACH]).toBeGreaterThan(50);
  // Who goes home takes the metro instead.
  expect(inwards.gatesPassed.out[1]).toBeGreaterThan(0);
  expect(inwards.gatesPassed.out[WEST_GATE]).toBeLessThan(5);
  await inwards.close();
});

test('a wave release holds people and lets them go together', async () => {
  const night = await openWith({ mode: 'waveRelease' });
  const passed: number[] = [];
  for (let minute = 0; minute < 9; minute++) {
    const before = night.checkpointPassed.in[WEST_APPROACH] as number;
    await night.advance(60);
    passed.push((night.checkpointPassed.in[WEST_APPROACH] as number) - before);
  }
  // Green in the first of three minutes.
  const green = passed.filter((_, minute) => minute % 3 === 0).reduce((a, b) => a + b, 0);
  const red = passed.filter((_, minute) => minute % 3 !== 0).reduce((a, b) => a + b, 0);
  expect(green).toBeGreaterThan(60);
  expect(red).toBeLessThan(0.1 * green);
  await night.close();
});
