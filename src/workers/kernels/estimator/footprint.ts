import type { PointWeights } from './point-weights.ts';

/**
 * A set of cells of one zone, as what the zone's density field is linear in: the sum of the field over it is
 * factor · Σ parts · base + scale · Σ sensors · value, so that nobody needs to draw the cells to know it.
 */
export interface Footprint {
  /** The cells, by their place in the zone's cell list. */
  readonly slots: Uint32Array;
  /** The weights that the rest was measured with. */
  weights: PointWeights | undefined;
  /** Σ (1 - φ) over the cells of each camera part. */
  readonly parts: Float64Array;
  /** Σ φ · weight of each point sensor of the zone. */
  readonly sensors: Float64Array;
  /** Cells that each camera part, and each point sensor, dominates. */
  readonly partCells: Float64Array;
  readonly sensorCells: Float64Array;
}

/** A footprint that is not measured yet. */
export function footprintOf(slots: Uint32Array, parts: number, sensors: number): Footprint {
  return {
    slots,
    weights: undefined,
    parts: new Float64Array(parts),
    sensors: new Float64Array(sensors),
    partCells: new Float64Array(parts),
    sensorCells: new Float64Array(sensors),
  };
}

/**
 * Measures a footprint. `entryOf` gives a slot's place in the weights (-1 without), `partOf` its camera part,
 * `pointOf` the place of a sensor among the zone's point sensors.
 */
export function measureFootprint(
  footprint: Footprint,
  weights: PointWeights,
  entryOf: Int32Array,
  partOf: Uint16Array,
  pointOf: ReadonlyMap<number, number>,
): void {
  const { slots, parts, sensors, partCells, sensorCells } = footprint;
  footprint.weights = weights;
  for (const column of [parts, sensors, partCells, sensorCells]) column.fill(0);
  for (const slot of slots) {
    const part = partOf[slot] as number;
    const entry = entryOf[slot] as number;
    const say = entry < 0 ? 0 : (weights.say[entry] as number);
    parts[part] = (parts[part] as number) + 1 - say;
    if (say <= 0.5) partCells[part] = (partCells[part] as number) + 1;
    if (entry < 0) continue;
    const end = weights.start[entry + 1] as number;
    for (let k = weights.start[entry] as number; k < end; k++) {
      const point = pointOf.get(weights.sensor[k] as number) ?? 0;
      sensors[point] = (sensors[point] as number) + say * (weights.weight[k] as number);
    }
    if (say <= 0.5) continue;
    const nearest = pointOf.get(weights.nearest[entry] as number) ?? 0;
    sensorCells[nearest] = (sensorCells[nearest] as number) + 1;
  }
}
