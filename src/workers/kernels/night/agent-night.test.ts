import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { type AgentNight, type AgentNightOptions, NO_ZONE, PERSON_STATE } from './agent-night.ts';
import { openAgentNight } from './open-agent-night.ts';

const WEST = 0;
const EAST = 1;
const LINK_STREET = 0;
const METRO = 1;
/** 17:55, with some 1,850 people inside. */
const LATER = 55 * 60;

const ground = buildGround(twoSquares());

function open(
  options: Partial<AgentNightOptions> = {},
  script: NightScript = twoSquaresNight(),
  saved?: Uint8Array,
): Promise<AgentNight> {
  return openAgentNight(ground, script, { seed: 7, dtS: 0.1, ...options }, saved);
}

test('people are conserved in every second, whatever is closed', async () => {
  const night = await open({ scale: 0.3, fromSecond: LATER });
  for (let second = 1; second <= 400; second++) {
    if (second === 60) night.setCheckpoint(LINK_STREET, { mode: 'closed' });
    if (second === 200) night.setCheckpoint(LINK_STREET, { mode: 'waveRelease' });
    await night.advance(1);
    const { area, outside, left, arrived } = night.totals();
    expect(area + outside + left).toBe(arrived);
    expect(outside).toBeGreaterThanOrEqual(0);
    const { count, zone } = night.people;
    const inside = zone.filter((leaf) => leaf !== NO_ZONE).length;
    expect(inside).toBe(area);
    expect(count).toBe(area + outside - night.waitingOutside.reduce((a, b) => a + b, 0));
  }
  await night.close();
});

test('the same bytes for one and two threads, for both kernels, and from a saved state', async () => {
  // Above 8,000 people the threads share the work.
  const crowded = { scale: 4.4, fromSecond: LATER };
  const one = await open({ ...crowded, threads: 1 });
  const two = await open({ ...crowded, threads: 2 });
  expect(one.people.count).toBeGreaterThan(8_000);
  await one.advance(4);
  await two.advance(4);
  expect(two.hash()).toBe(one.hash());
  await two.close();
  await one.close();

  const few = { scale: 0.2, fromSecond: LATER };
  const whole = await open(few);
  const twin = await open({ ...few, kernel: 'twin' });
  await whole.advance(5);
  await twin.advance(5);
  expect(twin.hash()).toBe(whole.hash());
  await twin.close();
  whole.setCheckpoint(LINK_STREET, { mode: 'metered', meteredPerMinLane: 2 }, LATER + 40);
  whole.happen({ kind: 'stationClosed', gates: ['gate-metro'], lastsMin: 1 });
  await whole.advance(30);
  const saved = whole.save();
  const again = await open(few, twoSquaresNight(), saved);
  expect(again.hash()).toBe(whole.hash());
  expect(again.people.count).toBe(whole.people.count);
  await whole.advance(90);
  await again.advance(90);
  expect(again.hash()).toBe(whole.hash());
  await again.close();
  await whole.close();
  await expect(open({ ...few, seed: 8 }, twoSquaresNight(), saved)).rejects.toThrow('another');
});

test('visits and occupancy follow the script', { timeout: 60_000 }, async () => {
  const night = await open({ scale: 0.2, dtS: 0.2 });
  await night.advance(3_600);
  // 2,500 visits and 2,000 people inside at 18:00.
  expect(Math.abs(night.totals().visits / 500 - 1)).toBeLessThan(0.02);
  expect(Math.abs(night.totals().area / 400 - 1)).toBeLessThan(0.05);
  await night.advance(3_000);
  expect(Math.abs(night.totals().visits / 600 - 1)).toBeLessThan(0.01);
  expect(night.zonePeople[EAST]).toBeLessThan(40);
  await night.close();
});

