import { contains, type LocalPolygon } from '../../domain/geo/polygon.ts';
import { type Ground, toLocalPolygon } from '../../domain/site/ground.ts';
import type { SensorAt } from './sources/feed-plan.ts';

/**
 * Makes the look-up of the sensor whose polygon holds a position; of several the first of the site wins. A telecom
 * grid lies over everything: its squares are found only by asking for them.
 */
export function sensorFinder(ground: Ground): SensorAt {
  const areas: {
    readonly id: string;
    readonly isCell: boolean;
    readonly polygon: LocalPolygon;
  }[] = [];
  for (const sensor of ground.site.sensors) {
    if (sensor.kind === 'lineCounter') continue;
    areas.push({
      id: sensor.id,
      isCell: sensor.kind === 'gridCell',
      polygon: toLocalPolygon(sensor.polygon, ground.metres),
    });
  }
  return (position, kind = 'any') => {
    const wantsCell = kind === 'gridCell';
    const local = ground.metres.toLocal(position);
    return areas.find((area) => area.isCell === wantsCell && contains(area.polygon, local))?.id;
  };
}
