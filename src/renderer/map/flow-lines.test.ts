import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { must } from '../../domain/base/assert.ts';
import type { CheckpointId, SensorId } from '../../domain/base/ids.ts';
import type { Estimate } from '../../domain/crowd/estimate.ts';
import { initialWorld } from '../../domain/session/world.ts';
import { siteFacts } from '../state/site-facts.ts';
import { flowLines, streakSteps } from './flow-lines.ts';

const facts = siteFacts(twoSquares());
const none = { people: 0, sd: 0 };
const estimate: Estimate = {
  issuedAt: 0,
  zones: [],
  outside: none,
  area: none,
  total: 0,
  peak: { people: 0, at: 0 },
  visits: none,
  hotSpots: [],
  checkpoints: [
    { checkpoint: 'cp-1' as CheckpointId, inPerMin: 120, outPerMin: 60, supportAt: 0 },
    { checkpoint: 'cp-2' as CheckpointId },
  ],
  counters: [
    { sensor: 'gate-metro-in' as SensorId, perMin: 200, supportAt: 0 },
    { sensor: 'gate-metro-out' as SensorId, perMin: 90, supportAt: 0 },
  ],
  biasAbsorbed: 0,
};
const world = { ...initialWorld(facts.site, 0), estimate };

describe('flow lines', () => {
  test('are the checkpoints whose flow is known, with the way in as forward', () => {
    const gate = must(flowLines(facts, world, 0)[0], 'line of cp-1');
    expect(gate).toMatchObject({ forwardPerMin: 120, backPerMin: 60, bearingDeg: 90, widthM: 8 });
    expect(gate.at[0]).toBeCloseTo(60, 1);
  });

  test('join two counters of one line, and point from its left to its right', () => {
    const [, metro, ...others] = flowLines(facts, world, 0);
    expect(others).toEqual([]);
    expect(metro).toMatchObject({ forwardPerMin: 200, backPerMin: 90, isGate: false });
    // Into the square, south of the exit.
    expect(metro?.bearingDeg).toBeCloseTo(180, 3);
    expect(metro?.widthM).toBeCloseTo(5, 1);
  });

  test('lapse with their data', () => {
    expect(flowLines(facts, world, 120_000)).toEqual([]);
  });
});

test('a streak begins above 5 ped/m/min and grows with the specific flow', () => {
  expect(streakSteps(undefined, 8)).toBe(0);
  expect(streakSteps(40, 8)).toBe(0);
  expect(streakSteps(41, 8)).toBe(1);
  expect(streakSteps(8 * 35, 8)).toBe(4);
  expect(streakSteps(8 * 400, 8)).toBe(8);
});
