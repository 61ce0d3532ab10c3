import { expect, test } from 'vitest';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { nearGroups } from './near-groups.ts';

test('points apart are groups of their own', () => {
  const apart: EastNorth[] = [
    [0, 0],
    [100, 0],
  ];
  expect(nearGroups(apart, 30)).toEqual([[0], [1]]);
});

test('who is near to one of a group is of it, however far from the others and in whatever order they come', () => {
  const row: EastNorth[] = [
    [60, 2],
    [0, 0],
    [200, 0],
    [30, 1],
  ];
  expect(nearGroups(row, 31)).toEqual([[0, 1, 3], [2]]);
});
