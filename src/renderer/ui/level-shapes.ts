import type { LevelState } from '../../domain/alert/ladder.ts';

export type ShownLevel = LevelState['level'];

/** Level marks differ in shape and colour; paths in a box of 16 by 16. */
export const LEVEL_SHAPES: Readonly<Record<ShownLevel, string>> = {
  green: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z',
  yellow: 'M8 1.5L15 14H1Z',
  orange: 'M8 0.8L15.2 8L8 15.2L0.8 8Z',
  red: 'M5.1 1H10.9L15 5.1V10.9L10.9 15H5.1L1 10.9V5.1Z',
  unknown: 'M2 2H14V14H2Z',
};

/** The hatching of the unknown level's square. */
export const UNKNOWN_HATCH = 'M2 8L8 2M2 14L14 2M8 14L14 8';

/** The tokens' colours, for what is drawn on a canvas. */
export const LEVEL_COLOURS: Readonly<Record<ShownLevel, string>> = {
  green: '#3fbf7f',
  yellow: '#f2c14e',
  orange: '#f07f2e',
  red: '#ff3b4e',
  unknown: '#8b99a8',
};

/** Rising order of attention; unknown comes before green, because it may be anything. */
export const LEVEL_RANK: Readonly<Record<ShownLevel, number>> = {
  red: 4,
  orange: 3,
  yellow: 2,
  unknown: 1,
  green: 0,
};
