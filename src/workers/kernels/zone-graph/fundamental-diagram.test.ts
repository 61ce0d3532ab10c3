import { expect, test } from 'vitest';
import {
  FREE_SPEED_MPS,
  PEAK_SPECIFIC_FLOW,
  supplyPerMetre,
  walkingSpeedMps,
} from './fundamental-diagram.ts';

test('speeds are Weidmann’s', () => {
  const published: [number, number][] = [
    [0.5, 1.298],
    [1, 1.058],
    [1.5, 0.807],
    [2, 0.606],
    [3, 0.331],
    [4, 0.156],
  ];
  for (const [density, speed] of published) expect(walkingSpeedMps(density)).toBeCloseTo(speed, 2);
  expect(walkingSpeedMps(0)).toBe(FREE_SPEED_MPS);
  expect(walkingSpeedMps(6)).toBeGreaterThan(0);
});

test('the flow peaks at 1.22 ped/m/s and the supply falls to nothing at jam density', () => {
  expect(PEAK_SPECIFIC_FLOW).toBeGreaterThan(1.2);
  expect(PEAK_SPECIFIC_FLOW).toBeLessThan(1.23);
  let before = supplyPerMetre(0);
  for (let density = 0; density <= 5.4; density += 0.1) {
    const supply = supplyPerMetre(density);
    expect(supply).toBeLessThanOrEqual(before + 1e-6);
    before = supply;
  }
  expect(supplyPerMetre(5.4)).toBe(0);
});
