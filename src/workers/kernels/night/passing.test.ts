import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { type AgentNight, PERSON_STATE } from './agent-night.ts';
import { openAgentNight } from './open-agent-night.ts';

const LINK_STREET = 0;
/** 17:55, with some 2,800 people inside. */
const BEGUN = 55 * 60;

/** Who is on their way and stands all the same. */
function wedged({ people }: AgentNight): number {
  const { count, state, vx, vy } = people;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const stays = state[index] === PERSON_STATE.dwelling || state[index] === PERSON_STATE.waiting;
    const speed = Math.hypot(vx[index] as number, vy[index] as number);
    if (!stays && speed < 0.1) sum += 1;
  }
  return sum;
}

/** Who is on the way home, and how many of them stand all the same. */
function homegoers({ people }: AgentNight): { readonly all: number; readonly stand: number } {
  const { count, state, vx, vy } = people;
  let [all, stand] = [0, 0];
  for (let index = 0; index < count; index++) {
    if (state[index] !== PERSON_STATE.leaving) continue;
    all += 1;
    if (Math.hypot(vx[index] as number, vy[index] as number) < 0.1) stand += 1;
  }
  return { all, stand };
}

test('two crowds that meet in a narrow gap get past each other', { timeout: 120_000 }, async () => {
  const site = twoSquares();
  const script = twoSquaresNight();
  // The link street is the only way between the squares, and people change squares all the time.
  const streets = site.streets.filter(({ surface }) => surface !== 'stairs');
  const lively = { ...script, behaviour: { ...script.behaviour, shiftMin: 0.5 } };
  const night = await openAgentNight(buildGround({ ...site, streets }), lively, {
    seed: 7,
    dtS: 0.1,
    scale: 1.5,
    fromSecond: BEGUN,
    changes: [{ checkpoint: LINK_STREET, clearWidthM: 1.2 }],
  });
  await night.advance(5 * 60);
  const { in: inwards, out: outwards } = night.checkpointPassed;
  const before = [inwards[LINK_STREET] as number, outwards[LINK_STREET] as number];
  await night.advance(3 * 60);
  // Discs that only turn their shoulders have stood since the fourth minute: some 270 wedged, three a minute passing.
  expect((inwards[LINK_STREET] as number) - (before[0] as number)).toBeGreaterThan(60);
  expect((outwards[LINK_STREET] as number) - (before[1] as number)).toBeGreaterThan(10);
  expect(wedged(night)).toBeLessThan(60);
  await night.close();
});

test('who goes home gets out of the middle of a standing crowd', { timeout: 120_000 }, async () => {
  const [ground, script] = [buildGround(twoSquares()), twoSquaresNight()];
  // Some 3 ped/m² in the eastern square.
  const options = { seed: 7, dtS: 0.1, scale: 4, fromSecond: BEGUN };
  const night = await openAgentNight(ground, script, options);
  // Before the release nobody who stands makes way by themself.
  const rain = { kind: 'rain', homeShare: 0.3, arrivingFactor: 0, speedFactor: 1 } as const;
  night.happen({ ...rain, lastsMin: 2 });
  await night.advance(4 * 60);
  // Who has just changed places is seen there in the next second, in the night that goes on and in the one that is read.
  const again = await openAgentNight(ground, script, options, night.save());
  expect(again.hash()).toBe(night.hash());
  await night.advance(1);
  await again.advance(1);
  expect(again.hash()).toBe(night.hash());
  await again.close();
  const { all, stand } = homegoers(night);
  expect(all).toBeGreaterThan(400);
  // If they only waited for room, 129 of 797 would stand.
  expect(stand).toBeLessThan(all / 20);
  await night.close();
});
