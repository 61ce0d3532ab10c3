import { cellCentre } from '../geo/grid.ts';
import { contains } from '../geo/polygon.ts';
import { type Ground, OUTSIDE_LEAF, toLocalPolygon, walkableCellsInside } from '../site/ground.ts';
import type { Place, Zone } from '../site/site.ts';
import { ingressOpenings, type Opening } from './egress-openings.ts';
import {
  groundPieces,
  isOnRaster,
  leafAt,
  leavesMeet,
  nearestWalk,
  walkAt,
} from './ground-probe.ts';
import type { FindingCode, FindingSeverity, PlanFinding } from './plan-checks.ts';
import { placeOf } from './plan-place.ts';

/** A gate stands at a façade or at the edge of a street: ground this near is its own. */
const GATE_REACH_M = 15;
/** Zones whose grounds are parted by no more than this of ground in no zone meet. */
const GAP_M = 40;
/** A hot-spot belongs to the zone that holds at least this share of it. */
const LEAST_SHARE = 0.5;

type Findings = readonly PlanFinding[];

/** Zones: a way out, somebody who sees them, somebody who is there. */
export function zoneHealth(ground: Ground, openings: readonly Opening[]): Findings {
  const reached = placesWithWayOut(ground, openings);
  return ground.leaves.flatMap((zone, leaf) => {
    const isPosted = ground.site.posts.some((post) => post.zone === zone.id);
    const isSeen = seesZone(ground, zone, leaf);
    return [
      ...(reached.has(zone.id) ? [] : [ofZone(ground, zone, 'zoneWithoutWayOut', 'blocker')]),
      // A zone that nobody sees and nobody is in can fill without anybody knowing.
      ...(isSeen
        ? []
        : [ofZone(ground, zone, 'zoneWithoutSensor', isPosted ? 'warning' : 'blocker')]),
      ...(isPosted ? [] : [ofZone(ground, zone, 'zoneWithoutPost', 'warning')]),
    ];
  });
}

/** A finding about a zone. */
export function ofZone(
  { metres }: Pick<Ground, 'metres'>,
  { id, name, polygon }: Zone,
  code: FindingCode,
  severity: FindingSeverity,
  figures: PlanFinding['figures'] = {},
): PlanFinding {
  const place = placeOf({ kind: 'zone', id, name }, polygon?.[0] ?? [metres.origin], metres);
  return { code, severity, place, figures };
}

/** Gates from which nobody can walk into the site. */
export function gateHealth(ground: Ground): Findings {
  const { site, metres } = ground;
  const pieces = groundPieces(ground);
  const piecesWithZones = new Set<number>();
  for (let walk = 0; walk < ground.cellCount; walk++) {
    if (ground.leafOfCell[walk] !== OUTSIDE_LEAF) piecesWithZones.add(pieces[walk] ?? -1);
  }
  return site.gates.flatMap((gate): Findings => {
    const at = metres.toLocal(gate.position);
    // A gate beyond the raster (a station up the road) stands for a way that is not drawn.
    if (!isOnRaster(ground, at)) return [];
    const near = nearestWalk(ground, at, GATE_REACH_M);
    if (near !== undefined && piecesWithZones.has(pieces[near.walk] ?? -1)) return [];
    const place = placeOf({ kind: 'gate', id: gate.id, name: gate.name }, [gate.position], metres);
    return [{ code: 'gateUnreachable', severity: 'blocker', place, figures: {} }];
  });
}

/** Passages between zones whose grounds do not meet. */
export function passageHealth(ground: Ground, openings: readonly Opening[]): Findings {
  const leafOf = new Map<string, number>(ground.leaves.map(({ id }, leaf) => [id, leaf]));
  return ground.site.passages.flatMap((passage, index): Findings => {
    const [from, to] = [leafOf.get(passage.from), leafOf.get(passage.to)];
    if (from === undefined || to === undefined) return [];
    if (leavesMeet(ground, from, to, GAP_M)) return [];
    const id = `${passage.from}/${passage.to}`;
    const about = openings.find((each) => each.kind === 'passage' && each.id === id);
    const points = [passage.from, passage.to].flatMap(
      (zone) => ground.leaves[leafOf.get(zone) ?? -1]?.polygon?.[0] ?? [],
    );
    const place = placeOf(
      { kind: 'passage', id, name: about?.name ?? { zh: id, en: id } },
      points,
      ground.metres,
    );
    return [{ code: 'passageBlocked', severity: 'blocker', place, figures: { passage: index } }];
  });
}

