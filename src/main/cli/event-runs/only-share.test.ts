import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../../../workers/kernels/zone-graph/two-squares-night.ts';
import { onlyShare } from './only-share.ts';

const ground = buildGround(twoSquares());
const SIX = 3_600;

test('a zone has its share of what attracts at that second', () => {
  const night = twoSquaresNight();
  expect(onlyShare(night, ground, ['west-square'], 0)).toBeCloseTo(1 / 2, 9);
  expect(onlyShare(night, ground, ['west-square'], SIX)).toBeCloseTo(1 / 4, 9);
  expect(onlyShare(night, ground, ['west-square', 'east-square'], SIX)).toBeCloseTo(1, 9);
  expect(onlyShare(night, ground, [], SIX)).toBe(1);
});

test('a show that the script says counts while it lasts', () => {
  const happenings = [
    { at: '18:00', what: { kind: 'show', zone: 'west-square', zoneFactor: 3, lastsMin: 5 } },
  ] as const;
  const night = { ...twoSquaresNight(), happenings };
  expect(onlyShare(night, ground, ['west-square'], SIX)).toBeCloseTo(1 / 2, 9);
  expect(onlyShare(night, ground, ['west-square'], SIX + 300)).toBeCloseTo(1 / 4, 9);
});
