import type { LadderSettings } from '../alert/ladder.ts';
import { must } from '../base/assert.ts';
import type { Millis } from '../base/quantity.ts';
import type { HotSpotEstimate, ZoneEstimate } from '../crowd/estimate.ts';
import { supportedPlace } from '../crowd/supported.ts';
import type { Ground } from '../site/ground.ts';
import type { HotSpot, Zone } from '../site/site.ts';
import type { Stretch } from './moment-in-time.ts';
import { MinutesAbove, PlaceFold } from './place-fold.ts';
import type { HotSpotReview, Span, ZoneReview } from './review-report.ts';

/** Gathers every leaf zone and hot-spot. */
export class PlacesFold {
  readonly #ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>;
  readonly #ladder: LadderSettings;
  readonly #zones: readonly PlaceFold[];
  readonly #hotSpots: readonly { readonly fold: PlaceFold; readonly above: MinutesAbove }[];

  constructor(ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>, ladder: LadderSettings) {
    this.#ground = ground;
    this.#ladder = ladder;
    this.#zones = ground.leaves.map(({ surface }) => new PlaceFold(surface, ladder));
    this.#hotSpots = ground.site.hotSpots.map(({ surface }) => ({
      fold: new PlaceFold(surface, ladder),
      above: new MinutesAbove(ladder.alertValueShare),
    }));
  }

  take(stretch: Stretch): void {
    const { leaves, site } = this.#ground;
    const { estimate } = stretch;
    leaves.forEach((zone, index) => {
      const found = known(estimate?.zones, index, (one) => one.zone === zone.id);
      this.#zones[index]?.take({ ...times(stretch, zone.id), ...figures(found) });
    });
    site.hotSpots.forEach((hotSpot, index) => {
      const found = known(estimate?.hotSpots, index, (one) => one.hotSpot === hotSpot.id);
      const at = times(stretch, hotSpot.id);
      const folds = must(this.#hotSpots[index], `fold of ${hotSpot.id}`);
      folds.fold.take({ ...at, ...figures(found) });
      folds.above.take(found && found.people / hotSpot.alertPeople, at.knownMs);
    });
  }

  zones(span: Span): readonly ZoneReview[] {
    const { leaves, usableAreaM2 } = this.#ground;
    return leaves.map((zone, index) =>
      zoneReview(zone, usableAreaM2[index] ?? 0, span, {
        fold: must(this.#zones[index], `fold of ${zone.id}`),
        thresholdsPerM2: this.#ladder.densityPerM2[zone.surface],
      }),
    );
  }

  hotSpots(span: Span): readonly HotSpotReview[] {
    return this.#ground.site.hotSpots.map((hotSpot, index) => {
      const { fold, above } = must(this.#hotSpots[index], `fold of ${hotSpot.id}`);
      return hotSpotReview(hotSpot, span, fold, {
        thresholdShares: this.#ladder.alertValueShare,
        minutesAbove: above.minutes(),
      });
    });
  }
}

/** An estimate's places come in the site's order; a recording of another version may have others. A guess is not known. */
function known<T extends { readonly supportAt?: Millis }>(
  all: readonly T[] | undefined,
  index: number,
  isIt: (one: T) => boolean,
): T | undefined {
  const expected = all?.[index];
  return supportedPlace(expected && isIt(expected) ? expected : all?.find(isIt));
}

function times({ world, from, to, knownUntil }: Stretch, place: string) {
  return {
    from,
    knownMs: knownUntil - from,
    unknownMs: to - knownUntil,
    level: world.levels[place]?.level ?? 'unknown',
  };
}

function figures(found: ZoneEstimate | HotSpotEstimate | undefined) {
  if (!found) return {};
  const { people, densityPerM2 } = found;
  if (!('worstDensityPerM2' in found)) return { people, densityPerM2 };
  const { worstDensityPerM2 } = found;
  return {
    people,
    densityPerM2,
    ...(worstDensityPerM2 === undefined ? {} : { worstDensityPerM2 }),
  };
}

function zoneReview(
  zone: Zone,
  usableAreaM2: number,
  span: Span,
  of: { readonly fold: PlaceFold; readonly thresholdsPerM2: readonly [number, number, number] },
): ZoneReview {
  const { fold, thresholdsPerM2 } = of;
  return {
    zone: zone.id,
    name: zone.name,
    span,
    usableAreaM2,
    capacity: usableAreaM2 * zone.designDensityPerM2,
    peakPeople: fold.people.figure(span.to),
    peakDensityPerM2: fold.density.figure(span.to),
    peakWorstDensityPerM2: fold.worst.figure(span.to),
    thresholdsPerM2,
    minutesAbove: fold.densityAbove.minutes(),
    minutesWorstAbove: fold.worstAbove.minutes(),
    minutesAtLevel: fold.minutesAtLevel(),
    personMinutes: fold.personMinutes(),
    personMinutesByService: fold.personMinutesByService(),
    minutesWithoutEstimate: fold.minutesWithoutEstimate(),
  };
}

function hotSpotReview(
  hotSpot: HotSpot,
  span: Span,
  fold: PlaceFold,
  shares: Pick<HotSpotReview, 'thresholdShares' | 'minutesAbove'>,
): HotSpotReview {
  return {
    hotSpot: hotSpot.id,
    name: hotSpot.name,
    span,
    alertPeople: hotSpot.alertPeople,
    peakPeople: fold.people.figure(span.to),
    peakDensityPerM2: fold.density.figure(span.to),
    ...shares,
    minutesAtLevel: fold.minutesAtLevel(),
    personMinutes: fold.personMinutes(),
    minutesWithoutEstimate: fold.minutesWithoutEstimate(),
  };
}
