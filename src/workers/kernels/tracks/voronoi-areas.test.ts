import { describe, expect, it } from 'vitest';
import { namedRng } from '../../../domain/base/rng.ts';
import { ringAreaM2 } from './convex-ring.ts';
import { VoronoiAreas } from './voronoi-areas.ts';
import { voronoiCells } from './voronoi-cells.ts';

describe('VoronoiAreas', () => {
  it('agrees with the polygons of the cells wherever no box cuts them', () => {
    const rng = namedRng(5, 'voronoi-areas');
    const persons = 400;
    const areas = new VoronoiAreas(persons);
    // Twice: the second frame lives in the memory of the first.
    for (let frame = 0; frame < 2; frame++) {
      const points = Float64Array.from({ length: 2 * persons }, () => 100 * rng.next());
      const xs = points.filter((_, index) => index % 2 === 0);
      const ys = points.filter((_, index) => index % 2 === 1);
      const huge = { leftM: -1e6, lowM: -1e6, rightM: 1e6, highM: 1e6 };
      const expected = voronoiCells(xs, ys, huge).cells.map(ringAreaM2);
      const found = areas.of(points);
      let bounded = 0;
      for (const [person, area] of found.entries()) {
        const whole = expected[person] ?? Number.NaN;
        if (area === Number.POSITIVE_INFINITY) expect(whole).toBeGreaterThan(1e4);
        // A cell of the edge may still be bounded, far outside; the polygon is then cut by the box.
        else if (whole < 1e5) {
          bounded += 1;
          expect(area / whole).toBeCloseTo(1, 6);
        }
      }
      expect(bounded).toBeGreaterThan(300);
    }
  });
});
