import type { EastNorth, LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { checkScenario } from './check-scenario.ts';
import { checked, FormatProblem } from './format-problem.ts';
import {
  type GeojsonDocument,
  type GeojsonFeature,
  geojsonDocumentSchema,
} from './geojson-document.ts';
import { boundsOf } from './rings.ts';
import type { ScenarioFile } from './scenario-file.ts';

type Ring = readonly EastNorth[];
type Position = readonly [number, number, ...number[]];
type ToLocal = (position: Position, place: string) => EastNorth;
type List = 'walkable' | 'obstacles' | 'surfaces' | 'doors' | 'destinations' | 'groups';
/** One entry of a scenario's list, not checked yet, and the feature it comes from. */
interface Part {
  readonly list: List;
  readonly value: unknown;
  readonly place: string;
}

const DEFAULT_DURATION_S = 3_600;
/** Half the side of the square that stands for the place of one person. */
const PLACE_HALF_M = 0.3;

/**
 * Reads a scenario drawn as GeoJSON: each feature says by its property `kind` what it is. Longitude and latitude
 * become metres round the origin, which is the middle of the walkable ground unless the document names one.
 */
export function readGeojsonScenario(document: unknown, name: string): ScenarioFile {
  const collection = checked(geojsonDocumentSchema, document);
  const { anlan, features } = collection;
  const onEarth = anlan.coordinates === 'wgs84';
  const origin = anlan.origin ?? (onEarth ? middle(collection) : undefined);
  const toLocal = projection(onEarth ? origin : undefined);
  const exits = features
    .filter(({ properties }) => properties.kind === 'exit')
    .map(({ properties }) => properties.id);
  const parts = features.flatMap((feature, i) =>
    partsOf(feature, `features[${i}]`, exits, toLocal),
  );
  if (!parts.some(({ list }) => list === 'walkable')) {
    throw new FormatProblem(
      'features',
      'there is no walkable ground; give a polygon the kind "walkable"',
    );
  }
  const scenario = atFeatures(parts, () =>
    checkScenario({
      format: 'anlan-scenario',
      version: 1,
      name: anlan.name ?? name,
      origin,
      durationS: anlan.durationS ?? DEFAULT_DURATION_S,
      cellM: anlan.cellM,
      ...Object.fromEntries(LISTS.map((list) => [list, valuesOf(parts, list)])),
    }),
  );
  return { scenario, format: 'GeoJSON scenario', seed: undefined, notes: [] };
}

const LISTS: readonly List[] = [
  'walkable',
  'obstacles',
  'surfaces',
  'doors',
  'destinations',
  'groups',
];

function valuesOf(parts: readonly Part[], list: List): unknown[] {
  return parts.filter((part) => part.list === list).map(({ value }) => value);
}

/** Names the feature instead of the place in the scenario that was made of it. */
function atFeatures(parts: readonly Part[], check: () => Scenario): Scenario {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error;
    const [whole, list, index] = /^(\w+)\[(\d+)\]/.exec(error.place) ?? [];
    const part = parts.filter((each) => each.list === list)[Number(index)];
    if (whole === undefined || part === undefined) throw error;
    const rest = error.message.slice(whole.length);
    const [, inside = '', what = rest] = /^(.*?): (.*)$/s.exec(rest) ?? [];
    const properties = inside.startsWith('.') ? `.properties${inside}` : inside;
    throw new FormatProblem(`${part.place}${properties}`, what);
  }
}

function projection(origin: LonLat | undefined): ToLocal {
  if (origin === undefined) return ([east, north]) => [east, north];
  const local = localMetres(origin);
  return ([lon, lat], place) => {
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
      throw new FormatProblem(
        place,
        `(${lon}, ${lat}) is no longitude and latitude; set anlan.coordinates to "metres" if these are metres`,
      );
    }
    return local.toLocal([lon, lat]);
  };
}

/** The middle of the box round the walkable ground. */
function middle({ features }: GeojsonDocument): LonLat {
  const ground = features
    .filter(({ properties }) => properties.kind === 'walkable')
    .flatMap(({ geometry }) => {
      if (geometry.type === 'Polygon') return [geometry.coordinates];
      return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    });
  if (ground.length === 0) return [0, 0];
  const [west, south, east, north] = boundsOf(
    ground.map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => [lon, lat] as const))),
  );
  // A latitude beyond the poles is refused by its place later on.
  return [(west + east) / 2, Math.max(-89, Math.min(89, (south + north) / 2))];
}

