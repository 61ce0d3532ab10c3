import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { openAgentNight } from './open-agent-night.ts';

/** 18:25, five minutes before the east square is sent home. */
const BEFORE_RELEASE = 85 * 60;
const MINUTES = 20;

/**
 * So many nights, because who meets whom is chance from the first step on: of one night's people 1 % are two dozen, and
 * two nights that differ in nothing but chance are as far apart.
 */
const SEEDS = [11, 12, 13, 14, 15, 16];

/** Twenty minutes over the release: people of both squares each minute, and when nine tenths of the east one have gone. */
async function course(standing: 'resting' | 'always', seed: number) {
  const night = await openAgentNight(buildGround(twoSquares()), twoSquaresNight(), {
    seed,
    dtS: 0.2,
    fromSecond: BEFORE_RELEASE,
    scale: 1,
    standing,
  });
  const zones: number[][] = [];
  let emptyAtS = Number.NaN;
  const full = night.zonePeople[1] as number;
  for (let second = 1; second <= MINUTES * 60; second++) {
    await night.advance(1);
    if (Number.isNaN(emptyAtS) && (night.zonePeople[1] as number) < full * 0.1) emptyAtS = second;
    if (second % 60 === 0) zones.push([...night.zonePeople]);
  }
  await night.close();
  return { zones, emptyAtS };
}

/** The courses of all seeds together. */
async function courses(standing: 'resting' | 'always') {
  const all = await Promise.all(SEEDS.map((seed) => course(standing, seed)));
  const zones = Array.from({ length: MINUTES }, (_, minute) =>
    [0, 1].map((zone) => all.reduce((sum, one) => sum + (one.zones[minute]?.[zone] ?? 0), 0)),
  );
  return { zones, emptyAtS: all.reduce((sum, one) => sum + one.emptyAtS, 0) };
}

test('people who stand rest: against stepping them always, zones differ by 1 % and the egress by 2 %', {
  timeout: 600_000,
}, async () => {
  const resting = await courses('resting');
  const always = await courses('always');
  const people = Math.max(...always.zones.map(([west = 0, east = 0]) => west + east));
  always.zones.forEach((zones, minute) => {
    zones.forEach((count, zone) => {
      expect(Math.abs((resting.zones[minute]?.[zone] ?? 0) - count)).toBeLessThanOrEqual(
        0.01 * people,
      );
    });
  });
  expect(Math.abs(resting.emptyAtS / always.emptyAtS - 1)).toBeLessThan(0.02);
});
