import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EastNorth, LonLat } from '../base/quantity.ts';
import { toWgs84 } from './datum.ts';
import { cellAt, cellCentre, type Grid } from './grid.ts';
import { localMetres } from './local-metres.ts';
import { areaM2, contains, eachCellAlong, eachCellInside, type LocalPolygon } from './polygon.ts';

const HUBIN: LonLat = [120.1588, 30.256];
const grid: Grid = { westM: -50, southM: -30, cols: 100, rows: 60, cellM: 1 };

describe('datum', () => {
  it('undoes the shifts of the Chinese datums at Hubin: 519 m and 1,144 m', () => {
    const metres = localMetres(HUBIN);
    const offset = (datum: 'GCJ-02' | 'BD-09') =>
      Math.hypot(...metres.toLocal(toWgs84(HUBIN, datum)));
    expect(offset('GCJ-02')).toBeGreaterThan(509);
    expect(offset('GCJ-02')).toBeLessThan(529);
    expect(offset('BD-09')).toBeGreaterThan(1_124);
    expect(offset('BD-09')).toBeLessThan(1_164);
    expect(toWgs84(HUBIN, 'WGS84')).toEqual(HUBIN);
  });
});

describe('local metres', () => {
  it('come back to the position they were made from, within a millimetre', () => {
    const metres = localMetres(HUBIN);
    fc.assert(
      fc.property(
        fc.double({ min: -2_000, max: 2_000, noNaN: true }),
        fc.double({ min: -2_000, max: 2_000, noNaN: true }),
        (east, north) => {
          const [backEast, backNorth] = metres.toLocal(metres.toLonLat([east, north]));
          expect(Math.hypot(backEast - east, backNorth - north)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  it('measure a degree as WGS84 does at this latitude', () => {
    const metres = localMetres([120, 30]);
    // Degree lengths at 30° N on WGS84: 96,486 m of longitude, 110,852 m of latitude.
    expect(metres.toLocal([121, 30])[0]).toBeCloseTo(96_486, -1);
    expect(metres.toLocal([120, 31])[1]).toBeCloseTo(110_852, -1);
  });
});

describe('grid', () => {
  it('finds the cell whose centre it gives', () => {
    fc.assert(
      fc.property(fc.nat(grid.cols * grid.rows - 1), (cell) => {
        expect(cellAt(grid, cellCentre(grid, cell))).toBe(cell);
      }),
    );
    expect(cellAt(grid, [-51, 0])).toBe(-1);
  });
});

describe('polygon', () => {
  const ring = fc
    .array(
      fc.tuple(
        fc.double({ min: -45, max: 45, noNaN: true }),
        fc.double({ min: -25, max: 25, noNaN: true }),
      ),
      { minLength: 3, maxLength: 8 },
    )
    .map((points): readonly EastNorth[] => points);

  it('fills exactly the cells whose centre it contains', () => {
    fc.assert(
      fc.property(ring, (outer) => {
        const polygon: LocalPolygon = [outer];
        const filled = new Set<number>();
        eachCellInside(grid, polygon, (cell) => filled.add(cell));
        const wrong: number[] = [];
        for (let cell = 0; cell < grid.cols * grid.rows; cell++) {
          if (filled.has(cell) !== contains(polygon, cellCentre(grid, cell))) wrong.push(cell);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('agrees with itself on a cell whose centre lies on an edge to the last bit', () => {
    const polygon: LocalPolygon = [
      [
        [44.999999999999936, 5.474094585342164e-298],
        [44.99999999999995, -24.99999999999995],
        [7.4e-323, 1.4768338290224216e-226],
        [-8e-323, -2.75449205185889e-296],
      ],
    ];
    const filled = new Set<number>();
    eachCellInside(grid, polygon, (cell) => filled.add(cell));
    const cell = cellAt(grid, [4.5, -2.5]);
    expect(filled.has(cell)).toBe(contains(polygon, cellCentre(grid, cell)));
  });

  it('takes holes out of area and inside', () => {
    const square: LocalPolygon = [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ],
      [
        [4, 4],
        [6, 4],
        [6, 6],
        [4, 6],
      ],
    ];
    expect(areaM2(square)).toBe(96);
    expect(contains(square, [5, 5])).toBe(false);
    expect(contains(square, [1, 5])).toBe(true);
  });

  it('makes a street as wide as its clear width', () => {
    const cells = new Set<number>();
    eachCellAlong(
      grid,
      [
        [-20, 0],
        [20, 0],
      ],
      8,
      (cell) => cells.add(cell),
    );
    const across = [...cells].filter((cell) => cell % grid.cols === 50);
    expect(across).toHaveLength(8);
  });
});
