import { thousandths } from '../../../domain/base/thousandths.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import type { NightPeople } from '../night/agent-night.ts';
import { cutoffRing } from '../tracks/area-measures.ts';
import {
  type Box,
  boxesMeet,
  boxOfRing,
  commonRing,
  ringAreaM2,
  ringOfBox,
} from '../tracks/convex-ring.ts';
import { voronoiCells } from '../tracks/voronoi-cells.ts';

/** Half the edge of the square that is measured. */
const SQUARE_HALF_M = 1;
/** People further from its middle change nothing: cells end 1 m from their person, and reach no further. */
const WINDOW_HALF_M = 4;
const CUTOFF_M = 1;
/** Where the Gaussian density is below this there is no crowd to measure. */
const LEAST_PER_M2 = 1;

/**
 * Voronoi density in ped/m² (Steffen and Seyfried 2010) of the 2 × 2 m round each zone's densest raster cell; 0 where
 * the raster is below 1 ped/m².
 */
export function voronoiMaxima(
  people: NightPeople,
  raster: Float32Array,
  grid: Grid,
  densest: Int32Array,
): readonly number[] {
  const windows = [...densest].map((cell) => {
    if (cell < 0 || (raster[cell] ?? 0) < LEAST_PER_M2) return undefined;
    const col = cell % grid.cols;
    return {
      east: grid.westM + (col + 0.5) * grid.cellM,
      north: grid.southM + ((cell - col) / grid.cols + 0.5) * grid.cellM,
      xs: [] as number[],
      ys: [] as number[],
    };
  });
  const used = windows.filter((window) => window !== undefined);
  const { count, x, y } = people;
  for (let k = 0; k < count; k++) {
    const east = x[k] as number;
    const north = y[k] as number;
    for (const window of used) {
      if (Math.abs(east - window.east) > WINDOW_HALF_M) continue;
      if (Math.abs(north - window.north) > WINDOW_HALF_M) continue;
      window.xs.push(east);
      window.ys.push(north);
    }
  }
  return windows.map((window) => {
    if (window === undefined) return 0;
    const { east, north, xs, ys } = window;
    return squareDensity(
      xs,
      ys,
      around(east, north, WINDOW_HALF_M),
      around(east, north, SQUARE_HALF_M),
    );
  });
}

function squareDensity(
  xs: readonly number[],
  ys: readonly number[],
  window: Box,
  square: Box,
): number {
  const { cells } = voronoiCells(xs, ys, window);
  const ring = ringOfBox(square);
  let people = 0;
  cells.forEach((cell, index) => {
    const near = commonRing(cell, cutoffRing(xs[index] ?? 0, ys[index] ?? 0, CUTOFF_M));
    if (near.length === 0 || !boxesMeet(boxOfRing(near), square)) return;
    const wholeM2 = ringAreaM2(near);
    if (wholeM2 > 0) people += ringAreaM2(commonRing(near, ring)) / wholeM2;
  });
  const edgeM = 2 * SQUARE_HALF_M;
  return thousandths(people / (edgeM * edgeM));
}

function around(east: number, north: number, halfM: number): Box {
  return { leftM: east - halfM, lowM: north - halfM, rightM: east + halfM, highM: north + halfM };
}
