import { areaM2, type LocalPolygon } from '../geo/polygon.ts';
import { type Ground, OUTSIDE_LEAF, toLocalPolygon, walkableCellsInside } from './ground.ts';
import { leafZones, type Place, type Site } from './site.ts';

/** An area below this cannot hold one person: a polygon that was drawn as a line. */
const LEAST_AREA_M2 = 0.5;

/**
 * What is wrong with a site document beyond its form: names that lead nowhere or in a circle, ids used twice, leaf zones
 * without a polygon. Empty when the site can be used. Run it before `buildGround`: a leaf zone without a polygon cannot be built.
 */
export function checkReferences(site: Site): readonly string[] {
  const problems: string[] = [];
  const zones = new Set<string>(site.zones.map((zone) => zone.id));
  const leaves = new Set<string>(leafZones(site).map((zone) => zone.id));
  const checkpoints = new Set<string>(site.checkpoints.map((checkpoint) => checkpoint.id));
  const place = (where: string, named: Place) => {
    if (named !== 'outside' && named !== 'world' && !leaves.has(named)) {
      problems.push(`${where}: "${named}" is not a leaf zone, "outside" or "world"`);
    }
  };
  const leaf = (where: string, named: string) => {
    if (!leaves.has(named)) problems.push(`${where}: "${named}" is not a leaf zone`);
  };

  for (const [kind, list] of Object.entries({
    zones: site.zones,
    hotSpots: site.hotSpots,
    checkpoints: site.checkpoints,
    gates: site.gates,
    posts: site.posts,
    sensors: site.sensors,
  })) {
    for (const id of repeated(list.map((each) => each.id))) {
      problems.push(`${kind}: id "${id}" is used twice`);
    }
  }
  // A level, a warning and a card belong to an id, whether it is a zone's or a hot-spot's.
  for (const { id } of site.hotSpots) {
    if (zones.has(id)) problems.push(`hot-spot ${id}: a zone has the same id`);
  }
  for (const { id } of site.zones) {
    if (isWithinItself(site, id)) problems.push(`zone ${id}: its parents lead back to it`);
  }
  for (const zone of site.zones) {
    if (zone.parent !== undefined && !zones.has(zone.parent)) {
      problems.push(`zone ${zone.id}: its parent "${zone.parent}" does not exist`);
    }
    if (leaves.has(zone.id) && !zone.polygon)
      problems.push(`zone ${zone.id}: a leaf needs a polygon`);
  }
  for (const hotSpot of site.hotSpots) leaf(`hot-spot ${hotSpot.id}`, hotSpot.zone);
  for (const post of site.posts) leaf(`post ${post.id}`, post.zone);
  for (const gate of site.gates) place(`gate ${gate.id}`, gate.leadsTo);
  for (const { id, outer, inner } of site.checkpoints) {
    place(`checkpoint ${id}`, outer);
    leaf(`checkpoint ${id}`, inner);
  }
  site.passages.forEach(({ from, to }, index) => {
    place(`passage ${index}`, from);
    place(`passage ${index}`, to);
  });
  for (const sensor of site.sensors) {
    const where = `sensor ${sensor.id}`;
    if (sensor.kind === 'gridCell') continue;
    if (sensor.kind !== 'lineCounter') {
      leaf(where, sensor.zone);
      continue;
    }
    place(where, sensor.from);
    place(where, sensor.to);
    if (sensor.checkpoint && !checkpoints.has(sensor.checkpoint.id)) {
      problems.push(`${where}: its checkpoint "${sensor.checkpoint.id}" does not exist`);
    }
  }
  return problems;
}

/** What is wrong with a site once its ground is known: zones, hot-spots and sensors in which nobody can stand. */
export function checkGround(ground: Ground): readonly string[] {
  const { site, metres } = ground;
  const problems: string[] = [];
  ground.leaves.forEach((zone, leafIndex) => {
    if ((ground.usableAreaM2[leafIndex] ?? 0) === 0) {
      problems.push(`zone ${zone.id}: nobody can walk in it`);
    }
  });
  if (ground.leaves.length >= OUTSIDE_LEAF) {
    problems.push(`${ground.leaves.length} leaf zones are more than the raster can tell apart`);
  }
  const areas = [
    ...site.hotSpots.map(({ id, polygon }) => ({ what: `hot-spot ${id}`, polygon })),
    ...site.sensors.flatMap((sensor) =>
      sensor.kind === 'lineCounter'
        ? []
        : [{ what: `sensor ${sensor.id}`, polygon: sensor.polygon }],
    ),
  ];
  for (const { what, polygon } of areas) {
    const local: LocalPolygon = toLocalPolygon(polygon, metres);
    if (areaM2(local) < LEAST_AREA_M2) problems.push(`${what}: its polygon has no area`);
    else if (walkableCellsInside(ground, polygon).length === 0) {
      problems.push(`${what}: nobody can walk in its polygon`);
    }
  }
  return problems;
}

/** Whether a zone is among its own parents, however far up. */
function isWithinItself(site: Site, id: string): boolean {
  const parents = new Map<string, string | undefined>(
    site.zones.map((zone) => [zone.id, zone.parent]),
  );
  const seen = new Set<string>();
  for (let at = parents.get(id); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
