import { type LiveLayer, pointFeature } from '../live-layer.ts';
import { isDroneLost } from './drones.ts';

/** A ring around each drone that is on a task; a drone whose link is lost is on nobody's. */
export const droneTasks: LiveLayer = {
  source: 'drone-tasks',
  switch: 'drones',
  layers: [
    {
      id: 'drone-task',
      type: 'circle',
      source: 'drone-tasks',
      paint: {
        'circle-radius': 13,
        'circle-opacity': 0,
        'circle-stroke-color': '#bfe0ff',
        'circle-stroke-width': 1.2,
        'circle-stroke-opacity': 0.7,
      },
    },
  ],
  features: ({ world, now }) =>
    Object.values(world.drones).flatMap((drone) => {
      const { report } = drone;
      if (report.task === undefined || isDroneLost(drone, world, now)) return [];
      return [pointFeature([report.lon, report.lat], { id: report.drone })];
    }),
};
