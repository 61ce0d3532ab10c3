import { hash53 } from '../../../domain/base/hash.ts';
import { MINUTE, type Millis } from '../../../domain/base/quantity.ts';
import { type LiveLayer, pointFeature } from '../live-layer.ts';

/** Agencies are told apart by colour; none of these is a level's colour. */
const AGENCY_COLOURS = ['#7fb2ff', '#b79cff', '#5fd4d4', '#d6a2d8', '#9fb8c9', '#c8c29a'];

/** Positions older than this are dimmed: two people walk 300 m in that time. */
export const UNIT_OLD_AFTER_MS: Millis = 5 * MINUTE;

/** Units as dots in the colour of their agency: bright ring while busy, hollow where the status is unknown. */
export const units: LiveLayer = {
  source: 'units',
  switch: 'units',
  layers: [
    {
      id: 'unit',
      type: 'circle',
      source: 'units',
      paint: {
        'circle-radius': 4,
        'circle-color': ['match', ['get', 'status'], 'unknown', '#0c1116', ['get', 'colour']],
        'circle-stroke-color': [
          'match',
          ['get', 'status'],
          'busy',
          '#e8eef4',
          'unknown',
          ['get', 'colour'],
          '#0c1116',
        ],
        'circle-stroke-width': 1.8,
        'circle-opacity': ['case', ['get', 'old'], 0.45, 1],
        'circle-stroke-opacity': ['case', ['get', 'old'], 0.45, 1],
      },
    },
  ],
  features: ({ world, now }) =>
    Object.values(world.units).map(({ unit, agency, status, lon, lat, observedAt }) =>
      pointFeature([lon, lat], {
        id: unit,
        status,
        old: now - observedAt > UNIT_OLD_AFTER_MS,
        colour: AGENCY_COLOURS[hash53(agency) % AGENCY_COLOURS.length] ?? '#9fb8c9',
      }),
    ),
};
