import type { Feature } from 'geojson';
import {
  type LiveLayer,
  lineFeature,
  type MapState,
  pointFeature,
  polygonFeature,
} from '../live-layer.ts';
import { targetAt } from '../pick.ts';

/** What is chosen: a bright outline or ring over everything. */
export const selection: LiveLayer = {
  source: 'selection',
  layers: [
    {
      id: 'selection-outline',
      type: 'line',
      source: 'selection',
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 3.2 },
    },
    {
      id: 'selection-ring',
      type: 'circle',
      source: 'selection',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 16,
        'circle-opacity': 0,
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 2.5,
      },
    },
  ],
  features: (state) => selected(state),
};

function selected({ facts, world, selection: target }: MapState): Feature[] {
  if (!target) return [];
  const place = facts.zones.get(target.id) ?? facts.hotSpots.get(target.id);
  if (target.kind === 'zone' || target.kind === 'hotSpot') {
    return place?.polygon ? [polygonFeature(place.polygon, {})] : [];
  }
  const sensor = target.kind === 'sensor' ? facts.sensors.get(target.id) : undefined;
  if (sensor && sensor.kind !== 'lineCounter') return [polygonFeature(sensor.polygon, {})];
  const at = targetAt(facts, world, target);
  const ring = at ? [pointFeature(at, {})] : [];
  return sensor ? [lineFeature(sensor.line, {}), ...ring] : ring;
}
