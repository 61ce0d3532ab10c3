import {
  AGE_STEP_S,
  DENSITY_STEP_PER_M2,
  type DensityFrame,
} from '../../domain/crowd/density-frame.ts';
import type { Ground } from '../../domain/site/ground.ts';
import { palettePng, type Rgba } from './png.ts';

/** ped/m² and colour of the fixed scale, the same as on the seats. */
export const DENSITY_SCALE: readonly (readonly [perM2: number, colour: string])[] = [
  [0.3, '#12506b'],
  [0.7, '#1c7f8c'],
  [1.1, '#3aa981'],
  [1.8, '#a9c34a'],
  [2.5, '#f2c14e'],
  [3.5, '#f07f2e'],
  [4.5, '#ff3b4e'],
  [6, '#ff6ad5'],
  [7, '#fff0ff'],
];

/** Fewer people than this are not coloured. */
const TRANSPARENT_BELOW_PER_M2 = 0.2;
/** Cells without any observation for this long are grey, never coloured. */
const NO_DATA_AFTER_S = 600;
const NO_DATA = 255;
const NOT_WALKABLE = 254;
const DENSEST = 253;

/** A raster as a PNG of one pixel a cell, north at the top. */
export function densityImage(
  { grid, gridCell, cellCount }: Pick<Ground, 'grid' | 'gridCell' | 'cellCount'>,
  frame: DensityFrame,
): Buffer {
  const { cols, rows } = grid;
  const pixels = new Uint8Array(cols * rows).fill(NOT_WALKABLE);
  const oldest = NO_DATA_AFTER_S / AGE_STEP_S;
  for (let walk = 0; walk < cellCount; walk++) {
    const cell = gridCell[walk] ?? 0;
    const col = cell % cols;
    const row = rows - 1 - (cell - col) / cols;
    const isOld = (frame.age[walk] ?? NO_DATA) > oldest;
    pixels[row * cols + col] = isOld ? NO_DATA : Math.min(DENSEST, frame.density[walk] ?? 0);
  }
  return palettePng(cols, rows, pixels, palette());
}

function palette(): readonly Rgba[] {
  return Array.from({ length: 256 }, (_, code): Rgba => {
    if (code === NO_DATA) return [150, 150, 150, 120];
    if (code === NOT_WALKABLE) return [0, 0, 0, 0];
    const perM2 = code * DENSITY_STEP_PER_M2;
    if (perM2 < TRANSPARENT_BELOW_PER_M2) return [0, 0, 0, 0];
    return [...colourOf(perM2), 225] as const;
  });
}

/** Straight between the colours of the scale. */
function colourOf(perM2: number): readonly [number, number, number] {
  const above = DENSITY_SCALE.findIndex(([value]) => value >= perM2);
  const high = DENSITY_SCALE[above < 0 ? DENSITY_SCALE.length - 1 : above];
  const low = DENSITY_SCALE[above < 0 ? DENSITY_SCALE.length - 1 : Math.max(0, above - 1)];
  if (!high || !low) return [0, 0, 0];
  const width = high[0] - low[0];
  const share = width === 0 ? 1 : (perM2 - low[0]) / width;
  const [a, b] = [rgb(low[1]), rgb(high[1])];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
  return [mix(0), mix(1), mix(2)];
}

function rgb(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}
