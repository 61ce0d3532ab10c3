import type { EastNorth, LonLat } from '../../domain/base/quantity.ts';
import { contains, distanceToSegment, type LocalPolygon } from '../../domain/geo/polygon.ts';
import { distinctNames } from '../../domain/site/distinct-names.ts';
import { buildGround, type Ground, toLocalPolygon } from '../../domain/site/ground.ts';
import type {
  Checkpoint,
  Gate,
  HotSpot,
  Name,
  Post,
  Sensor,
  Site,
  Zone,
} from '../../domain/site/site.ts';

/** Everything a seat derives once from the site document. */
export interface SiteFacts {
  readonly site: Site;
  readonly ground: Ground;
  readonly zones: ReadonlyMap<string, Zone>;
  readonly hotSpots: ReadonlyMap<string, HotSpot>;
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
  readonly gates: ReadonlyMap<string, Gate>;
  readonly posts: ReadonlyMap<string, Post>;
  readonly sensors: ReadonlyMap<string, Sensor>;
  /** Place of each sensor in the site's list, by id. */
  readonly sensorIndex: ReadonlyMap<string, number>;
  readonly leafIndex: ReadonlyMap<string, number>;
  /** People at which a leaf zone counts as full. */
  readonly capacity: ReadonlyMap<string, number>;
  /** Leaf zones below each zone. */
  readonly leavesOf: ReadonlyMap<string, readonly Zone[]>;
  /** Polygons of leaf zones and hot-spots in local metres. */
  readonly shapes: ReadonlyMap<string, LocalPolygon>;
  /** Names of zones and hot-spots, by id, of which no two are alike. */
  readonly placeNames: ReadonlyMap<string, Name>;
  /** Where a place's label stands. */
  readonly labelAt: ReadonlyMap<string, LonLat>;
}

export function siteFacts(site: Site): SiteFacts {
  const ground = buildGround(site);
  const { leaves, metres } = ground;
  const shapes = new Map<string, LocalPolygon>();
  for (const place of [...leaves, ...site.hotSpots]) {
    if (place.polygon) shapes.set(place.id, toLocalPolygon(place.polygon, metres));
  }
  return {
    site,
    ground,
    zones: new Map(site.zones.map((zone) => [zone.id, zone])),
    hotSpots: new Map(site.hotSpots.map((hotSpot) => [hotSpot.id, hotSpot])),
    checkpoints: new Map(site.checkpoints.map((checkpoint) => [checkpoint.id, checkpoint])),
    gates: new Map(site.gates.map((gate) => [gate.id, gate])),
    posts: new Map(site.posts.map((post) => [post.id, post])),
    sensors: new Map(site.sensors.map((sensor) => [sensor.id, sensor])),
    sensorIndex: new Map(site.sensors.map(({ id }, index) => [id, index])),
    leafIndex: new Map(leaves.map((zone, index) => [zone.id, index])),
    capacity: new Map(
      leaves.map((zone, index) => [
        zone.id,
        (ground.usableAreaM2[index] ?? 0) * zone.designDensityPerM2,
      ]),
    ),
    leavesOf: new Map(site.zones.map((zone) => [zone.id, leavesUnder(site, leaves, zone)])),
    shapes,
    placeNames: distinctNames(site),
    labelAt: new Map([...shapes].map(([id, shape]) => [id, metres.toLonLat(insidePoint(shape))])),
  };
}

/** Where a sensor stands: the middle of its line or polygon. */
export function sensorAt(sensor: Sensor): LonLat {
  const positions = sensor.kind === 'lineCounter' ? sensor.line : (sensor.polygon[0] ?? []);
  const sum = positions.reduce<LonLat>(([lon, lat], at) => [lon + at[0], lat + at[1]], [0, 0]);
  return [sum[0] / positions.length, sum[1] / positions.length];
}

function leavesUnder(site: Site, leaves: readonly Zone[], zone: Zone): readonly Zone[] {
  const parentOf = new Map(site.zones.map((each) => [each.id, each.parent]));
  return leaves.filter((leaf) => {
    let above = leaf.parent;
    while (above && above !== zone.id) above = parentOf.get(above);
    return above === zone.id;
  });
}

/** A point well inside a polygon: the candidate on a coarse raster that is farthest from its edges. */
function insidePoint(shape: LocalPolygon): EastNorth {
  const ring = shape[0] ?? [];
  const easts = ring.map(([east]) => east);
  const norths = ring.map(([, north]) => north);
  const west = Math.min(...easts);
  const south = Math.min(...norths);
  const width = Math.max(...easts) - west;
  const height = Math.max(...norths) - south;
  let best: EastNorth = [west + width / 2, south + height / 2];
  let bestRoom = contains(shape, best) ? edgeDistance(shape, best) : -1;
  const steps = 24;
  for (let row = 1; row < steps; row++) {
    for (let col = 1; col < steps; col++) {
      const at: EastNorth = [west + (width * col) / steps, south + (height * row) / steps];
      if (!contains(shape, at)) continue;
      const room = edgeDistance(shape, at);
      if (room <= bestRoom) continue;
      best = at;
      bestRoom = room;
    }
  }
  return best;
}

function edgeDistance(shape: LocalPolygon, at: EastNorth): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of shape) {
    ring.forEach((a, index) => {
      const b = ring[(index + 1) % ring.length] ?? a;
      nearest = Math.min(nearest, distanceToSegment(at, a, b));
    });
  }
  return nearest;
}
