import type { EastNorth, LonLat } from '../../domain/base/quantity.ts';
import { cellAt } from '../../domain/geo/grid.ts';
import { contains } from '../../domain/geo/polygon.ts';
import type { World } from '../../domain/session/world.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import type { Hover, LayerName, Target } from '../state/ui-store.ts';
import { markState } from './layers/marks.ts';

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
  const { facts, world, layers } = input;
  const reach = REACH_PX * input.metresPerPixel;
  let best: { readonly target: Target; readonly metres: number } | undefined;
  const offer = (target: Target, position: LonLat) => {
    const [east, north] = facts.ground.metres.toLocal(position);
    const metres = Math.hypot(east - here[0], north - here[1]);
    if (metres <= reach && (!best || metres < best.metres)) best = { target, metres };
  };
  if (layers.drones) {
    for (const { report } of Object.values(world.drones)) {
      offer({ kind: 'drone', id: report.drone }, [report.lon, report.lat]);
    }
  }
  if (layers.marks) {
    for (const mark of Object.values(world.marks)) {
      if (markState(mark, world.time) === 'gone') continue;
      offer({ kind: 'mark', id: mark.id }, [mark.lon, mark.lat]);
    }
  }
  if (layers.checkpoints) {
    for (const { id, position } of facts.site.checkpoints)
      offer({ kind: 'checkpoint', id }, position);
  }
  return best?.target;
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
  if (target.kind === 'checkpoint') return facts.checkpoints.get(target.id)?.position;
  if (target.kind === 'drone') {
    const report = world.drones[target.id]?.report;
    return report ? [report.lon, report.lat] : undefined;
  }
  if (target.kind === 'mark') {
    const mark = world.marks[target.id];
    return mark ? [mark.lon, mark.lat] : undefined;
  }
  return facts.labelAt.get(target.id);
}
