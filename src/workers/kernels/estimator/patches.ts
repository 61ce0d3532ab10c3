import type { EastNorth } from '../../../domain/base/quantity.ts';
import { cellAt } from '../../../domain/geo/grid.ts';
import { contains } from '../../../domain/geo/polygon.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { boundingBox } from './point-weights.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** Side of the patch in which the worst density is looked for; m. */
export const PATCH_M = 5;
/** Patches with less walkable ground than this are too small to mean anything; m². */
const LEAST_PATCH_M2 = 10;
const STRIDE_M = 2.5;
/** A point sensor's polygon larger than this many strides across is sampled more coarsely. */
const MOST_STRIDES = 8;

/**
 * The 5 × 5 m patches where a point sensor may make a zone densest: on a lattice over its polygon, and on its middle.
 * Away from the sensors the field falls towards the background, so no patch elsewhere can be denser than both.
 * Each patch is the walk indices of its cells in the zone.
 */
export function sensorPatches(
  ground: Ground,
  leaf: number,
  sensor: AreaSensor,
): readonly Uint32Array[] {
  const box = boundingBox(sensor.polygon);
  const middle: EastNorth = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  const strideE = Math.max(STRIDE_M, (box.east - box.west) / MOST_STRIDES);
  const strideN = Math.max(STRIDE_M, (box.north - box.south) / MOST_STRIDES);
  const centres: EastNorth[] = [middle];
  for (let north = box.south + strideN / 2; north < box.north; north += strideN) {
    for (let east = box.west + strideE / 2; east < box.east; east += strideE) {
      if (contains(sensor.polygon, [east, north])) centres.push([east, north]);
    }
  }
  const least = LEAST_PATCH_M2 / (ground.grid.cellM * ground.grid.cellM);
  return centres
    .map((centre) => patchAround(ground, leaf, centre))
    .filter((cells) => cells.length > 0 && cells.length >= least);
}

function patchAround(ground: Ground, leaf: number, [east, north]: EastNorth): Uint32Array {
  const { grid, walkIndex, leafOfCell } = ground;
  // Whole cells only; on a grid coarser than the patch it is the cell itself.
  const across = Math.max(1, Math.round(PATCH_M / grid.cellM));
  const shift = ((across - 1) / 2) * grid.cellM;
  const cells: number[] = [];
  for (let row = 0; row < across; row++) {
    for (let col = 0; col < across; col++) {
      const position: EastNorth = [
        east - shift + col * grid.cellM,
        north - shift + row * grid.cellM,
      ];
      const walk = walkIndex[cellAt(grid, position)] ?? -1;
      if (walk >= 0 && leafOfCell[walk] === leaf) cells.push(walk);
    }
  }
  return Uint32Array.from(cells);
}
