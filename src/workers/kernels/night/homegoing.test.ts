import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { Demand } from './demand.ts';
import { Homegoing } from './homegoing.ts';
import { bindHabits } from './night-habits.ts';

const HOUR_S = 3_600;

/** Shares of people by how many times the mean their way home takes. */
const SPREAD = Array.from({ length: 81 }, (_, at) => ({
  times: 0.2 + at * 0.02,
  share: (1 - Math.abs(at / 40 - 1)) / 40,
}));

/** The curves of a long evening: seven hours in which ever more come, and most go again before midnight. */
const evening: NightScript = {
  ...twoSquaresNight(),
  endsAt: '2027-01-01T00:30:00+08:00',
  people: {
    initial: 11_000,
    visits: [
      ['17:00', 11_000],
      ['18:00', 35_000],
      ['19:00', 69_000],
      ['21:00', 152_000],
      ['23:00', 227_500],
      ['00:00', 252_900],
    ],
    occupancy: [
      ['17:00', 11_000],
      ['18:00', 20_000],
      ['19:00', 31_000],
      ['21:00', 51_000],
      ['23:00', 69_500],
      ['00:00', 75_000],
    ],
  },
  release: {
    startsAt: '00:00',
    ring: 'core',
    setOut: [
      ['00:00', 0],
      ['00:10', 1],
    ],
  },
};

test.each([450, 600, 750])(
  'occupancy does not swing when people take %i s to get home',
  (homeS) => {
    expect(worstDifference(() => homeS)).toBeLessThan(0.03);
  },
);

test('occupancy follows the script when ways home grow by half within an hour', () => {
  const grows = (second: number) => 600 + 300 * Math.min(1, Math.max(0, second / HOUR_S - 5.5));
  expect(worstDifference(grows, 5.5 * HOUR_S)).toBeLessThan(0.01);
});

/** The greatest share by which the area differs from the script after a second, when ways home take so long. */
function worstDifference(homeS: (second: number) => number, after = HOUR_S): number {
  const ground = buildGround(twoSquares());
  const habits = bindHabits(evening, ground);
  const demand = new Demand(ground, habits, {
    seed: 1,
    scale: 1,
    fromSecond: 0,
    only: undefined,
    attractions: [],
  });
  const homegoing = new Homegoing(habits, demand, 0);
  const homeAt = new Float64Array(8 * HOUR_S);
  let area = demand.occupancy(0);
  let leaving = 0;
  let gone = 0;
  let worst = 0;
  for (let second = 1; second < 7 * HOUR_S; second++) {
    const visits = demand.visits(second);
    const dwelling = area - leaving;
    const people = { dwelling, staying: dwelling, leaving, visits, gone };
    const setOut = dwelling * homegoing.rate(second, people);
    // Ways home are between 0.2 and 1.8 times the mean, those near it most often.
    for (const { times, share } of SPREAD) {
      const home = second + Math.round(times * homeS(second));
      homeAt[home] = (homeAt[home] as number) + setOut * share;
    }
    const home = homeAt[second] as number;
    leaving += setOut - home;
    gone += home;
    area += visits - demand.visits(second - 1) - home;
    if (second > after) worst = Math.max(worst, Math.abs(area / demand.occupancy(second) - 1));
  }
  return worst;
}
