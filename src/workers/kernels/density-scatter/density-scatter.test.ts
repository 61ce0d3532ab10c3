import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DensityScatter, densityGrid } from './density-scatter.ts';

const ground = { westM: 0, southM: 0, cols: 200, rows: 120, cellM: 0.5 };

function crowd(count: number, place: (k: number) => number) {
  const x = Float32Array.from({ length: count }, (_, k) => 4 + 99.9 * place(2 * k));
  const y = Float32Array.from({ length: count }, (_, k) => 4 + 59.9 * place(2 * k + 1));
  return { x, y };
}

test('nobody is lost: the raster sums to the people within 1e-6', () => {
  const scatter = new DensityScatter(densityGrid(ground, 1));
  const { x, y } = crowd(20_000, (k) => ((k * 0.618033988749895) % 1) ** 1.5);
  const raster = scatter.scatter(x, y, 20_000);
  const people = raster.reduce((sum, density) => sum + density, 0);
  expect(Math.abs(people / 20_000 - 1)).toBeLessThan(1e-6);
});

test('the kernel gives the bytes of its specification', () => {
  const scatter = new DensityScatter(densityGrid(ground, 1));
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 0.999, noNaN: true }),
          fc.double({ min: 0, max: 0.999, noNaN: true }),
        ),
        {
          maxLength: 200,
        },
      ),
      (places) => {
        const { x, y } = crowd(places.length, (k) => places[k >> 1]?.[k % 2 === 0 ? 0 : 1] ?? 0);
        const kernel = scatter.scatter(x, y, places.length);
        const twin = scatter.scatterByTwin(x, y, places.length);
        expect(kernel).toEqual(twin);
      },
    ),
    { numRuns: 50 },
  );
});

test('it is the Gaussian of Helbing 2007 around one person', () => {
  const scatter = new DensityScatter(densityGrid(ground, 0.5));
  const x = Float32Array.of(50.13);
  const y = Float32Array.of(30.41);
  const raster = scatter.scatter(x, y, 1);
  const { cols } = scatter.grid;
  for (let row = 58; row < 64; row++) {
    for (let col = 98; col < 104; col++) {
      const squared = ((col + 0.5) / 2 - 50.13) ** 2 + ((row + 0.5) / 2 - 30.41) ** 2;
      const exact = Math.exp(-squared) / Math.PI;
      // Seven taps of half a metre cut the kernel at 1.75 m, and what they cut is put on the rest.
      expect(raster[row * cols + col]).toBeGreaterThan(0.93 * exact);
      expect(raster[row * cols + col]).toBeLessThan(1.07 * exact);
    }
  }
});
