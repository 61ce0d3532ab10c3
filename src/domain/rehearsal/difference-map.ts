import { fromBase64, toBase64 } from '../base/base64.ts';
import type { DensityMap } from './density-map.ts';

const ZERO = 128;

/**
 * The mean of the second maps less that of the first, cell by cell. Codes are around 128, so wide steps that the
 * greatest difference fits. Undefined where a map is missing or of another raster.
 */
export function differenceMap(
  first: readonly (DensityMap | undefined)[],
  second: readonly (DensityMap | undefined)[],
): DensityMap | undefined {
  const [model] = first;
  const a = meanOf(first, model);
  const b = meanOf(second, model);
  if (model === undefined || a === undefined || b === undefined) return undefined;
  const differences = a.map((value, cell) => (b[cell] ?? 0) - value);
  const most = differences.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  const step = most > 0 ? most / (ZERO - 1) : model.step;
  const codes = Uint8Array.from(differences, (value) => ZERO + Math.round(value / step));
  return {
    grid: model.grid,
    unit: model.unit === 'min' ? 'min difference' : 'ped/m² difference',
    step,
    zero: ZERO,
    codes: toBase64(codes),
  };
}

/** The values of a map's cells in its unit; undefined where its text is none or of another size. */
export function mapValues({ grid, codes, step, zero }: DensityMap): Float64Array | undefined {
  const bytes = fromBase64(codes);
  if (bytes?.length !== grid.cols * grid.rows) return undefined;
  return Float64Array.from(bytes, (code) => (code - zero) * step);
}

function meanOf(
  maps: readonly (DensityMap | undefined)[],
  model: DensityMap | undefined,
): Float64Array | undefined {
  if (model === undefined) return undefined;
  const sum = new Float64Array(model.grid.cols * model.grid.rows);
  for (const map of maps) {
    if (map === undefined || JSON.stringify(map.grid) !== JSON.stringify(model.grid))
      return undefined;
    const values = mapValues(map);
    if (values === undefined) return undefined;
    for (let cell = 0; cell < sum.length; cell++) {
      sum[cell] = (sum[cell] ?? 0) + (values[cell] ?? 0) / maps.length;
    }
  }
  return maps.length > 0 ? sum : undefined;
}
