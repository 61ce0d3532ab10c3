import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { initialWorld, type World } from '../session/world.ts';
import { buildGround } from '../site/ground.ts';
import { DueMoments } from './due-moments.ts';
import { EARSHOT_M, placeInEarshot } from './near-place.ts';
import { WorldPast } from './world-past.ts';

const SITE = twoSquares();
const GROUND = buildGround(SITE);

function worldAt(time: number): World {
  return { ...initialWorld(SITE, 0), time };
}

describe('where a loudspeaker speaks to', () => {
  const from = (east: number, north: number) =>
    placeInEarshot(GROUND, GROUND.metres.toLonLat([east, north]));

  it('a hot-spot below it, or the nearest within earshot', () => {
    expect(from(108, 30)).toMatchObject({ id: 'stage', distanceM: 0 });
    const near = from(88, 30);
    expect(near?.id).toBe('stage');
    expect(near?.distanceM).toBeCloseTo(10, 1);
  });

  it('else the zone below it, else nothing', () => {
    const site = { ...SITE, hotSpots: [] };
    const without = { ...GROUND, site };
    expect(placeInEarshot(without, GROUND.metres.toLonLat([20, 30]))?.id).toBe('west-square');
    expect(from(118 + EARSHOT_M + 1, 30)).toBeUndefined();
  });
});

describe('the past', () => {
  it('gives what was known at an instant, as far back as it is kept', () => {
    const past = new WorldPast(300_000);
    const worlds = Array.from({ length: 21 }, (_, minute) => worldAt(minute));
    for (const [minute, world] of worlds.entries()) past.add(minute * 60_000, world);
    expect(past.at(19.5 * 60_000)?.levels).toBe(worlds[19]?.levels);
    expect(past.at(15 * 60_000)?.levels).toBe(worlds[15]?.levels);
    expect(past.at(14 * 60_000)).toBeUndefined();
  });

  it('holds what did not change for as long as it was so, and nothing else of a world', () => {
    const past = new WorldPast(300_000);
    const calm = worldAt(0);
    for (let second = 0; second < 5_000; second++) {
      past.add(second * 1_000, { ...calm, time: second } as World);
    }
    expect(past.at(4_700_000)?.levels).toBe(calm.levels);
    expect(Object.keys(past.at(4_999_000) ?? {})).toEqual(['levels']);
  });
});

it('wishes are granted in order, with the world before the next instant', () => {
  const due = new DueMoments();
  const granted: string[] = [];
  for (const at of [30, 10, 20]) {
    due.add(at, (world, when) => granted.push(`${when} in ${world.time}`));
  }
  due.grant(10, worldAt(1));
  expect(granted).toEqual([]);
  due.grant(25, worldAt(2));
  due.grant(31, worldAt(3));
  expect(granted).toEqual(['10 in 2', '20 in 2', '30 in 3']);
});
