import type { EastNorth, LonLat } from '../base/quantity.ts';
import type { LocalMetres } from '../geo/local-metres.ts';
import type { RingName, Site } from '../site/site.ts';
import type { FindingPlace } from './plan-checks.ts';
import type { RunName } from './run-figures.ts';

/** Ground round a finding that a map shows with it. */
const MARGIN_M = 40;

/** The place of a finding from the points that belong to it. */
export function placeOf(
  about: Pick<FindingPlace, 'kind' | 'id' | 'name'>,
  points: readonly LonLat[],
  metres: LocalMetres,
): FindingPlace {
  const local = points.map(metres.toLocal);
  const [west, east] = range(local.map(([x]) => x));
  const [south, north] = range(local.map(([, y]) => y));
  return {
    ...about,
    at: metres.toLonLat([(west + east) / 2, (south + north) / 2]),
    bounds: [
      metres.toLonLat([west - MARGIN_M, south - MARGIN_M]),
      metres.toLonLat([east + MARGIN_M, north + MARGIN_M]),
    ],
  };
}

/** The name of a ring: that of the zone that stands for it, else its id. */
export function ringName(site: Site, ring: RingName | 'site'): RunName {
  if (ring === 'site') return site.name;
  const zone = site.zones.find((each) => each.ring === ring && each.polygon === undefined);
  return zone?.name ?? { zh: ring, en: ring };
}

/** The name of a place of the document; `outside` and `world` have none but themselves. */
export function placeName(site: Site, place: string): RunName {
  return site.zones.find(({ id }) => id === place)?.name ?? { zh: place, en: place };
}

/** The middle of some points in local metres. */
export function middleOf(points: readonly EastNorth[]): EastNorth {
  const [west, east] = range(points.map(([x]) => x));
  const [south, north] = range(points.map(([, y]) => y));
  return [(west + east) / 2, (south + north) / 2];
}

function range(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
