import { type LiveLayer, lineFeature, pointFeature } from '../live-layer.ts';

/** The layer whose points can be clicked: each stands for an instant. */
export const TRACK_POINT_LAYER = 'track-point';

/** Where the object whose history is on show has been. */
export const track: LiveLayer = {
  source: 'track',
  layers: [
    {
      id: 'track-line',
      type: 'line',
      source: 'track',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#ffd479', 'line-width': 2.2, 'line-opacity': 0.9 },
    },
    {
      id: TRACK_POINT_LAYER,
      type: 'circle',
      source: 'track',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 3,
        'circle-color': '#ffd479',
        'circle-stroke-color': '#0c1116',
        'circle-stroke-width': 1,
      },
    },
  ],
  features: ({ track: points }) => {
    if (!points || points.length === 0) return [];
    const line = points.map(({ lon, lat }) => [lon, lat] as const);
    return [
      ...(line.length > 1 ? [lineFeature(line, {})] : []),
      ...points.map(({ at, lon, lat }) => pointFeature([lon, lat], { at })),
    ];
  },
};
