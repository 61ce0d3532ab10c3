import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { initialWorld } from '../../domain/session/world.ts';
import { freshCount, measureOf, sensorsOf } from './sensor-facts.ts';
import { siteFacts } from './site-facts.ts';
import type { Target } from './ui-store.ts';

const facts = siteFacts(twoSquares());
const idsOf = (kind: Target['kind'], id: string) => sensorsOf(facts, { kind, id }).map((s) => s.id);

test('each figure names the sensors it comes from', () => {
  expect(idsOf('checkpoint', 'cp-1')).toEqual(['cp-1-in', 'cp-1-out']);
  expect(idsOf('gate', 'gate-metro')).toEqual(['gate-metro-in', 'gate-metro-out']);
  expect(idsOf('gate', 'gate-west')).toEqual([]);
  expect(idsOf('zone', 'east-square')).toEqual([
    'cam-east',
    'den-east-1',
    'den-east-2',
    'cp-1-in',
    'cp-1-out',
  ]);
  // Its own point sensor lies on the edge, outside; the camera of its zone sees it.
  expect(idsOf('hotSpot', 'stage')).toEqual(['cam-east']);
  expect(idsOf('post', 'post-1')).toEqual([]);
});

test('a reading holds until it is stale; one that never came does not', () => {
  const sensors = sensorsOf(facts, { kind: 'checkpoint', id: 'cp-1' });
  const world = initialWorld(facts.site, 0);
  expect(freshCount(facts, world, 0, sensors)).toBe(0);
  const index = facts.sensorIndex.get('cp-1-in') ?? -1;
  const seen = {
    ...world,
    sensors: world.sensors.with(index, { sum: 1, count: 1, late: 0, lastObservedAt: 0 }),
  };
  expect(freshCount(facts, seen, 30_000, sensors)).toBe(1);
  expect(freshCount(facts, seen, 30_001, sensors)).toBe(0);
});

test('a sensor that has said nothing is shown in the unit it would use', () => {
  expect(measureOf('cumulative', 'lineCounter')).toBe('cumulative');
  expect(measureOf(undefined, 'lineCounter')).toBe('intervalCount');
  expect(measureOf(undefined, 'pointDensity')).toBe('density');
  expect(measureOf(undefined, 'gridCell')).toBe('occupancy');
});