function partsOf(
  feature: GeojsonFeature,
  place: string,
  exits: readonly unknown[],
  toLocal: ToLocal,
): readonly Part[] {
  const { kind, ...properties } = feature.properties;
  const polygons = (): Ring[][] => polygonsOf(feature, place, toLocal);
  const polygon = (): Ring[] => onePolygon(feature, place, toLocal);
  switch (kind) {
    case 'walkable':
      return polygons().map((value) => ({ list: 'walkable', value, place }));
    case 'obstacle':
      return polygons().map((value) => ({ list: 'obstacles', value, place }));
    case 'stairs':
    case 'ramp':
    case 'narrow':
      return polygons().map((each) => ({
        list: 'surfaces',
        value: { ...properties, kind, polygon: each },
        place,
      }));
    case 'door':
      return [{ list: 'doors', value: { closed: [], ...properties, polygon: polygon() }, place }];
    case 'exit':
    case 'waypoint':
      return [{ list: 'destinations', value: { ...properties, kind, polygon: polygon() }, place }];
    case 'group':
      return [{ list: 'groups', value: groupOf(feature, place, exits, toLocal), place }];
  }
}

function groupOf(
  feature: GeojsonFeature,
  place: string,
  exits: readonly unknown[],
  toLocal: ToLocal,
): unknown {
  const { kind: _, people, route, ...properties } = feature.properties;
  const { geometry } = feature;
  const way = routeOf(route, exits, place);
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
    if (people !== undefined) {
      throw new FormatProblem(
        `${place}.properties.people`,
        'points are one person each; leave people out or draw a polygon',
      );
    }
    const positions = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
    const places = positions.map((each) => toLocal(each, `${place}.geometry`));
    const area = boxRound(places);
    return { ...properties, area, people: { kind: 'places', places }, route: way };
  }
  if (people === undefined) {
    throw new FormatProblem(`${place}.properties.people`, 'is missing; say how many come');
  }
  return {
    ...properties,
    area: onePolygon(feature, place, toLocal),
    people: typeof people === 'number' ? { kind: 'count', count: people } : people,
    route: way,
  };
}

/** Names stand for a sequence; without a route people go to the nearest exit. */
function routeOf(route: unknown, exits: readonly unknown[], place: string): unknown {
  if (Array.isArray(route)) return { kind: 'sequence', destinations: route };
  if (route !== undefined) return route;
  if (exits.length > 0) return { kind: 'nearest', destinations: exits };
  throw new FormatProblem(`${place}.properties.route`, 'is missing, and there is no exit');
}

function onePolygon(feature: GeojsonFeature, place: string, toLocal: ToLocal): Ring[] {
  const [polygon, ...more] = polygonsOf(feature, place, toLocal);
  if (polygon === undefined || more.length > 0) {
    throw new FormatProblem(
      `${place}.geometry`,
      `what is "${feature.properties.kind}" is one Polygon; give each part a feature and id of its own`,
    );
  }
  return polygon;
}

function polygonsOf(
  { geometry, properties }: GeojsonFeature,
  place: string,
  toLocal: ToLocal,
): Ring[][] {
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
    throw new FormatProblem(
      `${place}.geometry`,
      `what is "${properties.kind}" is a Polygon, not a point`,
    );
  }
  const list = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return list.map((polygon) =>
    polygon.map((ring) => ring.map((position) => toLocal(position, `${place}.geometry`))),
  );
}

function boxRound(places: readonly EastNorth[]): readonly Ring[] {
  const [west, south, east, north] = boundsOf([[places]]);
  return [
    [
      [west - PLACE_HALF_M, south - PLACE_HALF_M],
      [east + PLACE_HALF_M, south - PLACE_HALF_M],
      [east + PLACE_HALF_M, north + PLACE_HALF_M],
      [west - PLACE_HALF_M, north + PLACE_HALF_M],
    ],
  ];
}
