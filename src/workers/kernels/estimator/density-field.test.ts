import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import {
  AGE_STEP_S,
  DENSITY_STEP_PER_M2,
  type DensityFrame,
  NEVER_SUPPORTED,
} from '../../../domain/crowd/density-frame.ts';
import type { Estimate } from '../../../domain/crowd/estimate.ts';
import { cellAt } from '../../../domain/geo/grid.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import { chainSite } from './chain-site.ts';
import { openEstimator } from './estimator.ts';
import { columnsOf, type TwinReading } from './twin-experiment.ts';

const START = Date.UTC(2026, 11, 31, 12);

/** Two minutes of steady readings, one each second, then `silentS` seconds without. */
function settle(site: Site, values: Readonly<Record<string, number>>, silentS = 0) {
  const estimator = openEstimator(site);
  let estimate: Estimate | undefined;
  for (let second = 0; second <= 120 + silentS; second++) {
    const time = START + second * 1000;
    const readings = Object.entries(values).map(([id, value]): TwinReading => {
      const sensor = site.sensors.findIndex((one) => one.id === id);
      const measure = site.sensors[sensor]?.kind === 'zoneCount' ? 'occupancy' : 'density';
      return { sensor, measure, observedAt: time, value };
    });
    estimate = estimator.step(time, second <= 120 ? [columnsOf(readings)] : []);
  }
  if (!estimate) throw new Error('no estimate');
  return { estimate, frame: estimator.frame(), ground: buildGround(site) };
}

function at(ground: Ground, column: Uint8Array, east: number, north: number): number {
  return column[ground.walkIndex[cellAt(ground.grid, [east, north])] ?? -1] ?? -1;
}

function densityAt(ground: Ground, frame: DensityFrame, east: number, north: number): number {
  return at(ground, frame.density, east, north) * DENSITY_STEP_PER_M2;
}

describe('the raster inside a zone', () => {
  const points = [
    { zone: 0, east: 0.2, north: 0.5 },
    { zone: 0, east: 0.8, north: 0.5 },
  ];
  const site = chainSite({ zones: 1, sideM: 100, cameras: [0], points });

  test('follows two point sensors of which one reads ten times the other', () => {
    const { frame, ground } = settle(site, { 'camera-0': 10_000, 'point-0': 0.4, 'point-1': 4 });
    for (const shift of [-3, 0, 3]) {
      expect(densityAt(ground, frame, 20.5 + shift, 50.5)).toBeGreaterThan(0.4 * 0.8);
      expect(densityAt(ground, frame, 20.5 + shift, 50.5)).toBeLessThan(0.4 * 1.2);
      expect(densityAt(ground, frame, 80.5, 50.5 + shift)).toBeGreaterThan(4 * 0.8);
      expect(densityAt(ground, frame, 80.5, 50.5 + shift)).toBeLessThan(4 * 1.2);
    }
  });

  test('sums to the zone total, and its densest patch is the worst density', () => {
    const { frame, ground, estimate } = settle(site, { 'camera-0': 10_000, 'point-1': 4 });
    const sum = frame.density.reduce((total, code) => total + code * DENSITY_STEP_PER_M2, 0);
    const people = estimate.zones[0]?.people ?? 0;
    expect(Math.abs(sum - people) / people).toBeLessThan(0.01);
    let densest = 0;
    for (let north = 2; north < 98; north++) {
      for (let east = 2; east < 98; east++) {
        let patch = 0;
        for (let k = 0; k < 25; k++) {
          patch += densityAt(ground, frame, east + (k % 5) - 1.5, north + Math.floor(k / 5) - 1.5);
        }
        densest = Math.max(densest, patch / 25);
      }
    }
    expect(estimate.zones[0]?.worstDensityPerM2).toBeGreaterThan(densest - 0.1);
    expect(estimate.zones[0]?.worstDensityPerM2).toBeLessThan(densest + 0.1);
  });

  test('shows sensors scaled down when they alone exceed the zone, and says so', () => {
    const { estimate, frame, ground } = settle(site, {
      'camera-0': 1000,
      'point-0': 6,
      'point-1': 6,
    });
    const notice = estimate.notices?.find(({ kind }) => kind === 'pointSensorsExceedZone');
    expect(notice).toMatchObject({ zone: 'zone-0' });
    expect(densityAt(ground, frame, 20.5, 50.5)).toBeLessThan(5);
    const sum = frame.density.reduce((total, code) => total + code * DENSITY_STEP_PER_M2, 0);
    expect(Math.abs(sum - (estimate.zones[0]?.people ?? 0))).toBeLessThan(200);
  });

  test('carries the count of a partial camera inside what it sees', () => {
    const half = chainSite({
      zones: 1,
      sideM: 100,
      cameras: [0],
      parts: [{ zone: 0, from: 0.5, to: 1 }],
    });
    const { frame, ground } = settle(half, { 'camera-0': 6000, 'part-0': 5000 });
    expect(densityAt(ground, frame, 75.5, 50.5)).toBeGreaterThan(0.85);
    expect(densityAt(ground, frame, 75.5, 50.5)).toBeLessThan(1.15);
    expect(densityAt(ground, frame, 25.5, 50.5)).toBeLessThan(0.35);
  });

  test('gives each cell the age of what supports it', () => {
    const mixed = settle(site, { 'camera-0': 10_000, 'point-1': 4 }, 40);
    expect(at(mixed.ground, mixed.frame.age, 80.5, 50.5) * AGE_STEP_S).toBe(40);
    const stale = settle(site, { 'point-1': 4 }, 200);
    expect(at(stale.ground, stale.frame.age, 20.5, 50.5) * AGE_STEP_S).toBe(200);
    expect(stale.estimate.zones[0]).not.toHaveProperty('worstDensityPerM2');
    const never = settle(site, {});
    expect(new Set(never.frame.age)).toEqual(new Set([NEVER_SUPPORTED]));
  });
});

describe('a hot-spot', () => {
  test('is the sum of the raster over its cells, with the sd of the zone and of the shape', () => {
    const { estimate } = settle(twoSquares(), { 'cam-east': 0.95 * 2596 });
    const [stage] = estimate.hotSpots;
    expect(stage?.people).toBeCloseTo(400, -1);
    expect(stage?.densityPerM2).toBeCloseTo(1, 1);
    expect(stage?.sd).toBeGreaterThan(0.4 * 400);
    expect(stage?.supportAt).toBe(START + 120_000);
  });
});
