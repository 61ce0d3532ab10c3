import type { EastNorth } from '../../../domain/base/quantity.ts';
import { contains, distanceToSegment, type LocalPolygon } from '../../../domain/geo/polygon.ts';

/** How far a point density speaks for the ground around it; m. */
export const POINT_REACH_M = 15;
/** Beyond this many reaches its say is below 0.04 % and is left out. */
const CUT_REACHES = 4;

/**
 * Where point sensors shape a zone. `slots[i]` is a cell by its place in the zone's cell list; `say[i]` (φ) is the
 * sensors' share of that cell's density, the rest is the background. Its sensor part is Σ weight · value over
 * `start[i]` … `start[i + 1]` of `sensor` and `weight`, whose weights sum to 1.
 */
export interface PointWeights {
  readonly slots: Uint32Array;
  readonly say: Float64Array;
  readonly start: Uint32Array;
  readonly sensor: Uint16Array;
  readonly weight: Float64Array;
  /** The sensor with the greatest weight. */
  readonly nearest: Uint16Array;
}

/**
 * Shepard weights 1/d² (Shepard 1968) among the sensors, and φ = exp(-d²/2R²) of the nearest one against the
 * background. Distances are to the sensor's polygon, 0 inside it.
 */
export function pointWeights(
  centre: (slot: number) => EastNorth,
  cellCount: number,
  sensors: readonly { readonly index: number; readonly polygon: LocalPolygon }[],
): PointWeights {
  const reach = POINT_REACH_M * CUT_REACHES;
  const boxes = sensors.map(({ polygon }) => boundingBox(polygon));
  const slots: number[] = [];
  const say: number[] = [];
  const start: number[] = [0];
  const sensor: number[] = [];
  const weight: number[] = [];
  const nearest: number[] = [];
  for (let slot = 0; slot < cellCount; slot++) {
    const position = centre(slot);
    if (!boxes.some((box) => isNear(box, position, reach))) continue;
    const distances = sensors.map(({ polygon }) => distanceTo(polygon, position));
    const least = Math.min(...distances);
    if (least > reach) continue;
    const raw = distances.map((distance) => 1 / (distance * distance + 1));
    const sum = raw.reduce((total, value) => total + value, 0);
    sensors.forEach(({ index }, k) => {
      sensor.push(index);
      weight.push((raw[k] ?? 0) / sum);
    });
    slots.push(slot);
    say.push(Math.exp((-least * least) / (2 * POINT_REACH_M * POINT_REACH_M)));
    nearest.push(sensors[distances.indexOf(least)]?.index ?? 0);
    start.push(sensor.length);
  }
  return {
    slots: Uint32Array.from(slots),
    say: Float64Array.from(say),
    start: Uint32Array.from(start),
    sensor: Uint16Array.from(sensor),
    weight: Float64Array.from(weight),
    nearest: Uint16Array.from(nearest),
  };
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The least box around a polygon. */
export function boundingBox(polygon: LocalPolygon): Box {
  const easts = polygon.flat().map(([east]) => east);
  const norths = polygon.flat().map(([, north]) => north);
  return {
    west: Math.min(...easts),
    south: Math.min(...norths),
    east: Math.max(...easts),
    north: Math.max(...norths),
  };
}

function isNear(box: Box, [east, north]: EastNorth, reach: number): boolean {
  return (
    east > box.west - reach &&
    east < box.east + reach &&
    north > box.south - reach &&
    north < box.north + reach
  );
}

function distanceTo(polygon: LocalPolygon, position: EastNorth): number {
  if (contains(polygon, position)) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const ring of polygon) {
    ring.forEach((corner, index) => {
      const next = ring[(index + 1) % ring.length];
      if (next) least = Math.min(least, distanceToSegment(position, corner, next));
    });
  }
  return least;
}
