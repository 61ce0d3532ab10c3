import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { areaM2, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { ringAreaM2, ringOfBox } from './convex-ring.ts';
import { voronoiCells } from './voronoi-cells.ts';
import { WalkableArea } from './walkable-area.ts';

const rectangle = (left: number, low: number, right: number, high: number): EastNorth[] => [
  [left, low],
  [right, low],
  [right, high],
  [left, high],
];

const built = (...polygons: LocalPolygon[]): WalkableArea => {
  const area = WalkableArea.of(polygons);
  if (!area.ok) throw new Error(area.error);
  return area.value;
};

const sumM2 = (rings: readonly (readonly number[])[]) =>
  rings.reduce((sum, ring) => sum + ringAreaM2(ring), 0);

/** A hall of 10 m × 6 m with a slanted corner, a pillar, and a wall that comes from the south. */
const HALL: LocalPolygon = [
  [
    [0, 0],
    [4.9, 0],
    [4.9, 4],
    [5.1, 4],
    [5.1, 0],
    [10, 0],
    [10, 4],
    [8, 6],
    [0, 6],
  ],
  rectangle(2, 2, 3, 3),
];

describe('WalkableArea', () => {
  it('has the area of its polygon, holes taken out, in either sense of turning', () => {
    const turned = HALL.map((ring) => ring.toReversed());
    expect(built(HALL).areaM2).toBeCloseTo(areaM2(HALL), 12);
    expect(built(turned).areaM2).toBeCloseTo(areaM2(HALL), 12);
    expect(built(HALL).box).toEqual({ leftM: 0, lowM: 0, rightM: 10, highM: 6 });
  });

  it('is the union of polygons that overlap, cross or touch', () => {
    const cross = built([rectangle(0, 2, 6, 3)], [rectangle(2, 0, 3, 6)]);
    expect(cross.areaM2).toBeCloseTo(11, 12);
    const diamond: LocalPolygon = [
      [
        [0, 1],
        [1, 0],
        [2, 1],
        [1, 2],
      ],
    ];
    expect(built(diamond, [rectangle(0, 0, 1, 2)]).areaM2).toBeCloseTo(3, 12);
    const beside = built([rectangle(0, 0, 1, 1)], [rectangle(0, 1, 1, 2)], [rectangle(1, 0, 2, 2)]);
    expect(beside.areaM2).toBeCloseTo(4, 12);
    // One area: what touches along a side hangs together.
    expect(sumM2(beside.reach(ringOfBox(beside.box), 0.5, 0.5))).toBeCloseTo(4, 12);
  });

  it('knows what it holds, its edge included', () => {
    const hall = built(HALL);
    for (const [x, y] of [
      [1, 1],
      [0, 0],
      [2, 2.5],
      [9, 5],
      [4.9, 2],
      [8, 6],
    ] as const) {
      expect(hall.holds(x, y), `${x} ${y}`).toBe(true);
    }
    for (const [x, y] of [
      [2.5, 2.5],
      [5, 3],
      [9.5, 5.5],
      [-0.01, 1],
      [5, 6.01],
    ] as const) {
      expect(hall.holds(x, y), `${x} ${y}`).toBe(false);
    }
  });

  it('reaches round a pillar and a wall, but not through one', () => {
    const hall = built(HALL);
    const whole = ringOfBox(hall.box);
    expect(sumM2(hall.reach(whole, 1, 1))).toBeCloseTo(areaM2(HALL), 12);
    // Below the top of the wall both sides are apart.
    const low = ringOfBox({ leftM: 0, lowM: 0, rightM: 10, highM: 3.5 });
    expect(sumM2(hall.reach(low, 1, 1))).toBeCloseTo(4.9 * 3.5 - 1, 12);
    expect(sumM2(hall.reach(low, 9, 1))).toBeCloseTo(4.9 * 3.5, 12);
    expect(hall.reach(low, 5, 1)).toEqual([]);
  });

  it('does not go on where a cell only touches what lies beyond', () => {
    // The cell ends exactly at the upright on which the pillar ends: above and below it meet in no area.
    const hall = built(HALL);
    const cell = ringOfBox({ leftM: 2, lowM: 0, rightM: 3, highM: 6 });
    expect(sumM2(hall.reach(cell, 2.5, 1))).toBeCloseTo(2, 12);
    expect(sumM2(hall.reach(cell, 2.5, 5))).toBeCloseTo(3, 12);
  });

  it.each([
    [
      'two corners',
      [
        [
          [0, 0],
          [1, 1],
        ],
      ],
      /has 2 corners/,
    ],
    [
      'no area',
      [
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
      ],
      /no area/,
    ],
    [
      'a bow tie',
      [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 3],
        ],
      ],
      /crosses itself near \(1\.20 1\.20\)/,
    ],
    [
      'a hole across the edge',
      [rectangle(0, 0, 4, 4), rectangle(3, 1, 5, 2)],
      /crosses itself near \(4\.00/,
    ],
  ] satisfies [string, LocalPolygon, RegExp][])('refuses %s', (_what, polygon, words) => {
    const area = WalkableArea.of([polygon]);
    expect(area.ok ? '' : area.error).toMatch(words);
  });

  const crowd = fc.array(
    fc.record({
      x: fc.double({ min: 0.01, max: 9.99, noNaN: true }),
      y: fc.double({ min: 0.01, max: 5.99, noNaN: true }),
    }),
    { minLength: 1, maxLength: 25 },
  );

  it('shares itself out among the cells: whole where it is convex', () => {
    const convex = built([
      [
        [0, 0],
        [10, 0],
        [10, 4],
        [8, 6],
        [0, 6],
      ],
    ]);
    fc.assert(
      fc.property(crowd, (people) => {
        const inside = people.filter(({ x, y }) => convex.holds(x, y));
        fc.pre(inside.length > 0);
        const cells = voronoiCells(
          inside.map(({ x }) => x),
          inside.map(({ y }) => y),
          convex.box,
        );
        const sum = cells.cells.reduce((total, cell, index) => {
          const { x, y } = inside[index] ?? { x: 0, y: 0 };
          return total + sumM2(convex.reach(cell, x, y)) / (cells.sharers[index] ?? 1);
        }, 0);
        expect(sum).toBeCloseTo(58, 8);
      }),
    );
  });

  it('gives the same parts wherever the hall stands and however it is turned', () => {
    const places = crowd.map((people) => people.filter(({ x, y }) => built(HALL).holds(x, y)));
    const turn = fc.record({
      angle: fc.double({ min: -3, max: 3, noNaN: true }),
      east: fc.integer({ min: -500_000, max: 500_000 }),
      north: fc.integer({ min: -500_000, max: 500_000 }),
    });
    fc.assert(
      fc.property(places, turn, (people, { angle, east, north }) => {
        fc.pre(people.length > 0 && !tooNear(people));
        const moved = ([x, y]: EastNorth): EastNorth => [
          east + x * Math.cos(angle) - y * Math.sin(angle),
          north + x * Math.sin(angle) + y * Math.cos(angle),
        ];
        const parts = partsOf(
          built(HALL),
          people.map(({ x, y }) => [x, y]),
        );
        const turned = partsOf(
          built(HALL.map((ring) => ring.map(moved))),
          people.map(({ x, y }) => moved([x, y])),
        );
        for (const [index, part] of parts.entries()) {
          expect(turned[index]).toBeCloseTo(part, 4);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether a small error of the turned coordinates could change on which side of a wall somebody stands. */
function tooNear(people: readonly { readonly x: number; readonly y: number }[]): boolean {
  return people.some(
    ({ x, y }, index) =>
      people.some((other, at) => at < index && Math.hypot(x - other.x, y - other.y) < 1e-3) ||
      HALL.some((ring) =>
        ring.some((a, at) => {
          const b = ring[(at + 1) % ring.length] ?? a;
          const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
          const off = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / length;
          return Math.abs(off) < 1e-3;
        }),
      ),
  );
}

function partsOf(area: WalkableArea, people: readonly EastNorth[]): readonly number[] {
  // A box of its own: the crowd's cells, not the area's box, must decide.
  const { cells } = voronoiCells(
    people.map(([x]) => x),
    people.map(([, y]) => y),
    area.box,
  );
  return cells.map((cell, index) => {
    const [x, y] = people[index] ?? [0, 0];
    return sumM2(area.reach(cell, x, y));
  });
}
