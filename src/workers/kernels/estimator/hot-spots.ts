import type { Millis } from '../../../domain/base/quantity.ts';
import type { HotSpotEstimate, People } from '../../../domain/crowd/estimate.ts';
import { walkableCellsInside } from '../../../domain/site/ground.ts';
import type { HotSpot } from '../../../domain/site/site.ts';
import type { AreaMemory } from './area-memory.ts';
import type { DensityField } from './density-field.ts';
import type { Footprint } from './footprint.ts';
import type { Layout } from './layout.ts';
import type { ZoneField } from './zone-field.ts';

/** Relative error of where people stand inside a zone: under a sensor's eye, and by the zone's total alone. */
const SEEN_ERROR = 0.15;
const UNSEEN_ERROR = 0.5;

/** The ground of one hot-spot. */
export interface HotSpotGround {
  readonly hotSpot: HotSpot;
  readonly cells: number;
  readonly outsideCells: number;
  readonly zones: readonly { readonly zone: ZoneField; readonly footprint: Footprint }[];
}

/** The ground of every hot-spot, found once. */
export function hotSpotGrounds(layout: Layout, field: DensityField): readonly HotSpotGround[] {
  const { ground } = layout;
  return ground.site.hotSpots.map((hotSpot) => {
    const cells = walkableCellsInside(ground, hotSpot.polygon);
    const zones = field.zones.flatMap((zone) => {
      const own = cells.filter((cell) => ground.leafOfCell[cell] === zone.leaf);
      return own.length > 0 ? [{ zone, footprint: zone.footprint(own) }] : [];
    });
    const inside = zones.reduce((sum, { footprint }) => sum + footprint.slots.length, 0);
    return { hotSpot, cells: cells.length, outsideCells: cells.length - inside, zones };
  });
}

/**
 * People in a hot-spot: the sum of the raster over its cells. Its spread adds the zone's own (as far as the zone's
 * people stand in it) and the error of the raster's shape, which is large where no sensor looks.
 */
export function hotSpotEstimate(
  layout: Layout,
  { hotSpot, cells, outsideCells, zones }: HotSpotGround,
  field: DensityField,
  input: {
    readonly places: readonly People[];
    readonly supportAt: Float64Array;
    readonly memory: AreaMemory;
  },
): HotSpotEstimate {
  const { ground, outside } = layout;
  const cellM2 = ground.grid.cellM * ground.grid.cellM;
  let people = field.outsidePerM2() * outsideCells * cellM2;
  let variance = ownVariance(input.places[outside], people);
  let seen = 0;
  let seenAt: Millis = Number.NEGATIVE_INFINITY;
  for (const { zone, footprint } of zones) {
    const part = zone.sumOver(footprint) * cellM2;
    people += part;
    variance += ownVariance(input.places[zone.leaf], part);
    const support = zone.seenOver(footprint, input.memory);
    seen += support.cells;
    seenAt = Math.max(seenAt, support.at);
  }
  const seenShare = cells > 0 ? seen / cells : 0;
  const shapeError = SEEN_ERROR * seenShare + UNSEEN_ERROR * (1 - seenShare);
  variance += (shapeError * people) ** 2;
  const leaf = ground.leaves.findIndex((zone) => zone.id === hotSpot.zone);
  const supportAt = seenShare >= 0.5 ? seenAt : (input.supportAt[leaf] ?? Number.NaN);
  return {
    hotSpot: hotSpot.id,
    people,
    sd: Math.sqrt(variance),
    densityPerM2: cells > 0 ? people / (cells * cellM2) : 0,
    ...(Number.isFinite(supportAt) ? { supportAt } : {}),
  };
}

/** The part of a place's own variance that falls on `part` of its people. */
function ownVariance(place: People | undefined, part: number): number {
  return place && place.people > 0 && part > 0 ? ((place.sd * part) / place.people) ** 2 : 0;
}
