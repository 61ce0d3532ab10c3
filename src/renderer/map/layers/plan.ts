import type { Feature } from 'geojson';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, type MapState, pointFeature } from '../live-layer.ts';

/** Gates and posts come onto the map from this zoom: the whole site has dozens. */
export const PLAN_ZOOM = 16.3;
const NAME_ZOOM = 17;

/** What the plan puts on the ground: gates of the site and posts of its forces, drawn quietly. */
export const plan: LiveLayer = {
  source: 'plan',
  switch: 'plan',
  layers: [
    {
      id: 'plan-mark',
      type: 'symbol',
      source: 'plan',
      minzoom: PLAN_ZOOM,
      layout: {
        'icon-image': ['get', 'mark'],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', NAME_ZOOM, ['get', 'name']],
        'text-font': MAP_FONT,
        'text-size': 12,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.8,
        'text-justify': 'auto',
        'text-optional': true,
      },
      paint: {
        'icon-opacity': 0.85,
        'text-color': '#a9b6c3',
        'text-halo-color': '#0c1116',
        'text-halo-width': 1.6,
      },
    },
  ],
  features: ({ facts, language }: MapState): readonly Feature[] => [
    ...facts.site.gates.map(({ id, name, position, kind }) =>
      pointFeature(position, { id, name: name[language], mark: `entrance-${kind}` }),
    ),
    ...facts.site.posts.map(({ id, name, position, raised }) =>
      pointFeature(position, { id, name: name[language], mark: raised ? 'post-raised' : 'post' }),
    ),
  ],
};
