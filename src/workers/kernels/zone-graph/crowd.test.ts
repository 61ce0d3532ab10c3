import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { must } from '../../../domain/base/assert.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { Crowd } from './crowd.ts';
import { compileNight } from './night-plan.ts';
import { twoSquaresNight } from './two-squares-night.ts';

const WEST = 0;
const EAST = 1;
const LINK_STREET = 0;
const WEST_APPROACH = 1;

function openCrowd(seed = 7): Crowd {
  const ground = buildGround(twoSquares());
  return new Crowd(ground, compileNight(twoSquaresNight(), ground), seed);
}

function run(crowd: Crowd, minutes: number): void {
  for (let k = 0; k < minutes * 60; k++) crowd.step();
}

/** People a minute through a checkpoint, inwards and outwards, over the next minutes. */
function flowOf(crowd: Crowd, checkpoint: number, minutes: number): { in: number; out: number } {
  const link = must(crowd.network.linkOfCheckpoint[checkpoint], 'link');
  const flow = { in: 0, out: 0 };
  for (let k = 0; k < minutes * 60; k++) {
    crowd.step();
    flow.in += (crowd.moved[2 * link] ?? 0) / minutes;
    flow.out += (crowd.moved[2 * link + 1] ?? 0) / minutes;
  }
  return flow;
}

test('people are conserved in every second, whatever is closed', () => {
  const crowd = openCrowd();
  for (let second = 1; second <= 7_200; second++) {
    if (second === 2_000) crowd.setCheckpoint(LINK_STREET, { mode: 'closed' });
    if (second === 3_000) crowd.setCheckpoint(WEST_APPROACH, { mode: 'waveRelease' });
    if (second === 4_000) crowd.setCheckpoint(LINK_STREET, { mode: 'oneWayOut' });
    crowd.step();
    const { area, outside, left, arrived } = crowd.totals();
    expect(Math.abs(area + outside + left - arrived)).toBeLessThan(1e-6);
    expect(Math.min(...crowd.zonePeople)).toBeGreaterThanOrEqual(0);
  }
});

test('visits and occupancy follow the script, and the release empties its ring', () => {
  const crowd = openCrowd();
  run(crowd, 60);
  expect(crowd.totals().visits).toBeGreaterThan(2_450);
  expect(Math.abs(crowd.totals().area - 2_000)).toBeLessThan(60);
  run(crowd, 30);
  expect(crowd.zonePeople[EAST]).toBeGreaterThan(1_200);
  run(crowd, 20);
  expect(crowd.zonePeople[EAST]).toBeLessThan(50);
  run(crowd, 10);
  expect(Math.abs(crowd.totals().visits - 3_000)).toBeLessThan(1);
  expect(crowd.totals().left).toBeGreaterThan(2_700);
});

test('a closed checkpoint stops its flow at once; people take the other way', () => {
  const open = openCrowd();
  const closed = openCrowd();
  run(open, 20);
  run(closed, 20);
  closed.setCheckpoint(LINK_STREET, { mode: 'closed' });
  expect(flowOf(open, LINK_STREET, 1).in).toBeGreaterThan(5);
  expect(flowOf(closed, LINK_STREET, 1)).toEqual({ in: 0, out: 0 });
  const stairs = must(closed.network.linkOfPassage[0], 'stairs');
  expect(closed.moved[2 * stairs]).toBeGreaterThan(1.2 * (open.moved[2 * stairs] ?? 0));
});

test('behind a closed cordon a queue grows; nobody vanishes, and it drains when opened', () => {
  const crowd = openCrowd();
  run(crowd, 20);
  const before = crowd.totals();
  crowd.setCheckpoint(WEST_APPROACH, { mode: 'closed' });
  run(crowd, 10);
  const during = crowd.totals();
  expect(during.outside - before.outside).toBeGreaterThan(150);
  crowd.setCheckpoint(WEST_APPROACH, { mode: 'open' });
  run(crowd, 10);
  expect(crowd.totals().outside).toBeLessThan(before.outside + 50);
});

test('those who would have left by a closed way leave by another gate', () => {
  const crowd = openCrowd();
  run(crowd, 85);
  crowd.setCheckpoint(WEST_APPROACH, { mode: 'closed' });
  run(crowd, 35);
  expect((crowd.zonePeople[WEST] ?? 0) + (crowd.zonePeople[EAST] ?? 0)).toBeLessThan(400);
});

test('one-way, metered and wave release', () => {
  const crowd = openCrowd();
  run(crowd, 20);
  crowd.setCheckpoint(LINK_STREET, { mode: 'oneWayIn' });
  expect(flowOf(crowd, LINK_STREET, 2).out).toBe(0);
  crowd.setCheckpoint(LINK_STREET, { mode: 'oneWayOut' });
  expect(flowOf(crowd, LINK_STREET, 2).in).toBe(0);
  // Ten lanes at one person a minute.
  crowd.setCheckpoint(WEST_APPROACH, { mode: 'metered', meteredPerMinLane: 1 });
  const metered = flowOf(crowd, WEST_APPROACH, 5);
  expect(metered.in).toBeLessThanOrEqual(10 + 1e-9);
  expect(metered.in).toBeGreaterThan(9);
  crowd.setCheckpoint(WEST_APPROACH, { mode: 'waveRelease' });
  while (crowd.second % 180 !== 59) crowd.step();
  expect(flowOf(crowd, WEST_APPROACH, 2).in).toBe(0);
  expect(flowOf(crowd, WEST_APPROACH, 1).in).toBeGreaterThan(50);
});