/** Posts and hot-spots that are not where the plan says. */
export function placeHealth(ground: Ground): Findings {
  const { site, metres } = ground;
  const posts = site.posts.flatMap((post): Findings => {
    const place = placeOf({ kind: 'post', id: post.id, name: post.name }, [post.position], metres);
    const at = metres.toLocal(post.position);
    if (walkAt(ground, at) < 0) {
      // A platform may stand on a planter: what counts is that somebody gets to it.
      return nearestWalk(ground, at, 5) === undefined
        ? [{ code: 'postOffGround', severity: 'warning', place, figures: {} }]
        : [];
    }
    const isThere = leafAt(ground, at) === post.zone;
    return isThere ? [] : [{ code: 'postInOtherZone', severity: 'warning', place, figures: {} }];
  });
  const spots = site.hotSpots.flatMap((spot): Findings => {
    const { id, name, polygon, alertPeople } = spot;
    const place = placeOf({ kind: 'hotSpot', id, name }, polygon[0] ?? [], metres);
    const cells = walkableCellsInside(ground, polygon);
    const zone = ground.leaves.find((each) => each.id === spot.zone);
    const leaf = zone === undefined ? -1 : ground.leaves.indexOf(zone);
    const inside = cells.filter((walk) => ground.leafOfCell[walk] === leaf).length;
    const share = cells.length > 0 ? inside / cells.length : 0;
    const capacity = cells.length * ground.grid.cellM ** 2 * (zone?.designDensityPerM2 ?? 0);
    return [
      ...(share < LEAST_SHARE
        ? [{ code: 'hotSpotOutsideZone', severity: 'warning', place, figures: { share } } as const]
        : []),
      ...(alertPeople > capacity
        ? [
            {
              code: 'hotSpotAlertOverCapacity',
              severity: 'warning',
              place,
              figures: { alertPeople, capacity },
            } as const,
          ]
        : []),
    ];
  });
  return [...posts, ...spots];
}

/** Sensors that look at ground where nobody can be. */
export function sensorHealth(ground: Ground): Findings {
  const { site, metres } = ground;
  return site.sensors.flatMap((sensor): Findings => {
    if (sensor.kind === 'lineCounter') return [];
    if (walkableCellsInside(ground, sensor.polygon).length > 0) return [];
    const about = { kind: 'sensor', id: sensor.id, name: sensor.name } as const;
    const place = placeOf(about, sensor.polygon[0] ?? [], metres);
    return [{ code: 'sensorOffGround', severity: 'warning', place, figures: {} }];
  });
}

/** Places from which a way over the openings leads to the world; checkpoints that let in are ways, too. */
function placesWithWayOut(ground: Ground, openings: readonly Opening[]): ReadonlySet<Place> {
  const ways = [...openings.filter(({ perMin }) => perMin > 0), ...ingressOpenings(ground.site)];
  const reached = new Set<Place>(['world']);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of ways) if (reached.has(to)) reached.add(from);
  }
  return reached;
}

function seesZone(ground: Ground, zone: Zone, leaf: number): boolean {
  return ground.site.sensors.some((sensor) => {
    if (sensor.kind === 'lineCounter') return sensor.from === zone.id || sensor.to === zone.id;
    if (sensor.kind !== 'gridCell') return sensor.zone === zone.id;
    const square = toLocalPolygon(sensor.polygon, ground.metres);
    for (let walk = 0; walk < ground.cellCount; walk++) {
      if (ground.leafOfCell[walk] !== leaf) continue;
      if (contains(square, cellCentre(ground.grid, ground.gridCell[walk] ?? 0))) return true;
    }
    return false;
  });
}
