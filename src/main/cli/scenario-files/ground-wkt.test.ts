import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaM2, contains, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { checkScenario } from './check-scenario.ts';
import { anlanExample } from './example-documents.ts';
import { groundWkt } from './ground-wkt.ts';
import { parseWktAreas } from './wkt.ts';

type Box = readonly [west: number, south: number, width: number, height: number];

function boxPolygon([west, south, width, height]: Box): [number, number][][] {
  return [
    [
      [west, south],
      [west + width, south],
      [west + width, south + height],
      [west, south + height],
    ],
  ];
}

function ground(walkable: readonly Box[], obstacles: readonly Box[]): readonly LocalPolygon[] {
  const scenario = checkScenario({
    ...anlanExample(),
    doors: [],
    walkable: walkable.map(boxPolygon),
    obstacles: obstacles.map(boxPolygon),
    destinations: [{ id: 'exit', kind: 'exit', polygon: boxPolygon(walkable[0] ?? [0, 0, 1, 1]) }],
    groups: [],
  });
  return parseWktAreas(groundWkt(scenario, []));
}

function total(polygons: readonly LocalPolygon[]): number {
  return polygons.reduce((sum, each) => sum + areaM2(each), 0);
}

test('an obstacle inside the ground is a hole, and ground inside of it is ground again', () => {
  const polygons = ground(
    [
      [0, 0, 20, 20],
      [8, 8, 2, 2],
    ],
    [[5, 5, 10, 10]],
  );
  // The inner ground is blocked: what an obstacle covers is no ground, however often it was drawn.
  expect(polygons).toHaveLength(1);
  expect(polygons[0]).toHaveLength(2);
  expect(total(polygons)).toBe(300);
});

test('two grounds apart are two polygons with their own holes', () => {
  const polygons = ground(
    [
      [0, 0, 10, 10],
      [20, 0, 10, 10],
    ],
    [
      [2, 2, 1, 1],
      [22, 2, 2, 2],
    ],
  );
  expect(polygons.map((each) => each.length)).toEqual([2, 2]);
  expect(total(polygons)).toBe(195);
});

test('an obstacle over the edge cuts the ground', () => {
  const polygons = ground([[0, 0, 10, 10]], [[4, -1, 2, 12]]);
  expect(polygons).toHaveLength(2);
  expect(total(polygons)).toBeCloseTo(80, 6);
});

test('grounds that overlap become one', () => {
  const polygons = ground(
    [
      [0, 0, 10, 10],
      [5, 5, 10, 10],
    ],
    [],
  );
  expect(polygons).toHaveLength(1);
  expect(total(polygons)).toBeCloseTo(175, 6);
});

test('a closed door closes the ground', () => {
  const scenario = checkScenario(anlanExample());
  const open = parseWktAreas(groundWkt(scenario, []));
  const closed = parseWktAreas(groundWkt(scenario, ['door']));
  expect(open).toHaveLength(1);
  expect(closed).toHaveLength(2);
  expect(total(open) - total(closed)).toBeCloseTo(0.5, 6);
});

test('inside the outline is what is walkable and not blocked, whatever overlaps', () => {
  const side = fc.integer({ min: 1, max: 12 });
  const at = fc.integer({ min: 0, max: 14 });
  const box = fc.tuple(at, at, side, side).map((each): Box => [...each]);
  fc.assert(
    fc.property(
      fc.array(box, { minLength: 1, maxLength: 4 }),
      fc.array(box, { maxLength: 4 }),
      (walkable, obstacles) => {
        const within = ([west, south, width, height]: Box, x: number, y: number) =>
          x > west && x < west + width && y > south && y < south + height;
        const isGround = (x: number, y: number) =>
          walkable.some((each) => within(each, x, y)) &&
          !obstacles.some((each) => within(each, x, y));
        const [first] = walkable;
        // A scenario without any ground is refused before.
        fc.pre(first !== undefined);
        const reachable = Array.from({ length: 27 * 27 }, (_, i) => [
          (i % 27) + 0.5,
          Math.floor(i / 27) + 0.5,
        ]).some(([x = 0, y = 0]) => within(first, x, y) && isGround(x, y));
        fc.pre(reachable);
        const polygons = ground(walkable, obstacles);
        for (let x = 0.5; x < 27; x += 1) {
          for (let y = 0.5; y < 27; y += 1) {
            const inside = polygons.filter((each) => contains(each, [x, y])).length;
            expect(inside, `(${x}, ${y})`).toBe(isGround(x, y) ? 1 : 0);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
