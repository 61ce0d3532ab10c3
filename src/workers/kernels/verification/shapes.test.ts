import { describe, expect, it } from 'vitest';
import { namedRng } from '../../../domain/base/rng.ts';
import { areaM2, contains } from '../../../domain/geo/polygon.ts';
import { annulus, annulusBar, crossWallWithDoors, latticePlaces, wallWithDoors } from './shapes.ts';

describe('shapes of floor plans', () => {
  it('leave doors in walls', () => {
    const wall = wallWithDoors(
      10,
      0.2,
      [0, 10],
      [
        [2, 3],
        [7, 8],
      ],
    );
    expect(wall.map(areaM2).reduce((a, b) => a + b, 0)).toBeCloseTo(0.2 * 8, 10);
    expect(wall.some((piece) => contains(piece, [10.1, 2.5]))).toBe(false);
    expect(wall.some((piece) => contains(piece, [10.1, 5]))).toBe(true);
    const across = crossWallWithDoors(4, 0.2, [0, 10], [[2, 3]]);
    expect(across.some((piece) => contains(piece, [5, 4.1]))).toBe(true);
    expect(across.some((piece) => contains(piece, [2.5, 4.1]))).toBe(false);
  });

  it('make a ring with a bar across it', () => {
    expect(areaM2(annulus(3, 4))).toBeCloseTo(Math.PI * 7, 1);
    const bar = annulusBar(3, 4, Math.PI / 2, 0.4);
    expect(areaM2(bar)).toBeCloseTo(0.4, 10);
    expect(contains(bar, [0.1, 3.5])).toBe(true);
    expect(contains(bar, [0.3, 3.5])).toBe(false);
  });
});

describe('latticePlaces', () => {
  it.each([0.5, 1, 2, 3, 4, 5, 6])('has %d people per m², none touching another', (density) => {
    const places = latticePlaces([0, 0, 40, 4], density, 0.17, namedRng(1, 'places'));
    expect(Math.abs(places.length / 160 - density) / density).toBeLessThan(0.05);
    let nearest = Number.POSITIVE_INFINITY;
    places.forEach(([x, y], k) => {
      for (const [ox, oy] of places.slice(k + 1)) {
        nearest = Math.min(nearest, Math.hypot(ox - x, oy - y));
      }
    });
    expect(nearest).toBeGreaterThan(0.3);
  });
});
