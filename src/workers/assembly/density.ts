/**
 * Gaussian density: each person is spread over 7 × 7 cells by the product of two rows of a table of weights.
 * Its specification, bit for bit, is src/workers/kernels/density-scatter/scatter-twin.ts.
 */

/** Clears the raster, then adds `count` people at x, y (metres from the raster's south-west corner). */
export function scatter(
  x: usize,
  y: usize,
  count: i32,
  table: usize,
  raster: usize,
  cols: i32,
  rows: i32,
  perCell: f32,
): void {
  memory.fill(raster, 0, (<usize>cols * <usize>rows) << 2);
  const stride = (<usize>cols) << 2;
  const end = (<usize>count) << 2;
  for (let i: usize = 0; i < end; i += 4) {
    const u: f32 = load<f32>(x + i) * perCell;
    const v: f32 = load<f32>(y + i) * perCell;
    const col = <i32>u;
    const row = <i32>v;
    const across = table + ((<usize>(<i32>((u - <f32>col) * <f32>64))) << 5);
    const up = table + ((<usize>(<i32>((v - <f32>row) * <f32>64))) << 5);
    const west = v128.load(across);
    const east = v128.load(across, 16);
    let at = raster + ((<usize>((row - 3) * cols + col - 3)) << 2);
    for (let k: usize = 0; k < 28; k += 4) {
      const weight = v128.load32_splat(up + k);
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(weight, west)));
      v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(weight, east)), 16);
      at += stride;
    }
  }
}
