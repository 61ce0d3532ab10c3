import { sensorAt } from '../../state/site-facts.ts';
import { type LiveLayer, lineFeature, pointFeature, polygonFeature } from '../live-layer.ts';

/** Sensors where they stand and what they see; grey where their newest reading is stale. */
export const sensors: LiveLayer = {
  source: 'sensors',
  switch: 'sensors',
  layers: [
    {
      id: 'sensor-outline',
      type: 'line',
      source: 'sensors',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': ['get', 'colour'], 'line-width': 1.5 },
    },
    {
      id: 'sensor-point',
      type: 'circle',
      source: 'sensors',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 3.5,
        'circle-color': ['case', ['get', 'fresh'], '#5fd4d4', '#0c1116'],
        'circle-stroke-color': ['get', 'colour'],
        'circle-stroke-width': 1.5,
      },
    },
  ],
  features: ({ facts, world, now }) =>
    facts.site.sensors.flatMap((sensor, index) => {
      const at = world.sensors[index]?.lastObservedAt;
      const fresh = at !== undefined && now - at <= sensor.staleAfterS * 1_000;
      const look = { fresh, colour: fresh ? '#5fd4d4' : '#8b99a8' };
      const shape =
        sensor.kind === 'lineCounter'
          ? lineFeature(sensor.line, look)
          : polygonFeature(sensor.polygon, look);
      return [shape, pointFeature(sensorAt(sensor), look)];
    }),
};
