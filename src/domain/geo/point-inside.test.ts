import { expect, it } from 'vitest';
import { pointInside } from './point-inside.ts';
import { contains, type LocalPolygon } from './polygon.ts';

it.each<[string, LocalPolygon]>([
  [
    'a square',
    [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ],
    ],
  ],
  [
    'a horseshoe, whose middle is outside',
    [
      [
        [0, 0],
        [30, 0],
        [30, 30],
        [20, 30],
        [20, 5],
        [10, 5],
        [10, 30],
        [0, 30],
      ],
    ],
  ],
  [
    'a square with a hole in its middle',
    [
      [
        [0, 0],
        [30, 0],
        [30, 30],
        [0, 30],
      ],
      [
        [10, 10],
        [20, 10],
        [20, 20],
        [10, 20],
      ],
    ],
  ],
  [
    'a triangle',
    [
      [
        [0, 0],
        [4, 100],
        [8, 0],
      ],
    ],
  ],
])('lies inside %s', (_what, polygon) => {
  expect(contains(polygon, pointInside(polygon))).toBe(true);
});
