import { DEFAULT_LADDER } from '../../../domain/alert/ladder.ts';

const [YELLOW, ORANGE, RED] = DEFAULT_LADDER.densityPerM2.walkway;

/** A colour of the density scale: ped/m² and red, green, blue of 0 … 255. */
export interface DensityStop {
  readonly perM2: number;
  readonly hex: string;
}

/**
 * The fixed scale: the same density has the same colour at every zoom and hour. Luminance rises to the threshold of
 * yellow and never falls above that of red; the hue turns at each threshold, so that it reads without full colour vision.
 */
export const DENSITY_SCALE: readonly DensityStop[] = [
  { perM2: 0.3, hex: '#12506b' },
  { perM2: 0.7, hex: '#1c7f8c' },
  { perM2: 1.1, hex: '#3aa981' },
  { perM2: 1.8, hex: '#a9c34a' },
  { perM2: YELLOW, hex: '#f2c14e' },
  { perM2: ORANGE, hex: '#f07f2e' },
  { perM2: RED, hex: '#ff3b4e' },
  { perM2: 6, hex: '#ff6ad5' },
  { perM2: 7, hex: '#fff0ff' },
];

/** Below this nothing is painted. */
export const VISIBLE_FROM_PER_M2 = 0.2;

/** Cells whose support is older are hatched. */
export const STALE_AFTER_S = DEFAULT_LADDER.staleAfterS;
/** Cells whose support is older, or that never had any, are hatched grey and never coloured. */
export const VOID_AFTER_S = 600;

/** Red, green, blue of 0 … 1. */
export function rgbOf(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
