import type { AlertLevel, LevelReason } from '../../../domain/alert/ladder.ts';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import { pointInside } from '../../../domain/geo/point-inside.ts';
import type { World } from '../../../domain/session/world.ts';
import { type Ground, toLocalPolygon } from '../../../domain/site/ground.ts';
import type { Name } from '../../../domain/site/site.ts';

/** A leaf zone or hot-spot as others are told of it. */
export interface PicturePlace {
  readonly id: string;
  readonly kind: 'zone' | 'hotSpot';
  readonly name: Name;
  /** Outer ring, lon/lat, not closed. */
  readonly ring: readonly LonLat[];
  /** A point inside. */
  readonly at: LonLat;
  readonly level: AlertLevel | 'unknown';
  readonly since?: Millis;
  readonly reason?: LevelReason;
  /** Absent figures are unknown. */
  readonly people?: number;
  readonly sd?: number;
  readonly densityPerM2?: number;
  readonly supportAt?: Millis;
  /** A hot-spot's alert value, people. */
  readonly alertPeople?: number;
}

/** What an output sees: the site and the world at one instant, with nothing of who gave which order. */
export interface Picture {
  readonly site: { readonly id: string; readonly name: Name };
  /** The session's time; in an exercise not that of the clock on the wall. */
  readonly time: Millis;
  /** The machine's clock, which receivers compare with theirs. */
  readonly sentAt: Millis;
  /** A drill, or a recording: nobody may take it for now. */
  readonly exercise: boolean;
  readonly places: readonly PicturePlace[];
  /** Places from yellow up. */
  readonly alerts: readonly PicturePlace[];
  readonly drones: readonly DroneReport[];
}

/** A drone that has been silent for longer is not told of any more: it goes stale at its receivers. */
const DRONE_KNOWN_MS: Millis = 30_000;

/** What there is to tell of the world. Pure. */
export function pictureOf(
  ground: Ground,
  world: World,
  sentAt: Millis,
  exercise: boolean,
): Picture {
  const { site, leaves } = ground;
  const zones = new Map(world.estimate?.zones.map((zone) => [zone.zone as string, zone]));
  const hotSpots = new Map(world.estimate?.hotSpots.map((one) => [one.hotSpot as string, one]));
  const places = [
    ...leaves.flatMap((zone) =>
      zone.polygon ? [placeOf(ground, world, { ...zone, kind: 'zone' }, zones.get(zone.id))] : [],
    ),
    ...site.hotSpots.map((hotSpot) => ({
      ...placeOf(ground, world, { ...hotSpot, kind: 'hotSpot' }, hotSpots.get(hotSpot.id)),
      alertPeople: hotSpot.alertPeople,
    })),
  ];
  return {
    site: { id: site.id, name: site.name },
    time: world.time,
    sentAt,
    exercise,
    places,
    alerts: places.filter(({ level }) => level !== 'unknown' && level !== 'green'),
    drones: Object.values(world.drones)
      .map(({ report }) => report)
      .filter((report) => world.time - report.observedAt <= DRONE_KNOWN_MS),
  };
}

interface Drawn {
  readonly id: string;
  readonly kind: PicturePlace['kind'];
  readonly name: Name;
  readonly polygon?: readonly (readonly LonLat[])[] | undefined;
}

interface Estimated {
  readonly people: number;
  readonly sd: number;
  readonly densityPerM2: number;
  readonly supportAt?: Millis;
}

function placeOf(
  { metres }: Ground,
  world: World,
  { id, kind, name, polygon = [] }: Drawn,
  estimate: Estimated | undefined,
): PicturePlace {
  const state = world.levels[id];
  const ring = polygon[0] ?? [];
  return {
    id,
    kind,
    name,
    ring,
    at: metres.toLonLat(pointInside(toLocalPolygon(polygon, metres))),
    level: state?.level ?? 'unknown',
    ...(state ? { since: state.since, reason: state.reason } : {}),
    // Before the first observation an estimate is only an assumption.
    ...(estimate?.supportAt === undefined
      ? {}
      : {
          people: estimate.people,
          sd: estimate.sd,
          densityPerM2: estimate.densityPerM2,
          supportAt: estimate.supportAt,
        }),
  };
}
