import { hash53 } from '../../../domain/base/hash.ts';
import { type LiveLayer, pointFeature } from '../live-layer.ts';

/** Agencies are told apart by colour; none of these is a level's colour. */
const AGENCY_COLOURS = ['#7fb2ff', '#b79cff', '#5fd4d4', '#d6a2d8', '#9fb8c9', '#c8c29a'];

/** Units as dots in the colour of their agency, with a ring while busy. */
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
        'circle-color': ['get', 'colour'],
        'circle-stroke-color': ['match', ['get', 'status'], 'busy', '#e8eef4', '#0c1116'],
        'circle-stroke-width': 1.8,
      },
    },
  ],
  features: ({ world }) =>
    Object.values(world.units).map(({ unit, agency, status, lon, lat }) =>
      pointFeature([lon, lat], {
        id: unit,
        status,
        colour: AGENCY_COLOURS[hash53(agency) % AGENCY_COLOURS.length] ?? '#9fb8c9',
      }),
    ),
};
