import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { densityCode, NEVER_SUPPORTED } from '../../../domain/crowd/density-frame.ts';
import { siteFacts } from '../../state/site-facts.ts';
import type { Measuring } from '../../state/ui-store.ts';
import { addPoint, measuredArea, measuredCrowd, measuredLengthM } from './measure.ts';

const facts = siteFacts(twoSquares());
const { ground } = facts;
const at = (east: number, north: number) => ground.metres.toLonLat([east, north] as EastNorth);
/** 30 m by 40 m around the flower bed of 4 m by 4 m. */
const points = [at(5, 10), at(35, 10), at(35, 50), at(5, 50)];

const frameOf = (perM2: number, age: number) => ({
  issuedAt: 0,
  density: new Uint8Array(ground.cellCount).fill(densityCode(perM2)),
  age: new Uint8Array(ground.cellCount).fill(age),
});

test('a way is as long as its legs, an area has its way around', () => {
  expect(measuredLengthM(facts, { points, closed: false })).toBeCloseTo(100, 3);
  expect(measuredLengthM(facts, { points, closed: true })).toBeCloseTo(140, 3);
  expect(measuredLengthM(facts, { points: [], closed: false })).toBe(0);
});

test('usable is what can be walked on', () => {
  const { areaM2, usableM2 } = measuredArea(facts, points);
  expect(areaM2).toBeCloseTo(1_200, 3);
  expect(usableM2).toBe(1_200 - 16);
});

describe('people inside', () => {
  const { cells } = measuredArea(facts, points);

  test('are the density on show times the usable area', () => {
    const crowd = measuredCrowd(cells, 1, frameOf(2, 1), 0);
    expect(crowd.people).toBeCloseTo(2 * 1_184, 6);
    expect(crowd).toMatchObject({ densityPerM2: expect.closeTo(2), knownShare: 1, staleShare: 0 });
  });

  test('are unknown where nothing was ever observed, or too long ago', () => {
    const never = measuredCrowd(cells, 1, frameOf(2, NEVER_SUPPORTED), 0);
    expect(never).toEqual({
      people: undefined,
      densityPerM2: undefined,
      knownShare: 0,
      staleShare: 0,
    });
    expect(measuredCrowd(cells, 1, undefined, 0).people).toBeUndefined();
    expect(measuredCrowd(cells, 1, frameOf(2, 1), 700_000).people).toBeUndefined();
  });

  test('grow stale with the raster', () => {
    expect(measuredCrowd(cells, 1, frameOf(2, 1), 90_000).staleShare).toBe(1);
  });
});

test('a click on the first point closes the area, one after that begins anew', () => {
  let measuring: Measuring = { points: points.slice(0, 2), closed: false };
  // Two points have no area yet.
  measuring = addPoint(facts, measuring, at(5, 10.5), 2);
  expect(measuring).toMatchObject({ closed: false, points: { length: 3 } });
  measuring = addPoint(facts, measuring, at(5, 11), 2);
  expect(measuring).toMatchObject({ closed: true, points: { length: 3 } });
  expect(addPoint(facts, measuring, at(0, 0), 2)).toEqual({ points: [at(0, 0)], closed: false });
});
