import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { Demand } from './demand.ts';
import { Happenings } from './happenings.ts';
import { bindHabits } from './night-habits.ts';

const ground = buildGround(twoSquares());
const habits = bindHabits(twoSquaresNight(), ground);
const [west, east] = ['west-square', 'east-square'].map((zone) =>
  ground.leaves.findIndex(({ id }) => id === zone),
) as [number, number];

/** Shares of the goals at a second, 500 people dwelling in each square and so many passing through the western one. */
function goalsWith(second: number, passing: number): Float64Array {
  const demand = new Demand(ground, habits, {
    seed: 1,
    scale: 1,
    fromSecond: 0,
    only: undefined,
    attractions: [],
  });
  const dwelling = new Float64Array(ground.leaves.length).fill(500);
  const present = dwelling.slice();
  present[west] = 500 + passing;
  const happenings = new Happenings(ground, habits.happenings, second);
  demand.look(second, happenings, { heading: dwelling, dwelling, present });
  return demand.goal;
}

test('who walks through a zone counts as there: fewer want to go to it', () => {
  const [none, many] = [goalsWith(0, 0), goalsWith(0, 200)];
  // The script draws as many to one square as to the other, at the beginning.
  expect(none[west]).toBeCloseTo(none[east] as number, 2);
  expect(many[west]).toBeLessThan(0.5 * (many[east] as number));
});

test('once the crowd is sent home, walkers who pass keep nobody from a zone', () => {
  const { second } = habits.plan.release;
  expect(goalsWith(second, 400)).toEqual(goalsWith(second, 0));
});
