import { type DensityFrame, NEVER_SUPPORTED } from '../../../domain/crowd/density-frame.ts';
import { SURFACES } from '../../../domain/crowd/surface.ts';
import type { Ground } from '../../../domain/site/ground.ts';

/** The raster as the shader reads it: two bytes a cell, density code and age code, south row first. */
export interface DensityTexels {
  /** Texels in a row: the grid's columns, rounded up to a multiple of four bytes. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** In both bytes: nobody can walk there. A cell without support has the age code alone. */
const UNWALKABLE = 255;

/** Texels of a site on which nothing is known yet. */
export function emptyTexels({ grid, gridCell }: Ground): DensityTexels {
  const width = Math.ceil(grid.cols / 2) * 2;
  const bytes = new Uint8Array(width * grid.rows * 2).fill(UNWALKABLE);
  const texels = { width, height: grid.rows, bytes };
  for (const cell of gridCell) {
    const at = texelOf(cell, grid.cols, width);
    bytes[at] = 0;
    bytes[at + 1] = NEVER_SUPPORTED;
  }
  return texels;
}

/** Scatters a frame from walk-index order to the raster, in place. */
export function scatterFrame(frame: DensityFrame, ground: Ground, texels: DensityTexels): void {
  const { gridCell, grid } = ground;
  const { bytes, width } = texels;
  const count = Math.min(gridCell.length, frame.density.length);
  for (let walk = 0; walk < count; walk++) {
    const at = texelOf(gridCell[walk] ?? 0, grid.cols, width);
    const age = frame.age[walk] ?? NEVER_SUPPORTED;
    bytes[at] = age === NEVER_SUPPORTED ? 0 : (frame.density[walk] ?? 0);
    bytes[at + 1] = age;
  }
}

/** A texel of a byte a cell for what never changes: its surface. */
export interface SurfaceTexels {
  /** Texels in a row: the grid's columns, rounded up to a multiple of four bytes. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** The surface of every cell as 1 + its place in SURFACES; 0 where nobody can walk. */
export function surfaceTexels({ grid, gridCell, surfaceOfCell }: Ground): SurfaceTexels {
  const width = Math.ceil(grid.cols / 4) * 4;
  const bytes = new Uint8Array(width * grid.rows);
  gridCell.forEach((cell, walk) => {
    const col = cell % grid.cols;
    const surface = Math.min(SURFACES.length - 1, surfaceOfCell[walk] ?? 0);
    bytes[((cell - col) / grid.cols) * width + col] = 1 + surface;
  });
  return { width, height: grid.rows, bytes };
}

function texelOf(cell: number, cols: number, width: number): number {
  const col = cell % cols;
  const row = (cell - col) / cols;
  return (row * width + col) * 2;
}
