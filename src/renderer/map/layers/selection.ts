import type { Feature } from 'geojson';
import { type LiveLayer, type MapState, pointFeature, polygonFeature } from '../live-layer.ts';

/** What is chosen: a bright outline or ring over everything. */
export const selection: LiveLayer = {
  source: 'selection',
  layers: [
    {
      id: 'selection-outline',
      type: 'line',
      source: 'selection',
      filter: ['==', ['geometry-type'], 'Polygon'],
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
  if (target.kind === 'checkpoint') {
    const checkpoint = facts.checkpoints.get(target.id);
    return checkpoint ? [pointFeature(checkpoint.position, {})] : [];
  }
  if (target.kind === 'drone') {
    const report = world.drones[target.id]?.report;
    return report ? [pointFeature([report.lon, report.lat], {})] : [];
  }
  if (target.kind === 'mark') {
    const mark = world.marks[target.id];
    return mark ? [pointFeature([mark.lon, mark.lat], {})] : [];
  }
  const place = facts.zones.get(target.id) ?? facts.hotSpots.get(target.id);
  return place?.polygon ? [polygonFeature(place.polygon, {})] : [];
}
