import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import { DENSITY_SCALE } from './layers/density-scale.ts';

type Ramped = Exclude<DensityMap['unit'], 'ped/m²'>;

/** Values of this size, in the unit, are drawn at full strength. */
export const FULL_STRENGTH: Readonly<Record<Ramped, number>> = {
  min: 30,
  'ped/m² difference': 2,
  'min difference': 20,
};

/** More and less of a difference, and minutes: none of them a colour of the density's scale. */
export const RUN_MAP_COLOURS = { more: '#f07f2e', less: '#4da3ff', minutes: '#b79cff' } as const;

/** What a run's map is drawn with, as a legend shows it. */
export function runMapScale(
  unit: DensityMap['unit'],
): readonly { readonly says: string; readonly hex: string }[] {
  const { more, less, minutes } = RUN_MAP_COLOURS;
  if (unit === 'ped/m²') return DENSITY_SCALE.map(({ perM2, hex }) => ({ says: `${perM2}`, hex }));
  const full = FULL_STRENGTH[unit];
  if (unit === 'min') return [{ says: `0 … ${full}+`, hex: minutes }];
  return [
    { says: `−${full}`, hex: less },
    { says: `+${full}`, hex: more },
  ];
}
