import { OFFSETS, ROW, TAPS } from './weights.ts';

const f = Math.fround;

/** A raster and the people on it, in metres from its south-west corner. */
export interface ScatterInput {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly count: number;
  readonly table: Float32Array;
  readonly raster: Float32Array;
  readonly cols: number;
  readonly perCell: number;
}

/** The readable specification of `scatter` in the density kernel, bit for bit. */
export function scatterTwin({ x, y, count, table, raster, cols, perCell }: ScatterInput): void {
  raster.fill(0);
  const scale = f(perCell);
  for (let index = 0; index < count; index++) {
    const u = f((x[index] as number) * scale);
    const v = f((y[index] as number) * scale);
    const col = u | 0;
    const row = v | 0;
    const across = ROW * (f(f(u - f(col)) * f(OFFSETS)) | 0);
    const up = ROW * (f(f(v - f(row)) * f(OFFSETS)) | 0);
    for (let k = 0; k < TAPS; k++) {
      const weight = table[up + k] as number;
      const first = (row - 3 + k) * cols + col - 3;
      for (let tap = 0; tap < TAPS; tap++) {
        const cell = first + tap;
        raster[cell] = f((raster[cell] as number) + f(weight * (table[across + tap] as number)));
      }
    }
  }
}
