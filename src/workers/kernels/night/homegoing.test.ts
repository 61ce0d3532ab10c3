import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { Demand } from './demand.ts';
import { Homegoing } from './homegoing.ts';
import { bindHabits } from './night-habits.ts';

const HOUR_S = 3_600;

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
    // Ways home are between 0.2 and 1.8 times the mean, those near it most often.
    const spread = Math.round(0.8 * homeS);
    const shares = Array.from({ length: 2 * spread + 1 }, (_, at) => 1 - Math.abs(at / spread - 1));
    const sum = shares.reduce((total, share) => total + share, 0);
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
      shares.forEach((share, at) => {
        const home = second + homeS - spread + at;
        homeAt[home] = (homeAt[home] as number) + (setOut * share) / sum;
      });
      const home = homeAt[second] as number;
      leaving += setOut - home;
      gone += home;
      area += visits - demand.visits(second - 1) - home;
      if (second < HOUR_S) continue;
      worst = Math.max(worst, Math.abs(area / demand.occupancy(second) - 1));
    }
    expect(worst).toBeLessThan(0.03);
  },
);
