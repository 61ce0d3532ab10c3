import type { GridCell, Sensor } from '../../../domain/site/site.ts';

/** Sensors of real recordings: a rehearsal does not speak for them. */
const OF_RECORDINGS = /^metro-/;

/** Whether a rehearsal speaks for a sensor by itself; the squares of a telecom grid speak through their operator. */
export function isSimulated(sensor: Sensor): sensor is Exclude<Sensor, GridCell> {
  return !OF_RECORDINGS.test(sensor.id) && sensor.kind !== 'gridCell';
}
