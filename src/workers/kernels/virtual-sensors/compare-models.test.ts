import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { compareModels } from './compare-models.ts';

test('both models play the same night, minute by minute, and agree about how many come', async () => {
  const told: string[] = [];
  const comparison = await compareModels({
    site: twoSquares(),
    script: twoSquaresNight(),
    seed: 7,
    untilS: 12 * 60,
    threads: 1,
    onMinute: (model, minute) => told.push(`${model} ${minute}`),
  });
  expect(comparison.minutes.length).toBe(12);
  expect(told.length).toBe(24);
  expect(comparison.zones.map(({ zone }) => zone)).toEqual(['west-square', 'east-square']);
  const { zoneGraph, agents } = comparison.visits;
  const last = { zoneGraph: zoneGraph.at(-1) ?? 0, agents: agents.at(-1) ?? 0 };
  expect(Math.abs(last.agents / last.zoneGraph - 1)).toBeLessThan(0.1);
  comparison.minutes.forEach((_, minute) => {
    for (const model of ['zoneGraph', 'agents'] as const) {
      const sum = comparison.zones.reduce(
        (all, zone) => all + (zone.people[model][minute] ?? 0),
        0,
      );
      expect(Math.abs(sum - (comparison.area[model][minute] ?? 0))).toBeLessThan(1e-6);
    }
  });
});
