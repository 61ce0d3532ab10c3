import type { LadderSettings, Thresholds } from '../../../domain/alert/ladder.ts';
import { isAtPost } from '../../../domain/forces/at-post.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import type { World } from '../../../domain/session/world.ts';
import { countersAt } from '../../../domain/site/gate-counters.ts';
import type { Gate, Post, Site } from '../../../domain/site/site.ts';
import type { HistoryQuery } from '../../../domain/wire/review-contract.ts';

/** A figure of the object at one instant; undefined: unknown then. */
export interface ObjectFigure {
  readonly name: string;
  readonly unit: string;
  readonly thresholds?: Thresholds;
  of(world: World): number | undefined;
}

/** What of an object is drawn as curves; a mark and a unit have none, nor has a gate at which nothing counts. */
export function objectFigures(
  site: Site,
  ladder: LadderSettings,
  { object, id }: Pick<HistoryQuery, 'object' | 'id'>,
): readonly ObjectFigure[] {
  switch (object) {
    case 'checkpoint': {
      const flow = (world: World) =>
        world.estimate?.checkpoints.find(({ checkpoint }) => checkpoint === id);
      return [
        { name: 'in', unit: 'people/min', of: (world) => flow(world)?.inPerMin },
        { name: 'out', unit: 'people/min', of: (world) => flow(world)?.outPerMin },
      ];
    }
    case 'zone': {
      const zone = site.zones.find((each) => each.id === id);
      const found = (world: World) => world.estimate?.zones.find((each) => each.zone === id);
      const thresholds = zone && ladder.densityPerM2[zone.surface];
      return [
        { name: 'people', unit: 'people', of: (world) => found(world)?.people },
        {
          name: 'density',
          unit: 'ped/m2',
          ...(thresholds ? { thresholds } : {}),
          of: (world) => found(world)?.densityPerM2,
        },
      ];
    }
    case 'hotSpot': {
      const spot = site.hotSpots.find((each) => each.id === id);
      const found = (world: World) => world.estimate?.hotSpots.find((each) => each.hotSpot === id);
      const [yellow, orange, red] = ladder.alertValueShare;
      const alert = spot?.alertPeople ?? 0;
      return [
        {
          name: 'people',
          unit: 'people',
          ...(spot ? { thresholds: [yellow * alert, orange * alert, red * alert] as const } : {}),
          of: (world) => found(world)?.people,
        },
        {
          name: 'density',
          unit: 'ped/m2',
          ...(spot ? { thresholds: ladder.densityPerM2[spot.surface] } : {}),
          of: (world) => found(world)?.densityPerM2,
        },
      ];
    }
    case 'sensor': {
      const index = site.sensors.findIndex((each) => each.id === id);
      const unit = site.sensors[index]?.kind === 'pointDensity' ? 'ped/m2' : 'people';
      return [{ name: 'value', unit, of: (world) => world.sensors[index]?.lastValue }];
    }
    case 'drone':
      return [
        { name: 'altitude', unit: 'm', of: (world) => world.drones[id]?.report.altM },
        { name: 'battery', unit: '%', of: (world) => world.drones[id]?.report.batteryPct },
      ];
    case 'gate': {
      const gate = site.gates.find((each) => each.id === id);
      return gate ? gateFigures(site, gate) : [];
    }
    case 'post': {
      const post = site.posts.find((each) => each.id === id);
      return post ? [unitsAt(site, post)] : [];
    }
    case 'unit':
    case 'mark':
      return [];
  }
}

/** The flow by the counters that stand at a gate, as the gate's card sums it. */
function gateFigures(site: Site, gate: Gate): readonly ObjectFigure[] {
  const counters = countersAt(site, gate);
  if (counters.length === 0) return [];
  const waysOf = new Map(
    counters.map(({ id, to }) => [id, to === gate.leadsTo ? 'in' : 'out'] as const),
  );
  const flow = (way: 'in' | 'out') => (world: World) => {
    const known = (world.estimate?.counters ?? []).filter(
      ({ sensor }) => waysOf.get(sensor) === way,
    );
    return known.length === 0 ? undefined : known.reduce((sum, { perMin }) => sum + perMin, 0);
  };
  return [
    { name: 'in', unit: 'people/min', of: flow('in') },
    { name: 'out', unit: 'people/min', of: flow('out') },
  ];
}

/** How many units said that they are at a post; unknown before any unit has said where it is. */
function unitsAt(site: Site, post: Post): ObjectFigure {
  const metres = localMetres(site.origin);
  return {
    name: 'units',
    unit: 'units',
    of(world) {
      const units = Object.values(world.units);
      if (units.length === 0) return undefined;
      return units.filter(({ lon, lat }) => isAtPost(metres, [lon, lat], post)).length;
    },
  };
}
