import { must } from '../base/assert.ts';
import type { Millis } from '../base/quantity.ts';
import type { Estimate, HotSpotEstimate, ZoneEstimate } from '../crowd/estimate.ts';
import type { Ground } from '../site/ground.ts';
import type { HotSpot, Zone } from '../site/site.ts';
import type { LadderSettings, LevelReason, Thresholds } from './ladder.ts';

/** One figure that a level is judged by. */
export interface Figure {
  readonly cause: Extract<
    LevelReason['cause'],
    'density' | 'worstDensity' | 'capacity' | 'alertValue'
  >;
  /** ped/m² or a share. */
  readonly value: number;
  readonly thresholds: Thresholds;
}

/** What there is to judge a place by; `supportAt` absent: nothing ever supported it. */
export interface PlaceFigures {
  readonly place: Zone['id'] | HotSpot['id'];
  readonly figures: readonly Figure[];
  readonly supportAt?: Millis;
}

/**
 * The figures of every leaf zone and hot-spot, in the site's order. A zone is judged by its mean and its worst density
 * and by its share of capacity (usable area × design density); a hot-spot by density and its share of the alert value.
 */
export function placeFigures(
  ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>,
  estimate: Estimate,
  ladder: LadderSettings,
): readonly PlaceFigures[] {
  const zones = new Map<string, ZoneEstimate>(estimate.zones.map((zone) => [zone.zone, zone]));
  const hotSpots = new Map<string, HotSpotEstimate>(
    estimate.hotSpots.map((hotSpot) => [hotSpot.hotSpot, hotSpot]),
  );
  return [
    ...ground.leaves.map((zone, leaf) =>
      zoneFigures(zone, ground.usableAreaM2[leaf] ?? 0, zones.get(zone.id), ladder),
    ),
    ...ground.site.hotSpots.map((hotSpot) =>
      hotSpotFigures(hotSpot, hotSpots.get(hotSpot.id), ladder),
    ),
  ];
}

/** The threshold of level `rank` (1 yellow, 2 orange, 3 red). */
export function thresholdOf(figure: Figure, rank: number): number {
  return must(figure.thresholds[rank - 1], `threshold of level ${rank}`);
}

function zoneFigures(
  zone: Zone,
  usableAreaM2: number,
  estimate: ZoneEstimate | undefined,
  ladder: LadderSettings,
): PlaceFigures {
  if (!estimate) return { place: zone.id, figures: [] };
  const thresholds = ladder.densityPerM2[zone.surface];
  const figures: Figure[] = [{ cause: 'density', value: estimate.densityPerM2, thresholds }];
  if (estimate.worstDensityPerM2 !== undefined) {
    figures.push({ cause: 'worstDensity', value: estimate.worstDensityPerM2, thresholds });
  }
  const capacity = usableAreaM2 * zone.designDensityPerM2;
  if (capacity > 0) {
    figures.push({
      cause: 'capacity',
      value: estimate.people / capacity,
      thresholds: ladder.capacityShare,
    });
  }
  return { place: zone.id, figures, ...supportOf(estimate) };
}

function hotSpotFigures(
  hotSpot: HotSpot,
  estimate: HotSpotEstimate | undefined,
  ladder: LadderSettings,
): PlaceFigures {
  if (!estimate) return { place: hotSpot.id, figures: [] };
  return {
    place: hotSpot.id,
    figures: [
      {
        cause: 'alertValue',
        value: estimate.people / hotSpot.alertPeople,
        thresholds: ladder.alertValueShare,
      },
      {
        cause: 'density',
        value: estimate.densityPerM2,
        thresholds: ladder.densityPerM2[hotSpot.surface],
      },
    ],
    ...supportOf(estimate),
  };
}

function supportOf(estimate: { readonly supportAt?: Millis }): { readonly supportAt?: Millis } {
  return estimate.supportAt === undefined ? {} : { supportAt: estimate.supportAt };
}
