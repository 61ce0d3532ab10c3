import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildDistanceField,
  DISTANCE_STEPS_PER_M,
  gridAround,
  repairDistanceField,
} from './distance-field.ts';
import { wallsOf } from './walls.ts';

type Ring = [number, number][];
const rect = (x0: number, y0: number, x1: number, y1: number): Ring => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

function fieldOf(walkable: Ring[], blocked: Ring[], cellM = 0.25) {
  const area = { walkable: walkable.map((ring) => [ring]), blocked: blocked.map((ring) => [ring]) };
  const grid = gridAround(area, cellM);
  const field = buildDistanceField(grid, area);
  const at = (east: number, north: number) => {
    const col = Math.floor((east - grid.westM) / cellM);
    const row = Math.floor((north - grid.southM) / cellM);
    const cell = row * grid.cols + col;
    const word = field.words[cell] ?? 0;
    return {
      distance: ((word << 16) >> 16) / DISTANCE_STEPS_PER_M,
      east: ((word << 8) >> 24) / 127,
      north: (word >> 24) / 127,
      corners: word & 1,
      passable: field.passable[cell],
      centre: [grid.westM + (col + 0.5) * cellM, grid.southM + (row + 0.5) * cellM] as const,
    };
  };
  return { field, at };
}

test('distances are those to the drawn walls, not to the raster’s', () => {
  // A room whose walls lie off the grid.
  const { at } = fieldOf([rect(0.07, 0.11, 8.03, 5.09)], []);
  for (const [east, north] of [
    [0.3, 2],
    [1, 4.9],
    [4, 0.4],
  ] as const) {
    const { distance, centre } = at(east, north);
    const exact = Math.min(centre[0] - 0.07, 8.03 - centre[0], centre[1] - 0.11, 5.09 - centre[1]);
    expect(distance).toBeCloseTo(exact, 2);
  }
  expect(at(0.3, 2).east).toBeCloseTo(1, 2);
  expect(at(-0.2, 2).distance).toBeLessThan(0);
});

test('walkable polygons that touch or overlap have no wall between them', () => {
  const rooms = {
    walkable: [[rect(0, 0, 5, 5)], [rect(5, 1, 8, 2)], [rect(7, 0, 9, 5)]],
    blocked: [],
  };
  const crossing = wallsOf(rooms).filter(
    ({ a, b }) => a[0] === 5 && b[0] === 5 && a[1] + b[1] === 3,
  );
  expect(crossing).toEqual([]);
  const { at } = fieldOf([rect(0, 0, 5, 5), rect(5, 1, 8, 2)], []);
  expect(at(5.1, 1.5).distance).toBeCloseTo(0.4, 0);
  expect(at(5.1, 1.5).passable).toBe(1);
});

test('a wall thinner than a cell parts the ground and its routes', () => {
  const { field, at } = fieldOf([rect(0, 0, 4, 4)], [rect(1.98, -1, 2.02, 5)]);
  let dip = Number.POSITIVE_INFINITY;
  for (let east = 1.6; east < 2.4; east += 0.05) dip = Math.min(dip, at(east, 2).distance);
  expect(dip).toBeLessThanOrEqual(0.09);
  // No two neighbours in a row are passable across the wall.
  const passable = [1.6, 1.85, 2.1, 2.35].map((east) => at(east, 2).passable);
  expect(passable.join('')).toMatch(/^(1011|1101|1001)$/);
  expect(field.passable.length).toBe(field.words.length);
});

test('only where walls may hide something is sight to be tested', () => {
  const { at } = fieldOf([rect(0, 0, 20, 20)], [rect(9, 9, 11, 11)]);
  expect(at(0.3, 10).corners).toBe(0);
  expect(at(0.3, 0.3).corners).toBe(0);
  expect(at(8.7, 11.3).corners).toBe(1);
});

test('repaired near what changed, a field has the words of one built anew', () => {
  const point = fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 220 }));
  // Blocks and doors anywhere, thinner and thicker than a cell, in tenths of a metre.
  const block = fc.tuple(point, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
  const polygonOf = ([[x, y], width, height]: [[number, number], number, number]) => [
    rect(x / 10, y / 10, (x + width) / 10, (y + height) / 10),
  ];
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 6 }),
      fc.array(block, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(0.1, 0.25, 0.3, 0.5),
      (blocks, doors, cellM) => {
        const walkable = [[rect(0, 0, 30, 20)], [rect(29, 3, 34, 9)]];
        const open = { walkable, blocked: blocks.map(polygonOf) };
        const grid = gridAround(open, cellM);
        const field = buildDistanceField(grid, open);
        const closed = { walkable, blocked: [...open.blocked, ...doors.map(polygonOf)] };
        const corners = doors.map(polygonOf).flat(2);
        const [east, north] = [corners.map(([x]) => x ?? 0), corners.map(([, y]) => y ?? 0)];
        const box = {
          low: [Math.min(...east), Math.min(...north)] as const,
          high: [Math.max(...east), Math.max(...north)] as const,
        };
        for (const area of [closed, open]) {
          repairDistanceField(field, area, box);
          const anew = buildDistanceField(grid, area);
          expect(field.words).toEqual(anew.words);
          expect(field.passable).toEqual(anew.passable);
        }
      },
    ),
    { numRuns: 40 },
  );
});
