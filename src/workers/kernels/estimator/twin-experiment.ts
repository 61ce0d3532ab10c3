import { namedRng } from '../../../domain/base/rng.ts';
import type { Estimate } from '../../../domain/crowd/estimate.ts';
import {
  emptyColumns,
  MEASURES,
  type Measure,
  type ObservationColumns,
} from '../../../domain/crowd/observation.ts';
import { leafZones, type Site } from '../../../domain/site/site.ts';

/** How the sensors of a twin err, as shares. */
export interface TwinErrors {
  /** Each counter's bias is drawn once, evenly within ± this. */
  readonly counterBias: number;
  readonly counterNoise: number;
  /** Each camera's systematic error is drawn once, evenly within ± this. */
  readonly cameraSystematic: number;
  readonly cameraNoise: number;
}

/** A made-up crowd that is known exactly, and the readings that erring sensors give of it. */
export interface Twin {
  /** People by leaf zone, now. */
  readonly people: Float64Array;
  readonly outside: () => number;
  readonly visits: () => number;
  /** Moves the truth by one second and returns what the sensors sent. */
  second(time: number): ObservationColumns;
}

/** People per second who cross a counter's line at a time; `here` are those who could. */
export type FlowRate = (counter: string, seconds: number, here: number) => number;

/** One reading for a batch of columns. */
export interface TwinReading {
  readonly sensor: number;
  readonly measure: Measure;
  readonly observedAt: number;
  readonly value: number;
  readonly intervalS?: number;
  readonly sd?: number;
}

/** Columns of the given readings; a counter's amount is its value. */
export function columnsOf(readings: readonly TwinReading[]): ObservationColumns {
  const columns = emptyColumns(readings.length);
  readings.forEach((reading, row) => {
    columns.sensor[row] = reading.sensor;
    columns.measure[row] = MEASURES.indexOf(reading.measure);
    columns.observedAt[row] = reading.observedAt;
    columns.intervalS[row] = reading.intervalS ?? 0;
    columns.value[row] = reading.value;
    columns.amount[row] = reading.value;
    columns.sd[row] = reading.sd ?? 0;
    columns.key[row] = reading.observedAt * 1000 + reading.sensor;
  });
  return columns;
}

/**
 * A twin experiment: people walk between the places of a site at given rates past its line counters; every counter
 * reports each `counterEveryS` seconds and every camera each `cameraEveryS`.
 */
export function openTwin(
  site: Site,
  seed: number,
  rate: FlowRate,
  errors: TwinErrors,
  every: { readonly counterS: number; readonly cameraS: number } = { counterS: 10, cameraS: 5 },
): Twin {
  const walk = namedRng(seed, 'walk');
  const error = namedRng(seed, 'error');
  const leaves = leafZones(site).map(({ id }) => id as string);
  const people = new Float64Array(leaves.length);
  const fixed = site.sensors.map((sensor) =>
    sensor.kind === 'lineCounter'
      ? errors.counterBias * (2 * error.next() - 1)
      : errors.cameraSystematic * (2 * error.next() - 1),
  );
  const pending = new Float64Array(site.sensors.length);
  let outside = 1000;
  let visits = 0;
  let seconds = 0;
  const move = (place: string, count: number) => {
    const leaf = leaves.indexOf(place);
    if (leaf >= 0) people[leaf] = (people[leaf] ?? 0) + count;
    if (place === 'outside') outside += count;
  };
  const here = (place: string) => {
    const leaf = leaves.indexOf(place);
    if (leaf >= 0) return people[leaf] ?? 0;
    return place === 'outside' ? outside : Number.POSITIVE_INFINITY;
  };
  return {
    people,
    outside: () => outside,
    visits: () => visits,
    second(time) {
      seconds += 1;
      const readings: TwinReading[] = [];
      site.sensors.forEach((sensor, index) => {
        if (sensor.kind !== 'lineCounter') return;
        const possible = here(sensor.from);
        const crossed = Math.min(possible, walk.poisson(rate(sensor.id, seconds, possible)));
        move(sensor.from, -crossed);
        move(sensor.to, crossed);
        if (sensor.cordon === 'entry') visits += crossed;
        pending[index] = (pending[index] ?? 0) + crossed;
      });
      site.sensors.forEach((sensor, index) => {
        if (sensor.kind === 'lineCounter') {
          if ((seconds + index) % every.counterS !== 0) return;
          const noise = errors.counterNoise * error.normal();
          const seen = (pending[index] ?? 0) * sensor.detectionShare;
          const value = Math.max(0, seen * (1 + (fixed[index] ?? 0)) * (1 + noise));
          pending[index] = 0;
          const intervalS = every.counterS;
          readings.push({
            sensor: index,
            measure: 'intervalCount',
            observedAt: time,
            value,
            intervalS,
          });
        } else if (sensor.kind === 'zoneCount') {
          if ((seconds + index) % every.cameraS !== 0) return;
          const noise = errors.cameraNoise * error.normal();
          const seen = here(sensor.zone) * sensor.detectionShare;
          const value = Math.max(0, seen * (1 + (fixed[index] ?? 0)) * (1 + noise));
          readings.push({ sensor: index, measure: 'occupancy', observedAt: time, value });
        }
      });
      return columnsOf(readings);
    },
  };
}

/** Root mean square of error / sd over what was compared, and the relative error of the area at the end. */
export function scoreOf(
  pairs: readonly { readonly estimate: Estimate; readonly people: readonly number[] }[],
): { readonly ratioRms: number; readonly areaError: number } {
  let sum = 0;
  let count = 0;
  for (const { estimate, people } of pairs) {
    estimate.zones.forEach((zone, leaf) => {
      sum += ((zone.people - (people[leaf] ?? 0)) / zone.sd) ** 2;
      count += 1;
    });
  }
  const last = pairs[pairs.length - 1];
  const truth = last?.people.reduce((total, zone) => total + zone, 0) ?? 0;
  return {
    ratioRms: Math.sqrt(sum / Math.max(1, count)),
    areaError: Math.abs((last?.estimate.area.people ?? 0) - truth) / Math.max(1, truth),
  };
}
