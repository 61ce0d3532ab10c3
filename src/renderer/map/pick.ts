import type { EastNorth, LonLat } from '../../domain/base/quantity.ts';
import { cellAt } from '../../domain/geo/grid.ts';
import { contains } from '../../domain/geo/polygon.ts';
import type { World } from '../../domain/session/world.ts';
import type { Site } from '../../domain/site/site.ts';
import { type SiteFacts, sensorAt } from '../state/site-facts.ts';
import type { Hover, LayerName, Target } from '../state/ui-store.ts';
import { pixelsPerMetre } from './base-style.ts';
import { markState } from './layers/marks.ts';
import { PLAN_ZOOM } from './layers/plan.ts';

/** Marks are caught within this many pixels. */
const REACH_PX = 14;

export interface PickInput {
  readonly facts: SiteFacts;
  readonly world: World;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  /** Where the pointer is. */
  readonly at: LonLat;
  /** Metres of one pixel at the zoom. */
  readonly metresPerPixel: number;
}

/** What the pointer rests on: marks before areas, small areas before large ones. */
export function pick(input: PickInput): Hover {
  const { facts, at } = input;
  const here = facts.ground.metres.toLocal(at);
  const gridCell = cellAt(facts.ground.grid, here);
  const walk = gridCell < 0 ? -1 : (facts.ground.walkIndex[gridCell] ?? -1);
  return {
    target: markAt(input, here) ?? areaAt(input, here),
    cell: walk < 0 ? undefined : walk,
  };
}

function markAt(input: PickInput, here: EastNorth): Target | undefined {
  const { facts } = input;
  const reach = REACH_PX * input.metresPerPixel;
  let best: { readonly target: Target; readonly metres: number } | undefined;
  for (const [target, position] of shownMarks(input)) {
    const [east, north] = facts.ground.metres.toLocal(position);
    const metres = Math.hypot(east - here[0], north - here[1]);
    // Of two at one distance the first counts more: what moves before what stands.
    if (metres <= reach && (!best || metres < best.metres)) best = { target, metres };
  }
  return best?.target;
}

/** Every mark that is on the map now. */
function* shownMarks({ facts, world, layers, metresPerPixel }: PickInput) {
  const { site } = facts;
  const of = (kind: Target['kind'], id: string, at: LonLat) => [{ kind, id }, at] as const;
  if (layers.drones) {
    for (const { report } of Object.values(world.drones))
      yield of('drone', report.drone, [report.lon, report.lat]);
  }
  if (layers.units) {
    for (const { unit, lon, lat } of Object.values(world.units)) yield of('unit', unit, [lon, lat]);
  }
  if (layers.marks) {
    for (const mark of Object.values(world.marks)) {
      if (markState(mark, world.time) !== 'gone') yield of('mark', mark.id, [mark.lon, mark.lat]);
    }
  }
  if (layers.checkpoints) {
    for (const { id, position } of site.checkpoints) yield of('checkpoint', id, position);
  }
  if (layers.plan && metresPerPixel <= planMetresPerPixel(site)) {
    for (const { id, position } of site.posts) yield of('post', id, position);
    for (const { id, position } of site.gates) yield of('gate', id, position);
  }
  if (layers.sensors) {
    for (const sensor of site.sensors) yield of('sensor', sensor.id, sensorAt(sensor));
  }
}

function planMetresPerPixel(site: Site): number {
  return 1 / pixelsPerMetre(PLAN_ZOOM, site.origin[1]);
}

function areaAt({ facts, layers }: PickInput, here: EastNorth): Target | undefined {
  if (!layers.zones) return undefined;
  const inside = ({ id }: { readonly id: string }) => {
    const shape = facts.shapes.get(id);
    return shape !== undefined && contains(shape, here);
  };
  const hotSpot = facts.site.hotSpots.find(inside);
  if (hotSpot) return { kind: 'hotSpot', id: hotSpot.id };
  const zone = facts.ground.leaves.find(inside);
  return zone ? { kind: 'zone', id: zone.id } : undefined;
}

/** Where a target stands, for the map to go there. */
export function targetAt(facts: SiteFacts, world: World, target: Target): LonLat | undefined {
  const standing = standingAt(facts, target);
  if (standing) return standing;
  const moving = movingAt(world, target);
  return moving ? [moving.lon, moving.lat] : undefined;
}

function standingAt(facts: SiteFacts, { kind, id }: Target): LonLat | undefined {
  switch (kind) {
    case 'checkpoint':
      return facts.checkpoints.get(id)?.position;
    case 'gate':
      return facts.gates.get(id)?.position;
    case 'post':
      return facts.posts.get(id)?.position;
    case 'sensor': {
      const sensor = facts.sensors.get(id);
      return sensor && sensorAt(sensor);
    }
    case 'zone':
    case 'hotSpot':
      return facts.labelAt.get(id);
    default:
      return undefined;
  }
}

function movingAt(world: World, { kind, id }: Target) {
  if (kind === 'drone') return world.drones[id]?.report;
  if (kind === 'unit') return world.units[id];
  return kind === 'mark' ? world.marks[id] : undefined;
}
