import type { SensorId } from '../../../domain/base/ids.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import {
  type Ground,
  OUTSIDE_LEAF,
  toLocalPolygon,
  walkableCellsInside,
} from '../../../domain/site/ground.ts';
import type { LineCounter, Place, Saturation, Sensor } from '../../../domain/site/site.ts';

/** The place index of everything the session does not account for. */
export const WORLD = -1;

/** A line counter as the filter sees it. Places: leaf index, `Layout.outside`, or WORLD. */
export interface Counter {
  readonly id: SensorId;
  readonly from: number;
  readonly to: number;
  readonly detectionShare: number;
  readonly relativeError: number;
  readonly staleAfterS: number;
  /** Whether a crossing is one of the outer cordon, and which way. */
  readonly cordon: 'entry' | 'exit' | undefined;
  readonly checkpoint?: { readonly id: string; readonly direction: 'in' | 'out' };
}

/** A sensor that looks at an area: a camera count, a point density or a cell of a telecom grid. */
export interface AreaSensor {
  readonly id: SensorId;
  readonly kind: 'zoneCount' | 'pointDensity' | 'gridCell';
  /** The places it looks at (a grid cell sees `outside` too), with the share of each one's walkable cells. */
  readonly covers: readonly { readonly leaf: number; readonly share: number }[];
  /** Walk indices it looks at, inside leaf zones. */
  readonly cells: Uint32Array;
  readonly coveredM2: number;
  readonly polygon: LocalPolygon;
  readonly detectionShare: number;
  readonly relativeError: number;
  readonly staleAfterS: number;
  /** How it loses people in a dense crowd; absent: it does not, or nobody knows. */
  readonly saturation?: Saturation;
}

/** A line counter by place indices. */
export function toCounter(sensor: LineCounter, placeIndex: (place: Place) => number): Counter {
  return {
    id: sensor.id,
    from: placeIndex(sensor.from),
    to: placeIndex(sensor.to),
    detectionShare: sensor.detectionShare,
    relativeError: sensor.relativeError,
    staleAfterS: sensor.staleAfterS,
    cordon: sensor.cordon,
    ...(sensor.checkpoint ? { checkpoint: sensor.checkpoint } : {}),
  };
}

/** An area sensor by place indices; `covers` is empty when it looks at nothing walkable. */
export function toAreaSensor(
  sensor: Exclude<Sensor, LineCounter>,
  ground: Ground,
  leafIndex: ReadonlyMap<string, number>,
): AreaSensor {
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  const seen = walkableCellsInside(ground, sensor.polygon);
  const cells = seen.filter((cell) => ground.leafOfCell[cell] !== OUTSIDE_LEAF);
  const covers = coversOf(sensor, sensor.kind === 'gridCell' ? seen : cells, ground, leafIndex);
  return {
    id: sensor.id,
    kind: sensor.kind,
    covers,
    cells,
    coveredM2: (sensor.kind === 'gridCell' ? seen : cells).length * cellM2,
    polygon: toLocalPolygon(sensor.polygon, ground.metres),
    detectionShare: sensor.detectionShare,
    relativeError: sensor.relativeError,
    staleAfterS: sensor.staleAfterS,
    ...(sensor.kind === 'zoneCount' && sensor.saturation ? { saturation: sensor.saturation } : {}),
  };
}

/** A point density speaks for its whole zone, weakly; the others for the share of each place that they see. */
function coversOf(
  sensor: Exclude<Sensor, LineCounter>,
  cells: Uint32Array,
  ground: Ground,
  leafIndex: ReadonlyMap<string, number>,
): AreaSensor['covers'] {
  if (sensor.kind === 'pointDensity') {
    const named = leafIndex.get(sensor.zone);
    return named === undefined ? [] : [{ leaf: named, share: 1 }];
  }
  const seen = new Map<number, number>();
  for (const cell of cells) {
    const leaf = ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
    seen.set(leaf, (seen.get(leaf) ?? 0) + 1);
  }
  return [...seen]
    .sort(([left], [right]) => left - right)
    .map(([leaf, count]) => ({
      leaf: leaf === OUTSIDE_LEAF ? ground.leaves.length : leaf,
      share: count / Math.max(1, cellsOf(leaf, ground)),
    }));
}

/** Walkable cells of a leaf zone, or of `outside`. */
function cellsOf(leaf: number, ground: Ground): number {
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  if (leaf !== OUTSIDE_LEAF) return (ground.usableAreaM2[leaf] ?? 0) / cellM2;
  return ground.cellCount - ground.usableAreaM2.reduce((sum, area) => sum + area, 0) / cellM2;
}
