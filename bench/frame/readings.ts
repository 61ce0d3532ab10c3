import { namedRng } from '../../src/domain/base/rng.ts';
import {
  emptyColumns,
  MEASURES,
  type Measure,
  type ObservationColumns,
} from '../../src/domain/crowd/observation.ts';
import type { Sensor, Site } from '../../src/domain/site/site.ts';

/** One reading of every sensor at `time`: what the estimator takes each second at the busiest. */
export function readingsOfAll(site: Site, time: number, seed: number): ObservationColumns {
  const rng = namedRng(seed, `frame-${time}`);
  const columns = emptyColumns(site.sensors.length);
  site.sensors.forEach((sensor, index) => {
    const { measure, value } = reading(sensor, rng.next());
    columns.sensor[index] = index;
    columns.measure[index] = MEASURES.indexOf(measure);
    columns.observedAt[index] = time;
    columns.intervalS[index] = 1;
    columns.value[index] = value;
    columns.amount[index] = value;
    columns.key[index] = time * 1_000 + index;
  });
  return columns;
}

function reading(sensor: Sensor, chance: number): { measure: Measure; value: number } {
  if (sensor.kind === 'lineCounter') {
    return { measure: 'intervalCount', value: Math.floor(10 * chance) };
  }
  return sensor.kind === 'zoneCount'
    ? { measure: 'occupancy', value: 40_000 + Math.floor(4_000 * chance) }
    : { measure: 'density', value: 0.5 + 4 * chance };
}
