import { DEFAULT_LADDER, type LevelReason } from '../../domain/alert/ladder.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { HotSpotEstimate, ZoneEstimate } from '../../domain/crowd/estimate.ts';
import { supportedArea, supportedPlace } from '../../domain/crowd/supported.ts';
import type { World } from '../../domain/session/world.ts';
import type { Format } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/translate.ts';
import { LEVEL_RANK, type ShownLevel } from '../ui/level-shapes.ts';
import type { SiteFacts } from './site-facts.ts';

/** Figures older than this are shown as stale. */
export const STALE_AFTER_MS: Millis = DEFAULT_LADDER.staleAfterS * 1_000;

/** Whether a figure supported at `at` is stale by now; a figure without support always is. */
export function isStale(now: Millis, at: Millis | undefined): boolean {
  return at === undefined || now - at > STALE_AFTER_MS;
}

/** A leaf zone or hot-spot with its place in the estimate's columns. */
export interface RankedPlace {
  readonly kind: 'zone' | 'hotSpot';
  readonly id: string;
  readonly index: number;
}

/** Hot-spots and leaf zones in the document's order. */
export function allPlaces(facts: SiteFacts): readonly RankedPlace[] {
  const zones = facts.ground.leaves.map(({ id }, index) => ({ kind: 'zone', id, index }) as const);
  const hotSpots = facts.site.hotSpots.map(
    ({ id }, index) => ({ kind: 'hotSpot', id, index }) as const,
  );
  return [...hotSpots, ...zones];
}

/**
 * Places that stand at orange or red: the red ones first, of one level the newest, and in the document's order those
 * that came there at one instant.
 */
export function alertedPlaces(facts: SiteFacts, world: World, now: Millis): readonly RankedPlace[] {
  const since = ({ id }: RankedPlace) => world.levels[id]?.since ?? 0;
  const rank = (place: RankedPlace) => LEVEL_RANK[placeLevel(world, now, place)];
  return allPlaces(facts)
    .filter((place) => rank(place) >= LEVEL_RANK.orange)
    .sort((a, b) => rank(b) - rank(a) || since(b) - since(a));
}

/** The place with fresh support that is nearest to its limit: a zone's capacity, a hot-spot's alert value. */
export function nearestLimit(
  facts: SiteFacts,
  world: World,
  now: Millis,
): { readonly id: string; readonly share: number } | undefined {
  let nearest: { readonly id: string; readonly share: number } | undefined;
  for (const place of allPlaces(facts)) {
    const known = placeFigures(world, place);
    const limit = limitOf(facts, place);
    if (!known || limit <= 0 || isStale(now, known.supportAt)) continue;
    const share = known.people / limit;
    if (!nearest || share > nearest.share) nearest = { id: place.id, share };
  }
  return nearest;
}

/** People at which a place counts as full: the capacity of a zone, the alert value of a hot-spot; 0: not known. */
export function limitOf(facts: SiteFacts, { kind, id }: Pick<RankedPlace, 'kind' | 'id'>): number {
  if (kind === 'zone') return facts.capacity.get(id) ?? 0;
  return facts.hotSpots.get(id)?.alertPeople ?? 0;
}

/** The densest place with fresh support. */
export function worstPlace(
  facts: SiteFacts,
  world: World,
  now: Millis,
): { readonly id: string; readonly densityPerM2: number } | undefined {
  const known = [
    ...(world.estimate?.zones ?? []).map((zone) => ({
      id: zone.zone as string,
      densityPerM2: zone.worstDensityPerM2 ?? zone.densityPerM2,
      supportAt: zone.supportAt,
    })),
    ...(world.estimate?.hotSpots ?? []).map((hotSpot) => ({
      id: hotSpot.hotSpot as string,
      densityPerM2: hotSpot.densityPerM2,
      supportAt: hotSpot.supportAt,
    })),
  ].filter(({ id, supportAt }) => !isStale(now, supportAt) && facts.shapes.has(id));
  return known.reduce<(typeof known)[number] | undefined>(
    (worst, each) => (worst && worst.densityPerM2 >= each.densityPerM2 ? worst : each),
    undefined,
  );
}

/** The reason of a level, said in words. */
export function reasonWords(
  reason: LevelReason | undefined,
  facts: SiteFacts,
  t: Translate,
  format: Format,
  language: Language,
): string {
  const cause = reason?.cause ?? 'stale';
  const share = cause === 'capacity' || cause === 'alertValue';
  const figure = share ? format.percent(reason?.figure) : format.density(reason?.figure);
  const threshold = share ? format.percent(reason?.threshold) : format.density(reason?.threshold);
  const child = placeName(facts, reason?.child ?? '', language);
  // Hysteresis: a figure that has only just fallen below its threshold keeps the level, and says why.
  const isHeld = (reason?.figure ?? 0) < (reason?.threshold ?? 0);
  return t(`level.reason.${cause}`, {
    figure,
    threshold,
    child,
    held: isHeld ? t('level.held') : '',
  });
}

/**
 * The name of a zone or hot-spot in the UI language. A square and the spot on it where it gets tight are often called
 * alike: such a hot-spot says that it is one, so that no two places go by the same name.
 */
export function placeName(facts: SiteFacts, id: string, language: Language): string {
  return facts.placeNames.get(id)?.[language] ?? id;
}

/** The name as the plan has it, for where a tag beside it tells zones from hot-spots. */
export function ownPlaceName(facts: SiteFacts, id: string, language: Language): string {
  return (facts.zones.get(id) ?? facts.hotSpots.get(id))?.name[language] ?? id;
}

/**
 * The level to show for a place: unknown until an entry has said one, and never green over stale figures, as when
 * the link was lost and the hub cannot take its green back. A worse level stays: it asks for more, not less.
 */
export function levelAt(
  world: World,
  now: Millis,
  id: string,
  supportAt: Millis | undefined,
): ShownLevel {
  const level = world.levels[id]?.level ?? 'unknown';
  return level === 'green' && isStale(now, supportAt) ? 'unknown' : level;
}

/** The level to show for a leaf zone or hot-spot by its place in the estimate's columns. */
export function placeLevel(
  world: World,
  now: Millis,
  { kind, id, index }: RankedPlace,
): ShownLevel {
  return levelAt(world, now, id, placeFigures(world, { kind, index })?.supportAt);
}

/** The estimate of the whole area; undefined before any reading has supported a zone of it. */
export function areaEstimate({ estimate }: World): World['estimate'] {
  return supportedArea(estimate);
}

/** The estimate of a leaf zone or hot-spot; undefined where no reading has ever supported it. */
export function placeFigures(
  { estimate }: World,
  { kind, index }: Pick<RankedPlace, 'kind' | 'index'>,
): ZoneEstimate | HotSpotEstimate | undefined {
  return supportedPlace<ZoneEstimate | HotSpotEstimate>(
    kind === 'zone' ? estimate?.zones[index] : estimate?.hotSpots[index],
  );
}
