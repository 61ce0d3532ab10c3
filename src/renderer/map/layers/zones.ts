import type { Feature } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { RingName } from '../../../domain/site/site.ts';
import { placeLevel } from '../../state/judgement.ts';
import { LEVEL_COLOURS, type ShownLevel } from '../../ui/level-shapes.ts';
import { type LiveLayer, polygonFeature } from '../live-layer.ts';

const DASHES: Readonly<Record<RingName, readonly number[] | undefined>> = {
  core: undefined,
  control: [5, 2.5],
  diversion: [0.6, 2],
};

/** Outlines of leaf zones: core solid, control dashed, diversion dotted; coloured by level. */
export const zoneOutlines: LiveLayer = {
  source: 'zones',
  switch: 'zones',
  layers: (Object.keys(DASHES) as RingName[]).map(outlineLayer),
  features: (state) =>
    state.facts.ground.leaves.flatMap((zone, index): Feature[] => {
      if (!zone.polygon) return [];
      const level = placeLevel(state.world, state.now, { kind: 'zone', id: zone.id, index });
      return [polygonFeature(zone.polygon, { ring: zone.ring, ...outline(level) })];
    }),
};

/** Outlines of hot-spots, thin and always solid. */
export const hotSpotOutlines: LiveLayer = {
  source: 'hot-spots',
  switch: 'zones',
  layers: [
    {
      id: 'hot-spot-fill',
      type: 'fill',
      source: 'hot-spots',
      paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.08 },
    },
    {
      id: 'hot-spot-line',
      type: 'line',
      source: 'hot-spots',
      paint: { 'line-color': ['get', 'colour'], 'line-width': 1.4 },
    },
  ],
  features: (state) =>
    state.facts.site.hotSpots.map(({ id, polygon }, index) => {
      const level = placeLevel(state.world, state.now, { kind: 'hotSpot', id, index });
      return polygonFeature(polygon, outline(level));
    }),
};

function outline(level: ShownLevel) {
  const calm = level === 'green' || level === 'unknown';
  return { colour: calm ? '#8496a8' : LEVEL_COLOURS[level], widthPx: calm ? 1.4 : 2.6 };
}

function outlineLayer(ring: RingName): LayerSpecification {
  const dash = DASHES[ring];
  return {
    id: `zone-${ring}`,
    type: 'line',
    source: 'zones',
    filter: ['==', ['get', 'ring'], ring],
    layout: { 'line-join': 'round', ...(ring === 'diversion' ? { 'line-cap': 'round' } : {}) },
    paint: {
      'line-color': ['get', 'colour'],
      'line-width': ['get', 'widthPx'],
      ...(dash ? { 'line-dasharray': [...dash] } : {}),
    },
  };
}
