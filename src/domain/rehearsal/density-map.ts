import type { Grid } from '../geo/grid.ts';

/**
 * One code a cell of a raster in local metres, row by row from the south-west: value = code × `step` in `unit`.
 * Code 255 stands for everything from 255 × step on; cells where nobody can walk are 0.
 */
export interface DensityMap {
  readonly grid: Grid;
  readonly unit: 'ped/m²' | 'min' | 'ped/m² difference' | 'min difference';
  readonly step: number;
  /** Of codes that stand for zero at this code: 0, or 128 in a map of differences. */
  readonly zero: 0 | 128;
  /** The codes, one byte each, in base64. */
  readonly codes: string;
}
