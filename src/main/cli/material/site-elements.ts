import type { LonLat } from '../../../domain/base/quantity.ts';
import { SURFACES, type Surface } from '../../../domain/crowd/surface.ts';
import { cellAt } from '../../../domain/geo/grid.ts';
import { pointInside } from '../../../domain/geo/point-inside.ts';
import { contains } from '../../../domain/geo/polygon.ts';
import { type Ground, toLocalPolygon } from '../../../domain/site/ground.ts';
import { RINGS } from '../../../domain/site/site.ts';
import {
  type MapFeature,
  type MapProperties,
  positionsOf,
} from '../../../workers/kernels/map-files/map-features.ts';
import type { Material, MaterialOptions } from '../material-options.ts';
import { type ElementName, elementName, idMaker } from './element-name.ts';

/** An element for a list of the site document, and the feature it was made of. */
export interface SiteElement {
  /** How a person finds the feature: its number and its name. */
  readonly from: string;
  readonly element: Readonly<Record<string, unknown>>;
}

/** What became of the features of a map. */
export interface SiteElements {
  readonly elements: readonly SiteElement[];
  readonly refused: readonly string[];
}

type Polygon = readonly (readonly LonLat[])[];

const OPEN_GROUND_KINDS = ['promenade', 'plaza', 'park', 'concourse'];
const OBSTACLE_KINDS = ['block', 'water', 'planting', 'structure'];
/** "12", "12.5 m" */
const WIDTH = /^(\d+(?:\.\d+)?)\s*m?$/;

/** Makes elements of features, which are in WGS84; those that cannot become one are told in words. */
export function siteElements(
  features: readonly MapFeature[],
  ground: Ground,
  options: MaterialOptions,
): SiteElements {
  const elements: SiteElement[] = [];
  const refused: string[] = [];
  const newId = idMaker(takenIds(ground, options.as), options.as === 'zones' ? 'zone' : 'hot-spot');
  features.forEach((feature, index) => {
    const { properties, geometry } = feature;
    const isWanted = options.where.every(({ key, value }) => `${properties[key]}` === value);
    if (!isWanted) return;
    const name = elementName(properties);
    const from = `feature ${index + 1}${name ? ` (${name.zh})` : ''}`;
    const parts = options.as === 'streets' ? linesOf(feature) : polygonsOf(feature);
    if (parts === undefined) {
      const needs = options.as === 'streets' ? 'lines' : 'areas';
      refused.push(`${from}: is a ${geometry.type}, and ${options.as} are made of ${needs}`);
    } else if (!touchesSite(feature, ground)) {
      refused.push(`${from}: lies outside the site's raster (is ${options.datum} its datum?)`);
    } else {
      for (const part of parts) {
        const made = elementOf({ part, properties, name, ground, options, newId });
        if (typeof made === 'string') refused.push(`${from}: ${made}`);
        else elements.push({ from, element: made });
      }
    }
  });
  return { elements, refused };
}

interface Part {
  /** A line for streets, a polygon for everything else. */
  readonly part: Polygon;
  readonly properties: MapProperties;
  readonly name: ElementName | undefined;
  readonly ground: Ground;
  readonly options: MaterialOptions;
  readonly newId: (name: ElementName) => string;
}

/** The element, or what it lacks in words. */
function elementOf(made: Part): Readonly<Record<string, unknown>> | string {
  const { part, name, options } = made;
  if (options.as === 'obstacles') {
    const kind = kindOf(made, OBSTACLE_KINDS);
    return kind === undefined
      ? `has no kind: give --kind (${OBSTACLE_KINDS.join(', ')})`
      : { kind, ...(name ? { name } : {}), polygon: part };
  }
  if (!name) return 'has no name (name:zh, name:en or name)';
  switch (options.as) {
    case 'streets':
      return street(made, name);
    case 'openGround': {
      const kind = kindOf(made, OPEN_GROUND_KINDS);
      return kind === undefined
        ? `has no kind: give --kind (${OPEN_GROUND_KINDS.join(', ')})`
        : { name, kind, polygon: part, surface: surfaceOf(made) };
    }
    case 'zones':
      return zone(made, name);
    case 'hotSpots':
      return hotSpot(made, name);
  }
}

