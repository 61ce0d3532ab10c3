import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { must } from '../../../domain/base/assert.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { Crowd } from './crowd.ts';
import { compileNight } from './night-plan.ts';
import { Spread } from './spread.ts';
import { twoSquaresNight } from './two-squares-night.ts';

test('the cells of a zone hold exactly its people, denser at the attraction', () => {
  const site = twoSquares();
  const ground = buildGround(site);
  const night = compileNight(twoSquaresNight(), ground);
  const crowd = new Crowd(ground, night, 1);
  const spread = new Spread(ground, night.pulls);
  const polygonOf = (id: string) => {
    const sensor = must(
      site.sensors.find((candidate) => candidate.id === id),
      id,
    );
    if (sensor.kind === 'lineCounter') throw new Error('a line has no polygon');
    return sensor.polygon;
  };
  const whole = spread.addPatch(polygonOf('cam-east'));
  const far = spread.addPatch(polygonOf('den-east-1'));
  const atRail = spread.addPatch(polygonOf('den-east-2'));
  while (crowd.second < 2_700) crowd.step();
  spread.look(crowd.second);
  expect(spread.peopleIn(whole, crowd)).toBeCloseTo(crowd.zonePeople[1] ?? 0, 6);
  const density = (patch: number) => spread.peopleIn(patch, crowd) / spread.areaM2(patch);
  expect(density(atRail)).toBeGreaterThan(1.3 * density(far));
});
