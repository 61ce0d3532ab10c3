import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from '../../../workers/kernels/zone-graph/two-squares-night.ts';
import { plannedChanges } from './planned-changes.ts';

const script = {
  ...twoSquaresNight(),
  orders: [{ at: '18:30', checkpoint: 'cp-1', mode: 'oneWayOut' }],
};

test("of orders to one checkpoint in the same second the planner's holds, not the script's", () => {
  const changes = ['checkpoint.1.mode@18:30=closed', 'checkpoint.2.mode@18:30=closed'];
  const { orders } = plannedChanges(changes, twoSquares(), script);
  expect(orders.map(({ checkpoint, mode }) => [checkpoint, mode])).toEqual([
    ['cp-1', 'closed'],
    ['cp-2', 'closed'],
  ]);
  expect(new Set(orders.map(({ order }) => order)).size).toBe(2);
});

test("without changes the script's own orders are given at their instants", () => {
  const { orders } = plannedChanges([], twoSquares(), script);
  expect(orders).toMatchObject([
    { checkpoint: 'cp-1', mode: 'oneWayOut', at: Date.parse('2026-12-31T18:30:00+08:00') },
  ]);
});
