import type { EastNorth } from '../base/quantity.ts';

/** A raster in local metres: row 0 is the southern row, column 0 the western one. */
export interface Grid {
  readonly westM: number;
  readonly southM: number;
  readonly cols: number;
  readonly rows: number;
  readonly cellM: number;
}

/** The index of the cell that holds the position, or -1 outside the grid. */
export function cellAt(grid: Grid, [east, north]: EastNorth): number {
  const col = Math.floor((east - grid.westM) / grid.cellM);
  const row = Math.floor((north - grid.southM) / grid.cellM);
  if (col < 0 || row < 0 || col >= grid.cols || row >= grid.rows) return -1;
  return row * grid.cols + col;
}

/** The centre of a cell in local metres. */
export function cellCentre(grid: Grid, cell: number): EastNorth {
  const col = cell % grid.cols;
  const row = (cell - col) / grid.cols;
  return [grid.westM + (col + 0.5) * grid.cellM, grid.southM + (row + 0.5) * grid.cellM];
}