test('who has settled stands still, and not too close', async () => {
  const night = await open({ fromSecond: LATER });
  await night.advance(30);
  const before = positionsOf(night);
  const stays = new Set(before.keys());
  for (let second = 0; second < 60; second++) {
    await night.advance(1);
    const now = positionsOf(night);
    for (const id of stays) if (!now.has(id)) stays.delete(id);
  }
  const after = positionsOf(night);
  const moved = [...stays].flatMap((id) => {
    const [x, y] = after.get(id) as readonly [number, number];
    const [xBefore, yBefore] = before.get(id) as readonly [number, number];
    const awayM = Math.hypot(x - xBefore, y - yBefore);
    return awayM > 0.02 ? [awayM] : [];
  });
  expect(stays.size).toBeGreaterThan(1_000);
  // In a minute few make way for somebody who passes through, each for one or two; all others stand where they stood.
  expect(moved.length).toBeLessThan(stays.size / 100);
  expect(Math.max(0, ...moved)).toBeLessThan(1.2);
  // No square metre holds more than a crowd that stands shoulder to shoulder.
  const squares = new Map<string, number>();
  for (const [x, y] of after.values()) {
    const key = `${Math.floor(x)} ${Math.floor(y)}`;
    squares.set(key, (squares.get(key) ?? 0) + 1);
  }
  expect(Math.max(...squares.values())).toBeLessThanOrEqual(7);
  await night.close();
});

test('companions stay together on their way', async () => {
  const night = await open({ scale: 1 });
  await night.advance(500);
  const { count, group, x, y, state } = night.people;
  const companies = new Map<number, number[]>();
  for (let at = 0; at < count; at++) {
    if (state[at] === PERSON_STATE.dwelling) continue;
    const id = group[at] as number;
    companies.set(id, [...(companies.get(id) ?? []), at]);
  }
  const spreads = [...companies.values()]
    .filter((members) => members.length > 1)
    .map((members) => {
      const first = members[0] as number;
      return Math.max(
        ...members.map((at) =>
          Math.hypot(
            (x[at] as number) - (x[first] as number),
            (y[at] as number) - (y[first] as number),
          ),
        ),
      );
    })
    .sort((a, b) => a - b);
  expect(spreads.length).toBeGreaterThan(10);
  expect(spreads[Math.floor(spreads.length / 2)]).toBeLessThan(2.5);
  expect(spreads[Math.floor(spreads.length * 0.9)]).toBeLessThan(6);
  await night.close();
});

test('a closed station takes in and lets out nobody, and rain sends people home', async () => {
  const night = await open({ scale: 0.5, fromSecond: LATER });
  await night.advance(60);
  const out = night.gatesPassed.out[METRO] as number;
  const came = night.gatesPassed.in[METRO] as number;
  night.happen({ kind: 'stationClosed', gates: ['gate-metro'], lastsMin: 4 });
  await night.advance(230);
  expect(night.gatesPassed.out[METRO]).toBe(out);
  expect(night.gatesPassed.in[METRO]).toBe(came);
  expect(night.gatesPassed.out[0]).toBeGreaterThan(0);
  const dwelt = statesOf(night)[PERSON_STATE.dwelling] as number;
  night.happen({
    kind: 'rain',
    homeShare: 0.6,
    arrivingFactor: 0,
    speedFactor: 1.1,
    lastsMin: 3,
  });
  await night.advance(180);
  expect(statesOf(night)[PERSON_STATE.dwelling]).toBeLessThan(0.7 * dwelt);
  await night.close();
});

test('a show draws people to its zone', async () => {
  const plain = await open({ scale: 0.3, fromSecond: LATER });
  const shown = await open({ scale: 0.3, fromSecond: LATER });
  shown.happen({ kind: 'show', zone: 'west-square', zoneFactor: 6, lastsMin: 30 });
  await plain.advance(900);
  await shown.advance(900);
  expect(shown.zonePeople[WEST]).toBeGreaterThan(1.3 * (plain.zonePeople[WEST] as number));
  await plain.close();
  await shown.close();
});

function positionsOf(night: AgentNight): Map<number, readonly [number, number]> {
  const { count, id, x, y, state } = night.people;
  const places = new Map<number, readonly [number, number]>();
  for (let at = 0; at < count; at++) {
    if (state[at] !== PERSON_STATE.dwelling) continue;
    places.set(id[at] as number, [x[at] as number, y[at] as number]);
  }
  return places;
}

function statesOf(night: AgentNight): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const state of night.people.state) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
