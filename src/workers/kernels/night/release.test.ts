import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { openAgentNight } from './open-agent-night.ts';

const EAST = 1;
const LINK_STREET = 0;
/** 18:30, when the east square is sent home. */
const RELEASE = 90 * 60;

const ground = buildGround(twoSquares());
const script = twoSquaresNight();

function open(played: NightScript, begun: { readonly fromSecond: number; readonly scale: number }) {
  return openAgentNight(ground, played, { seed: 7, dtS: 0.1, ...begun });
}

test('who stands in the way of those who go home goes with them', {
  timeout: 120_000,
}, async () => {
  // 6,500 people on the square, and so slow a release that most of them stay for now.
  const slow: NightScript = {
    ...script,
    release: {
      ...script.release,
      setOut: [
        ['18:30', 0],
        ['18:59', 1],
      ],
    },
  };
  const night = await open(slow, { fromSecond: RELEASE - 60, scale: 4 });
  await night.advance(60);
  const full = night.zonePeople[EAST] as number;
  expect(full).toBeGreaterThan(6_000);
  await night.advance(240);
  // 14 % have set out. Where nobody gives way 11.7 % have got out of the crowd by now, and 12.4 % where those who go home
  // change places with who stands in their way, but nobody goes with them.
  expect(night.zonePeople[EAST]).toBeLessThan(0.875 * full);
  expect(night.zonePeople[EAST]).toBeGreaterThan(0.7 * full);
  await night.close();
});

test('nobody goes in any more to what is being sent home', { timeout: 60_000 }, async () => {
  const lively: NightScript = {
    ...script,
    people: {
      ...script.people,
      visits: [
        ['17:00', 100],
        ['18:30', 3_000],
        ['18:50', 3_600],
      ],
    },
    zones: script.zones.map((zone) => ({ ...zone, attraction: [['17:00', 2]] })),
  };
  const night = await open(lively, { fromSecond: RELEASE - 240, scale: 0.5 });
  await night.advance(240);
  const before = night.checkpointPassed.in[LINK_STREET] as number;
  expect(before).toBeGreaterThan(30);
  await night.advance(90);
  const afterwards = night.checkpointPassed.in[LINK_STREET] as number;
  await night.advance(200);
  expect(night.checkpointPassed.in[LINK_STREET]).toBe(afterwards);
  await night.close();
});
