import type { Feature } from 'geojson';
import { formatOf } from '../../i18n/format.ts';
import { MAP_FONT } from '../base-style.ts';
import {
  type LiveLayer,
  lineFeature,
  type MapState,
  pointFeature,
  polygonFeature,
} from '../live-layer.ts';
import { measuredLengthM } from '../tools/measure.ts';

const COLOUR = '#ffffff';

/** What is being measured: its points, its legs with their metres, its area once closed. */
export const measure: LiveLayer = {
  source: 'measure',
  layers: [
    {
      id: 'measure-area',
      type: 'fill',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': COLOUR, 'fill-opacity': 0.1 },
    },
    {
      id: 'measure-line',
      type: 'line',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': COLOUR, 'line-width': 2, 'line-dasharray': [3, 1.5] },
    },
    {
      id: 'measure-point',
      type: 'circle',
      source: 'measure',
      filter: ['has', 'corner'],
      paint: {
        'circle-radius': ['case', ['get', 'corner'], 6, 4],
        'circle-color': '#0c1116',
        'circle-stroke-color': COLOUR,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'measure-length',
      type: 'symbol',
      source: 'measure',
      filter: ['has', 'length'],
      layout: {
        'text-field': ['get', 'length'],
        'text-font': MAP_FONT,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': COLOUR, 'text-halo-color': '#0c1116', 'text-halo-width': 2 },
    },
  ],
  features: (state) => measured(state),
};

function measured({ facts, language, measuring }: MapState): readonly Feature[] {
  if (!measuring) return [];
  const { points, closed } = measuring;
  const format = formatOf(language, facts.site.timeZone);
  const [first] = points;
  const way = closed && first ? [...points, first] : points;
  const legs = way.slice(1).map((to, index): Feature => {
    const from = way[index] ?? to;
    const lengthM = measuredLengthM(facts, { points: [from, to], closed: false });
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
    return pointFeature(middle, { length: `${format.count(lengthM)} m` });
  });
  return [
    ...(closed ? [polygonFeature([points], {})] : []),
    ...(way.length > 1 ? [lineFeature(way, {})] : []),
    // The first is larger: a click on it closes the area.
    ...points.map((at, index) => pointFeature(at, { corner: index === 0 })),
    ...legs,
  ];
}
