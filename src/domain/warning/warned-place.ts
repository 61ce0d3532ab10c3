import type { LonLat } from '../base/quantity.ts';
import type { World } from '../session/world.ts';
import type { Ground } from '../site/ground.ts';
import type { WarnedPlace } from './warning.ts';

/**
 * A zone or hot-spot as a warning tells of it; undefined where there is none of that id. A zone that holds others has
 * their outlines and their people together (deviations add as independent ones do).
 */
export function warnedPlace(
  ground: Pick<Ground, 'site' | 'leaves' | 'usableAreaM2'>,
  world: Pick<World, 'estimate' | 'levels'>,
  id: string,
): WarnedPlace | undefined {
  const level = world.levels[id]?.level ?? 'unknown';
  const hotSpot = ground.site.hotSpots.find((one) => one.id === id);
  if (hotSpot) {
    const known = world.estimate?.hotSpots.find((one) => one.hotSpot === id);
    return {
      id,
      kind: 'hotSpot',
      name: hotSpot.name,
      rings: outlines([hotSpot]),
      level,
      alertPeople: hotSpot.alertPeople,
      ...(known?.supportAt === undefined ? {} : { figures: figuresOf(known) }),
    };
  }
  const zone = ground.site.zones.find((one) => one.id === id);
  if (!zone) return undefined;
  const leaves = ground.leaves.flatMap((leaf, index) =>
    isWithin(ground, leaf.id, id) ? [{ leaf, index }] : [],
  );
  const figures = together(ground, world, leaves);
  return {
    id,
    kind: 'zone',
    name: zone.name,
    rings: outlines(leaves.map(({ leaf }) => leaf)),
    level,
    ...(figures ? { figures } : {}),
  };
}

function isWithin({ site }: Pick<Ground, 'site'>, leaf: string, id: string): boolean {
  let at: string | undefined = leaf;
  while (at !== undefined) {
    if (at === id) return true;
    const above: string = at;
    at = site.zones.find((zone) => zone.id === above)?.parent;
  }
  return false;
}

function outlines(
  places: readonly { readonly polygon?: readonly (readonly LonLat[])[] | undefined }[],
): readonly (readonly LonLat[])[] {
  return places.flatMap(({ polygon }) => (polygon?.[0] ? [polygon[0]] : []));
}

function figuresOf(known: {
  readonly people: number;
  readonly sd: number;
  readonly densityPerM2: number;
  readonly supportAt?: number;
}): NonNullable<WarnedPlace['figures']> {
  const { people, sd, densityPerM2, supportAt } = known;
  return { people, sd, densityPerM2, ...(supportAt === undefined ? {} : { supportAt }) };
}

/** The leaves' people together; unknown as soon as one of them is: a sum that leaves some out would be too small. */
function together(
  { usableAreaM2 }: Pick<Ground, 'usableAreaM2'>,
  { estimate }: Pick<World, 'estimate'>,
  leaves: readonly { readonly leaf: { readonly id: string }; readonly index: number }[],
): WarnedPlace['figures'] {
  const known = leaves.map(({ leaf }) => estimate?.zones.find((one) => one.zone === leaf.id));
  const [only] = known;
  if (known.length === 1 && only?.supportAt !== undefined) return figuresOf(only);
  let people = 0;
  let variance = 0;
  let oldest = Number.POSITIVE_INFINITY;
  for (const zone of known) {
    if (zone?.supportAt === undefined) return undefined;
    people += zone.people;
    variance += zone.sd * zone.sd;
    oldest = Math.min(oldest, zone.supportAt);
  }
  const areaM2 = leaves.reduce((sum, { index }) => sum + (usableAreaM2[index] ?? 0), 0);
  if (known.length === 0 || areaM2 <= 0) return undefined;
  return { people, sd: Math.sqrt(variance), densityPerM2: people / areaM2, supportAt: oldest };
}
