import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { openAgentNight } from './open-agent-night.ts';

/** 18:25, five minutes before the east square is sent home. */
const BEFORE_RELEASE = 85 * 60;
const MINUTES = 20;

/** Twenty minutes over the release: people of both squares each minute, and when half of the east square has gone. */
async function course(standing: 'resting' | 'always') {
  const night = await openAgentNight(buildGround(twoSquares()), twoSquaresNight(), {
    seed: 11,
    dtS: 0.1,
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

test('people who stand rest: against stepping them always, zones differ by 1 % and the egress by 2 %', {
  timeout: 120_000,
}, async () => {
  const resting = await course('resting');
  const always = await course('always');
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