function street(made: Part, name: ElementName) {
  const { width } = made.properties;
  const said = typeof width === 'number' ? width : Number(WIDTH.exec(`${width ?? ''}`)?.[1]);
  const clearWidthM = said > 0 ? said : made.options.widthM;
  if (clearWidthM === undefined) return 'has no width in metres: give --width';
  return { name, line: made.part[0], clearWidthM, surface: surfaceOf(made) };
}

function zone(made: Part, name: ElementName) {
  const { properties, options } = made;
  const ring = RINGS.find((each) => each === properties.ring) ?? options.ring;
  if (ring === undefined) return `has no ring: give --ring (${RINGS.join(', ')})`;
  const designDensityPerM2 = numberIn(properties.designDensityPerM2) ?? options.designDensityPerM2;
  if (designDensityPerM2 === undefined) return 'has no design density: give --design-density';
  return {
    id: made.newId(name),
    name,
    ring,
    ...(options.parent === undefined ? {} : { parent: options.parent }),
    polygon: made.part,
    surface: surfaceOf(made),
    designDensityPerM2,
  };
}

function hotSpot(made: Part, name: ElementName) {
  const { ground, part, properties, options } = made;
  const alertPeople = numberIn(properties.alertPeople) ?? options.alertPeople;
  if (alertPeople === undefined) return 'has no alert value: give --alert-people';
  const middle = pointInside(toLocalPolygon(part, ground.metres));
  const within = ground.leaves.find(
    ({ polygon }) => polygon && contains(toLocalPolygon(polygon, ground.metres), middle),
  );
  if (!within) return 'its middle lies in no zone of the site';
  return {
    id: made.newId(name),
    name,
    zone: within.id,
    polygon: part,
    surface: surfaceOf(made),
    alertPeople: Math.round(alertPeople),
  };
}

function kindOf({ properties, options }: Part, kinds: readonly string[]): string | undefined {
  const said = [properties.kind, options.kind].find((each) => kinds.includes(`${each}`));
  return said === undefined ? undefined : `${said}`;
}

function surfaceOf({ properties, options }: Part): Surface {
  return SURFACES.find((each) => each === properties.surface) ?? options.surface;
}

function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 ? number : undefined;
}

function linesOf({ geometry }: MapFeature): readonly Polygon[] | undefined {
  if (geometry.type === 'LineString') return [[geometry.coordinates]];
  if (geometry.type === 'MultiLineString') return geometry.coordinates.map((line) => [line]);
  return undefined;
}

/** Polygons as a site document has them: a ring does not repeat its first point. */
function polygonsOf({ geometry }: MapFeature): readonly Polygon[] | undefined {
  const open = (polygon: Polygon) => polygon.map((ring) => ring.slice(0, -1));
  if (geometry.type === 'Polygon') return [open(geometry.coordinates)];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.map(open);
  return undefined;
}

/** Whether a corner lies on the raster, or the raster's middle inside: a lake may be larger than the site. */
function touchesSite(feature: MapFeature, { grid, metres }: Ground): boolean {
  for (const position of positionsOf(feature.geometry)) {
    if (cellAt(grid, metres.toLocal(position)) >= 0) return true;
  }
  const middle = [
    grid.westM + (grid.cols * grid.cellM) / 2,
    grid.southM + (grid.rows * grid.cellM) / 2,
  ] as const;
  return (polygonsOf(feature) ?? []).some((polygon) =>
    contains(toLocalPolygon(polygon, metres), middle),
  );
}

function takenIds({ site }: Ground, as: Material): readonly string[] {
  if (as === 'zones') return site.zones.map(({ id }) => id);
  return as === 'hotSpots' ? site.hotSpots.map(({ id }) => id) : [];
}
