import { type Place, RINGS, type RingName, type Site } from '../site/site.ts';
import { LEVEL_PER_M_MIN, type Opening } from './egress-openings.ts';
import type { EgressBorder, EgressWay } from './plan-checks.ts';
import { placeName } from './plan-place.ts';

/** What the people need and what there is, over each border from the core outwards. */
export function egressBorders(
  site: Site,
  openings: readonly Opening[],
  people: number,
  minutes: number,
): readonly EgressBorder[] {
  const ringOf = new Map<string, RingName>(site.zones.map(({ id, ring }) => [id, ring]));
  const depth = (place: Place) => {
    const ring = ringOf.get(place);
    if (ring !== undefined) return RINGS.indexOf(ring);
    return place === 'outside' ? RINGS.length : RINGS.length + 1;
  };
  const rings = RINGS.filter((ring) =>
    site.zones.some((zone) => zone.ring === ring && zone.polygon),
  );
  const borders = [
    ...rings.map((ring) => [ring, RINGS.indexOf(ring)] as const),
    ['site', RINGS.length] as const,
  ];
  return borders.map(([border, inside]) => {
    const ways = openings.filter(({ from, to }) => depth(from) <= inside && depth(to) > inside);
    return borderOf(border, ways, site, people / minutes, people);
  });
}

/** A way as others see it: without its direction. */
export function wayOf({ from: _, to: __, ...way }: Opening): EgressWay {
  return way;
}

function borderOf(
  border: EgressBorder['border'],
  ways: readonly Opening[],
  site: Site,
  neededPerMin: number,
  people: number,
): EgressBorder {
  const availablePerMin = ways.reduce((sum, { perMin }) => sum + perMin, 0);
  return {
    border,
    ways: ways.map(wayOf),
    streets: streetsOf(ways, site),
    neededM: neededPerMin / LEVEL_PER_M_MIN,
    availableM: availablePerMin / LEVEL_PER_M_MIN,
    neededPerMin,
    availablePerMin,
    ...(availablePerMin > 0 ? { minutes: people / availablePerMin } : {}),
    enough: availablePerMin >= neededPerMin,
  };
}

/** Ways by where they lead, widest first; gates to the world are streets of their own. */
function streetsOf(ways: readonly Opening[], site: Site): EgressBorder['streets'] {
  const streets = new Map<string, EgressBorder['streets'][number]>();
  for (const way of ways) {
    const key = way.to === 'world' ? way.id : way.to;
    const before = streets.get(key);
    streets.set(key, {
      to: way.to,
      name: way.to === 'world' ? way.name : placeName(site, way.to),
      clearWidthM: (before?.clearWidthM ?? 0) + way.clearWidthM,
      perMin: (before?.perMin ?? 0) + way.perMin,
    });
  }
  return [...streets.values()].sort((a, b) => b.perMin - a.perMin);
}
