import type { ExpressionSpecification } from 'maplibre-gl';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, lineFeature, pointFeature } from '../live-layer.ts';
import { RUN_MAP_COLOURS } from '../run-map-colours.ts';
import { aroundMark } from './around-mark.ts';

const SOURCE = 'run-marks';

const bySize = (least: number, more: number): ExpressionSpecification => [
  '+',
  least,
  ['*', more, ['get', 'strength']],
];

/** Figures of a run over the map: the greater, the larger; in a colour that is no level's. */
export const runMarks: LiveLayer = {
  source: SOURCE,
  layers: [
    {
      id: 'run-mark-line',
      type: 'line',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': RUN_MAP_COLOURS.minutes, 'line-width': bySize(2, 8) },
    },
    {
      id: 'run-mark-size',
      type: 'circle',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': RUN_MAP_COLOURS.minutes,
        'circle-opacity': 0.55,
        'circle-radius': bySize(4, 16),
        'circle-stroke-color': '#0c1116',
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'run-mark-text',
      type: 'symbol',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        // Where there is no room for all, the greatest are read.
        'symbol-sort-key': ['-', 0, ['get', 'strength']],
        'text-field': ['get', 'text'],
        'text-font': MAP_FONT,
        'text-size': 14,
        'text-variable-anchor-offset': ['center', [0, 0], ...aroundMark(0.9)],
        'text-justify': 'auto',
        'text-padding': 2,
      },
      paint: { 'text-color': '#ffffff', 'text-halo-color': '#0c1116', 'text-halo-width': 2 },
    },
  ],
  features: ({ runMarks: marks }) =>
    (marks ?? []).flatMap(({ at, line, text, strength }) => [
      ...(line ? [lineFeature(line, { strength })] : []),
      pointFeature(at, { text, strength }),
    ]),
};
