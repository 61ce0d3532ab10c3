import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { initialWorld, type World } from '../../domain/session/world.ts';
import { isFresh } from './fresh-level.ts';

const NOW = 1_000_000;

test('a level is fresh for ten seconds of who looks on, whatever the speed of the session', () => {
  const world = worldSince(NOW);
  expect(isFresh(world, NOW + 10_000, 'stage')).toBe(true);
  expect(isFresh(world, NOW + 10_001, 'stage')).toBe(false);
  const quick: World = { ...world, transport: { playing: true, speed: 60 } };
  expect(isFresh(quick, NOW + 600_000, 'stage')).toBe(true);
  expect(isFresh(quick, NOW + 600_001, 'stage')).toBe(false);
  expect(isFresh(world, NOW, 'east-square')).toBe(false);
});

function worldSince(since: number): World {
  const stage = { level: 'red', reason: { cause: 'none' }, since } as const;
  return { ...initialWorld(twoSquares(), NOW), levels: { stage } };
}
