import type { Grid } from '../../../domain/geo/grid.ts';
import { kernelModule, MAXIMUM_PAGES } from '../kernel-module.ts';
import { scatterTwin } from './scatter-twin.ts';
import { gaussianWeights } from './weights.ts';

/** Cells around the ground that the raster must have, so that nobody's kernel ends outside. */
const MARGIN = 4;

interface DensityExports {
  scatter(
    x: number,
    y: number,
    count: number,
    table: number,
    raster: number,
    cols: number,
    rows: number,
    perCell: number,
  ): void;
}

/** A grid around the same ground with room for the kernel's ends: the one of the scattered raster. */
export function densityGrid(
  ground: Omit<Grid, 'cellM'> & { readonly cellM: number },
  cellM: number,
): Grid {
  const wideM = ground.cols * ground.cellM;
  const highM = ground.rows * ground.cellM;
  return {
    westM: ground.westM - MARGIN * cellM,
    southM: ground.southM - MARGIN * cellM,
    cols: 4 * Math.ceil((Math.ceil(wideM / cellM) + 2 * MARGIN) / 4),
    rows: Math.ceil(highM / cellM) + 2 * MARGIN,
    cellM,
  };
}

/**
 * People's density by Gaussian kernels on a grid of `densityGrid`, in ped/m²: the sum over cells × cell area is the
 * number of people within 1e-6. The memory is kept from call to call.
 */
export class DensityScatter {
  readonly grid: Grid;
  readonly #table: Float32Array;
  readonly #memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
  readonly #exports: DensityExports;

  constructor(grid: Grid) {
    this.grid = grid;
    this.#table = gaussianWeights(grid.cellM);
    const instance = new WebAssembly.Instance(kernelModule('density'), {
      env: { memory: this.#memory },
    });
    this.#exports = instance.exports as unknown as DensityExports;
  }

  /**
   * The raster of people at x, y (metres from the grid’s corner, within its margin); a view that the next call
   * overwrites.
   */
  scatter(x: Float32Array, y: Float32Array, count: number): Float32Array {
    const { cols, rows, cellM } = this.grid;
    const align = (bytes: number) => (bytes + 63) & ~63;
    const table = 64;
    const raster = align(table + this.#table.byteLength);
    const xs = align(raster + 4 * cols * rows + 32);
    const ys = align(xs + 4 * count);
    this.#reserve(ys + 4 * count + 64);
    const { buffer } = this.#memory;
    new Float32Array(buffer, table, this.#table.length).set(this.#table);
    new Float32Array(buffer, xs, count).set(x.subarray(0, count));
    new Float32Array(buffer, ys, count).set(y.subarray(0, count));
    this.#exports.scatter(xs, ys, count, table, raster, cols, rows, Math.fround(1 / cellM));
    return new Float32Array(buffer, raster, cols * rows);
  }

  /** The same bytes by the specification in TypeScript. */
  scatterByTwin(x: Float32Array, y: Float32Array, count: number): Float32Array {
    const { cols, rows, cellM } = this.grid;
    const raster = new Float32Array(cols * rows);
    scatterTwin({ x, y, count, table: this.#table, raster, cols, perCell: 1 / cellM });
    return raster;
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / 65536));
  }
}
