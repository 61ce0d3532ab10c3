import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringAreaM2 } from './convex-ring.ts';
import { voronoiCells } from './voronoi-cells.ts';

const box = { leftM: 0, lowM: 0, rightM: 10, highM: 4 };

const areasOf = (points: readonly (readonly [number, number])[]) =>
  voronoiCells(
    points.map(([x]) => x),
    points.map(([, y]) => y),
    box,
  ).cells.map(ringAreaM2);

describe('voronoiCells', () => {
  it('gives the whole box to one person and half-planes to two', () => {
    expect(areasOf([])).toEqual([]);
    expect(areasOf([[3, 3]])).toEqual([40]);
    expect(
      areasOf([
        [2, 1],
        [4, 1],
      ]),
    ).toEqual([12, 28]);
  });

  it('gives strips to persons on one line, in whatever order', () => {
    expect(
      areasOf([
        [7, 2],
        [1, 2],
        [3, 2],
        [4, 2],
      ]),
    ).toEqual([18, 8, 6, 8]);
    // A slanted line through the middle: its two halves mirror each other.
    const [low = 0, middle = 0, high = 0] = areasOf([
      [4, 1],
      [5, 2],
      [6, 3],
    ]);
    expect(low).toBeCloseTo(high, 12);
    expect(low + middle + high).toBeCloseTo(40, 12);
  });

  it('gives the cells of a square grid their squares, up to the edge', () => {
    const grid = [0, 1, 2, 3, 4].flatMap((i) => [[2 * i + 1, 1] as const, [2 * i + 1, 3] as const]);
    for (const area of areasOf(grid)) expect(area).toBeCloseTo(4, 12);
  });

  it('gives persons at one position one cell, and says that they share it', () => {
    const { cells, sharers } = voronoiCells([2, 8, 2], [2, 2, 2], box);
    expect(cells.map(ringAreaM2)).toEqual([20, 20, 20]);
    expect(sharers).toEqual([2, 1, 2]);
  });

  it('survives positions that differ in their last bits only', () => {
    const { cells } = voronoiCells([2, 2 + 4e-16, 8, 5, 2], [2, 2, 2, 3, 2 - 4e-16], box);
    const sum = cells.reduce((total, cell) => total + ringAreaM2(cell), 0);
    expect(sum).toBeCloseTo(40, 9);
  });

  it('shares out the box whole, whoever stands where', () => {
    const place = fc.record({
      // Thousandths of a metre, as trackers write them: positions meet and stand in line now and then.
      x: fc.integer({ min: 0, max: 10_000 }).map((mm) => mm / 1_000),
      y: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), (places) => {
        const { cells, sharers } = voronoiCells(
          places.map(({ x }) => x),
          places.map(({ y }) => y),
          box,
        );
        const sum = cells.reduce(
          (total, cell, index) => total + ringAreaM2(cell) / (sharers[index] ?? 1),
          0,
        );
        expect(sum).toBeCloseTo(40, 9);
      }),
    );
  });
});
