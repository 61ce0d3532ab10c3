import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineCrossings, type MovedBodies } from './line-crossings.ts';

const GRID = { westM: -20, southM: -20, cols: 40, rows: 40, cellM: 1 };

function moves(...ways: readonly (readonly [number, number, number, number])[]): MovedBodies {
  return {
    count: ways.length,
    xBefore: Float32Array.from(ways, ([east]) => east),
    yBefore: Float32Array.from(ways, ([, north]) => north),
    x: Float32Array.from(ways, ([, , east]) => east),
    y: Float32Array.from(ways, ([, , , north]) => north),
  };
}

test('a body counts where it goes over the line from its left to its right, and nowhere else', () => {
  const crossings = new LineCrossings(GRID);
  // Northwards: west is left.
  const eastwards = crossings.add([0, -3], [0, 3]);
  const westwards = crossings.add([0, 3], [0, -3]);
  const count = (...ways: readonly (readonly [number, number, number, number])[]) => {
    crossings.count(moves(...ways));
    return [crossings.crossed(eastwards), crossings.crossed(westwards)];
  };
  expect(count([-0.5, 0, 0.5, 0])).toEqual([1, 0]);
  expect(count([0.5, 0, -0.5, 0])).toEqual([0, 1]);
  expect(count([-0.5, 0, -0.1, 0])).toEqual([0, 0]);
  // Past the end of the line.
  expect(count([-0.5, 3.5, 0.5, 3.5])).toEqual([0, 0]);
  // Somebody who was not there a second ago has crossed nothing.
  expect(count([Number.NaN, Number.NaN, 0.5, 0])).toEqual([0, 0]);
  expect(count([-0.5, 1, 0.5, 1], [-1, 2, 1, 2], [0.2, 0, -0.2, 0])).toEqual([2, 1]);
});

test('who goes to and fro is counted as often each way, up to where they ended', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: -1.5, max: 1.5, noNaN: true }),
          fc.double({ min: -2, max: 2, noNaN: true }),
        ),
        {
          minLength: 2,
          maxLength: 40,
        },
      ),
      (steps) => {
        const crossings = new LineCrossings(GRID);
        const eastwards = crossings.add([0, -3], [0, 3]);
        const westwards = crossings.add([0, 3], [0, -3]);
        const path = steps.map(([east, north]) => [Math.fround(east), Math.fround(north)] as const);
        let net = 0;
        path.slice(1).forEach(([east, north], index) => {
          const [eastBefore = 0, northBefore = 0] = path[index] ?? [];
          crossings.count(moves([eastBefore, northBefore, east, north]));
          net += crossings.crossed(eastwards) - crossings.crossed(westwards);
        });
        // A body on the line itself belongs to the side it came from.
        const [first = 0] = path[0] ?? [];
        const [last = 0] = path.at(-1) ?? [];
        if (first !== 0 && last !== 0) {
          expect(net).toBe((last > 0 ? 1 : 0) - (first > 0 ? 1 : 0));
        }
      },
    ),
  );
});
