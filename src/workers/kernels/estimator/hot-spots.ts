import type { Millis } from '../../../domain/base/quantity.ts';
import type { HotSpotEstimate, People } from '../../../domain/crowd/estimate.ts';
import { OUTSIDE_LEAF, walkableCellsInside } from '../../../domain/site/ground.ts';
import type { HotSpot } from '../../../domain/site/site.ts';
import type { AreaMemory } from './area-memory.ts';
import type { DensityField } from './density-field.ts';
import type { Layout } from './layout.ts';

/** Relative error of where people stand inside a zone: under a sensor's eye, and by the zone's total alone. */
const SEEN_ERROR = 0.15;
const UNSEEN_ERROR = 0.5;

/** The walkable cells of every hot-spot, found once. */
export function hotSpotCells(layout: Layout): readonly Uint32Array[] {
  return layout.ground.site.hotSpots.map(({ polygon }) =>
    walkableCellsInside(layout.ground, polygon),
  );
}

/**
 * People in a hot-spot: the sum of the raster over its cells. Its spread adds the zone's own (as far as the zone's
 * people stand in it) and the error of the raster's shape, which is large where no sensor looks.
 */
export function hotSpotEstimate(
  layout: Layout,
  hotSpot: HotSpot,
  cells: Uint32Array,
  field: DensityField,
  input: {
    readonly places: readonly People[];
    readonly supportAt: Float64Array;
    readonly memory: AreaMemory;
  },
): HotSpotEstimate {
  const { ground } = layout;
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  const dominant = field.dominantSensors();
  const inLeaf = new Float64Array(layout.leafCount + 1);
  let seen = 0;
  let seenAt: Millis = Number.NEGATIVE_INFINITY;
  for (const cell of cells) {
    const leaf = ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
    const place = leaf === OUTSIDE_LEAF ? layout.outside : leaf;
    inLeaf[place] = (inLeaf[place] ?? 0) + (field.densityPerM2[cell] ?? 0) * cellM2;
    const sensor = dominant[cell] ?? -1;
    if (sensor < 0) continue;
    seen += 1;
    seenAt = Math.max(seenAt, input.memory.seenAt[sensor] ?? seenAt);
  }
  const people = inLeaf.reduce((sum, part) => sum + part, 0);
  const seenShare = cells.length > 0 ? seen / cells.length : 0;
  const shapeError = SEEN_ERROR * seenShare + UNSEEN_ERROR * (1 - seenShare);
  let variance = (shapeError * people) ** 2;
  inLeaf.forEach((part, place) => {
    const zone = input.places[place];
    if (part > 0 && zone && zone.people > 0) variance += ((zone.sd * part) / zone.people) ** 2;
  });
  const leaf = ground.leaves.findIndex((zone) => zone.id === hotSpot.zone);
  const supportAt = seenShare >= 0.5 ? seenAt : (input.supportAt[leaf] ?? Number.NaN);
  return {
    hotSpot: hotSpot.id,
    people,
    sd: Math.sqrt(variance),
    densityPerM2: cells.length > 0 ? people / (cells.length * cellM2) : 0,
    ...(Number.isFinite(supportAt) ? { supportAt } : {}),
  };
}
