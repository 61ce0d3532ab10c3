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

/** A sensor that looks at an area: a camera count or a point density. */
export interface AreaSensor {
  readonly id: SensorId;
  readonly kind: 'zoneCount' | 'pointDensity';
  /** The leaf zones it looks at, with the share of each one's walkable cells. */
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

/** A camera or point-density sensor by leaf indices; `covers` is empty when it looks at nothing walkable. */
export function toAreaSensor(
  sensor: Exclude<Sensor, LineCounter>,
  ground: Ground,
  leafIndex: ReadonlyMap<string, number>,
): AreaSensor {
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  const cells = walkableCellsInside(ground, sensor.polygon).filter(
    (cell) => ground.leafOfCell[cell] !== OUTSIDE_LEAF,
  );
  const named = leafIndex.get(sensor.zone);
  const covers = coverage(sensor.kind, cells, ground, named);
  return {
    id: sensor.id,
    kind: sensor.kind,
    covers,
    cells,
    coveredM2: cells.length * cellM2,
    polygon: toLocalPolygon(sensor.polygon, ground.metres),
    detectionShare: sensor.detectionShare,
    relativeError: sensor.relativeError,
    staleAfterS: sensor.staleAfterS,
    ...(sensor.kind === 'zoneCount' && sensor.saturation ? { saturation: sensor.saturation } : {}),
  };
}

/** A point density speaks for its whole zone, weakly; a camera for the share of each zone that it sees. */
function coverage(
  kind: AreaSensor['kind'],
  cells: Uint32Array,
  ground: Ground,
  named: number | undefined,
): AreaSensor['covers'] {
  if (kind === 'pointDensity') return named === undefined ? [] : [{ leaf: named, share: 1 }];
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  const seen = new Map<number, number>();
  for (const cell of cells) {
    const leaf = ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
    seen.set(leaf, (seen.get(leaf) ?? 0) + cellM2);
  }
  return [...seen]
    .sort(([left], [right]) => left - right)
    .map(([leaf, area]) => ({
      leaf,
      share: area / Math.max(cellM2, ground.usableAreaM2[leaf] ?? 0),
    }));
}
