import { buildGround, type Ground, OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import type { Place, Site } from '../../../domain/site/site.ts';
import { type CameraParts, cutIntoParts } from './camera-parts.ts';
import { findLinks, type Link } from './links.ts';
import { type AreaSensor, type Counter, toAreaSensor, toCounter, WORLD } from './sensor-plan.ts';

/** Everything of a site that the estimator needs, by index. */
export interface Layout {
  readonly ground: Ground;
  readonly leafCount: number;
  /** Place index of `outside`: after the leaves. */
  readonly outside: number;
  /** Whether people come and go between `outside` and the world without being counted. */
  readonly outsideOpen: boolean;
  readonly outsideM2: number;
  readonly counters: readonly Counter[];
  readonly areaSensors: readonly AreaSensor[];
  /** Index into `counters` or `areaSensors` for each of the site's sensors, -1 for those that are neither. */
  readonly counterOf: Int32Array;
  readonly areaSensorOf: Int32Array;
  readonly links: readonly Link[];
  readonly cameraParts: CameraParts;
}

/** Turns a site into indices; pure, and the same for the same document. */
export function buildLayout(site: Site): Layout {
  const ground = buildGround(site);
  const leafCount = ground.leaves.length;
  const leafIndex = new Map<string, number>(ground.leaves.map((zone, leaf) => [zone.id, leaf]));
  const placeIndex = (place: Place): number => {
    if (place === 'world') return WORLD;
    if (place === 'outside') return leafCount;
    return leafIndex.get(place) ?? WORLD;
  };
  const counters: Counter[] = [];
  const areaSensors: AreaSensor[] = [];
  const counterOf = new Int32Array(site.sensors.length).fill(-1);
  const areaSensorOf = new Int32Array(site.sensors.length).fill(-1);
  site.sensors.forEach((sensor, index) => {
    if (sensor.kind === 'lineCounter') {
      counterOf[index] = counters.length;
      counters.push(toCounter(sensor, placeIndex));
      return;
    }
    const areaSensor = toAreaSensor(sensor, ground, leafIndex);
    // A sensor that looks at no walkable cell of any zone can tell the filter nothing.
    if (areaSensor.covers.length === 0) return;
    areaSensorOf[index] = areaSensors.length;
    areaSensors.push(areaSensor);
  });
  const { links, outsideOpen } = findLinks(ground, counters, placeIndex);
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  return {
    ground,
    leafCount,
    outside: leafCount,
    outsideOpen,
    outsideM2: ground.leafOfCell.reduce(
      (sum, leaf) => (leaf === OUTSIDE_LEAF ? sum + cellM2 : sum),
      0,
    ),
    counters,
    areaSensors,
    counterOf,
    areaSensorOf,
    links,
    cameraParts: cutIntoParts(ground, areaSensors),
  };
}
