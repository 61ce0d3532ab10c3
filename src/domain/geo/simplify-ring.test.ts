import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EastNorth } from '../base/quantity.ts';
import { distanceToSegment } from './polygon.ts';
import { simplifyRing } from './simplify-ring.ts';

const ring: fc.Arbitrary<EastNorth[]> = fc.array(
  fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })),
  { minLength: 3, maxLength: 80 },
);

describe('a simplified ring', () => {
  it('has no more points than asked for, all of them of the ring and in its order', () => {
    fc.assert(
      fc.property(ring, fc.integer({ min: 3, max: 60 }), (points, most) => {
        const simple = simplifyRing(points, most);
        expect(simple.length).toBeLessThanOrEqual(Math.max(most, 3));
        let from = 0;
        for (const point of simple) {
          from = points.indexOf(point, from) + 1;
          expect(from).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('keeps the corners and leaves the points between them', () => {
    const corners: EastNorth[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ];
    const dense = corners.flatMap(([east, north], index) => {
      const next = corners[(index + 1) % 4] ?? [0, 0];
      return Array.from({ length: 50 }, (_, step): EastNorth => {
        const share = step / 50;
        return [east + (next[0] - east) * share, north + (next[1] - north) * share];
      });
    });
    expect(simplifyRing(dense, 4)).toEqual(corners);
    expect(simplifyRing([...dense, [0, 0]], 4)).toEqual(corners);
  });

  it('of a circle stays close to it', () => {
    const circle = Array.from({ length: 1_000 }, (_, index): EastNorth => {
      const angle = (2 * Math.PI * index) / 1_000;
      return [200 * Math.cos(angle), 200 * Math.sin(angle)];
    });
    const simple = simplifyRing(circle, 99);
    const farthest = Math.max(
      ...circle.map((point) =>
        Math.min(
          ...simple.map((a, index) =>
            distanceToSegment(point, a, simple[(index + 1) % simple.length] ?? a),
          ),
        ),
      ),
    );
    expect(farthest).toBeLessThan(1);
  });
});
