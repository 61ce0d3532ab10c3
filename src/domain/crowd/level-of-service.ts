import type { Surface } from './surface.ts';

/** Fruin's levels of service (服务水平), from free to jammed. */
export const LEVELS_OF_SERVICE = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type LevelOfService = (typeof LEVELS_OF_SERVICE)[number];

/**
 * Upper density limit in ped/m² of levels A-E by surface (Fruin 1971; walkway and queue read in the primary text,
 * stairs commonly quoted). Data, so that an event may carry its own table.
 */
export interface LevelOfServiceTable {
  readonly upperPerM2: Readonly<Record<Surface, readonly [number, number, number, number, number]>>;
}

/** The table that every event uses. */
export const FRUIN: LevelOfServiceTable = {
  upperPerM2: {
    walkway: [0.31, 0.43, 0.72, 1.08, 2.15],
    stairs: [0.54, 0.72, 1.08, 1.54, 2.69],
    queue: [0.83, 1.08, 1.54, 3.59, 5.38],
  },
};

/** The level of service at a density in ped/m² on a surface; the upper limit belongs to the level. */
export function levelOfService(
  densityPerM2: number,
  surface: Surface,
  table: LevelOfServiceTable = FRUIN,
): LevelOfService {
  const limits = table.upperPerM2[surface];
  const index = limits.findIndex((upper) => densityPerM2 <= upper);
  return LEVELS_OF_SERVICE[index < 0 ? 5 : index] ?? 'F';
}
