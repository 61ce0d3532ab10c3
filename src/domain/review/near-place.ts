import type { EastNorth, LonLat } from '../base/quantity.ts';
import { contains, type LocalPolygon } from '../geo/polygon.ts';
import { type Ground, toLocalPolygon } from '../site/ground.ts';
import type { Name } from '../site/site.ts';

/** How far a drone's loudspeaker is taken to be understood, metres. */
export const EARSHOT_M = 150;

/** A place of the site with how far away it is. */
export interface NearPlace {
  readonly id: string;
  readonly name: Name;
  readonly distanceM: number;
}

/**
 * The place that a loudspeaker at a position speaks to: the nearest hot-spot within earshot, else the leaf zone it is
 * over; undefined where there is neither.
 */
export function placeInEarshot(
  ground: Pick<Ground, 'site' | 'leaves' | 'metres'>,
  position: LonLat,
): NearPlace | undefined {
  const { site, leaves, metres } = ground;
  const at = metres.toLocal(position);
  let nearest: NearPlace | undefined;
  for (const { id, name, polygon } of site.hotSpots) {
    const distanceM = distanceTo(toLocalPolygon(polygon, metres), at);
    if (distanceM <= EARSHOT_M && distanceM < (nearest?.distanceM ?? Number.POSITIVE_INFINITY)) {
      nearest = { id, name, distanceM };
    }
  }
  if (nearest) return nearest;
  const under = leaves.find(
    ({ polygon }) => polygon && contains(toLocalPolygon(polygon, metres), at),
  );
  return under && { id: under.id, name: under.name, distanceM: 0 };
}

/** Metres from a position to a polygon; 0 inside. */
function distanceTo(polygon: LocalPolygon, at: EastNorth): number {
  if (contains(polygon, at)) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const ring of polygon) {
    ring.forEach((a, index) => {
      const b = ring[(index + 1) % ring.length] ?? a;
      least = Math.min(least, distanceToEdge(a, b, at));
    });
  }
  return least;
}

function distanceToEdge(a: EastNorth, b: EastNorth, [east, north]: EastNorth): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((east - a[0]) * dx + (north - a[1]) * dy) / squared;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(east - a[0] - share * dx, north - a[1] - share * dy);
}
