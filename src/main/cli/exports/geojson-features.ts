import type { Feature, Position } from 'geojson';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import { placeMoment } from '../../../domain/review/place-moment.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Ground } from '../../../domain/site/ground.ts';

/** Colours of levels, as simplestyle properties that viewers draw. */
const COLOURS = {
  green: '#3aa981',
  yellow: '#f2c14e',
  orange: '#f07f2e',
  red: '#ff3b4e',
  unknown: '#8b99a8',
} as const;

/** Leaf zones and hot-spots as polygons with what was known of them at `at`. */
export function placeFeatures(
  { leaves, site }: Pick<Ground, 'leaves' | 'site'>,
  world: World,
  at: Millis,
): readonly Feature[] {
  const places = [
    ...leaves.map((zone) => ({ ...zone, kind: 'zone' })),
    ...site.hotSpots.map((spot) => ({ ...spot, kind: 'hotSpot' })),
  ];
  return places.flatMap(({ id, name, polygon, kind }): Feature[] => {
    if (!polygon) return [];
    const { level, people, densityPerM2, dataAgeS } = placeMoment(world, id, at);
    return [
      {
        type: 'Feature',
        id,
        geometry: { type: 'Polygon', coordinates: polygon.map(closed) },
        properties: {
          kind,
          id,
          name_zh: name.zh,
          name_en: name.en,
          time: new Date(at).toISOString(),
          level,
          people: people ?? null,
          density_per_m2: densityPerM2 ?? null,
          data_age_s: dataAgeS ?? null,
          stroke: COLOURS[level],
          fill: COLOURS[level],
          'fill-opacity': 0.3,
        },
      },
    ];
  });
}

/** A ring as GeoJSON has it: its last point is its first (RFC 7946, 3.1.6). */
function closed(ring: readonly LonLat[]): Position[] {
  const [first] = ring;
  const last = ring.at(-1);
  const points = ring.map(([lon, lat]) => [lon, lat]);
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return points;
  return [...points, [first[0], first[1]]];
}
