import type { LonLat } from '../../../domain/base/quantity.ts';
import type { MapGeometry } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';

/** Collections inside collections deeper than this are no map. */
const DEEPEST_COLLECTION = 8;
/** RFC 7946, 3.1.6: a ring has four or more positions, the last like the first. */
const LEAST_RING = 4;

/**
 * The shapes of a GeoJSON geometry, checked: known types, finite degrees in range, closed rings. A collection becomes
 * its members. Throws a `MapFileProblem` with the place of what is wrong.
 */
export function checkGeometry(value: unknown, place: string, depth = 0): readonly MapGeometry[] {
  if (!isRecord(value)) throw new MapFileProblem(place, 'has no geometry');
  if (value.type === 'GeometryCollection') {
    if (depth >= DEEPEST_COLLECTION) {
      throw new MapFileProblem(place, 'collections are nested too deeply');
    }
    return listIn(value.geometries, `${place}.geometries`).flatMap((each, index) =>
      checkGeometry(each, `${place}.geometries[${index}]`, depth + 1),
    );
  }
  return [checkShape(value.type, value.coordinates, `${place}.coordinates`, place)];
}

function checkShape(
  type: unknown,
  coordinates: unknown,
  where: string,
  place: string,
): MapGeometry {
  switch (type) {
    case 'Point':
      return { type, coordinates: position(coordinates, where) };
    case 'MultiPoint':
      return { type, coordinates: line(coordinates, where, 1) };
    case 'LineString':
      return { type, coordinates: line(coordinates, where, 2) };
    case 'MultiLineString':
      return {
        type,
        coordinates: filled(coordinates, where).map((each, index) =>
          line(each, `${where}[${index}]`, 2),
        ),
      };
    case 'Polygon':
      return { type, coordinates: polygon(coordinates, where) };
    case 'MultiPolygon':
      return {
        type,
        coordinates: filled(coordinates, where).map((each, index) =>
          polygon(each, `${where}[${index}]`),
        ),
      };
    default:
      throw new MapFileProblem(place, `a geometry of type "${short(type)}" is unknown`);
  }
}

function polygon(value: unknown, where: string): readonly (readonly LonLat[])[] {
  return filled(value, where).map((each, index) => ring(each, `${where}[${index}]`));
}

function ring(value: unknown, where: string): readonly LonLat[] {
  const positions = line(value, where, LEAST_RING);
  const first = positions[0];
  const last = positions[positions.length - 1];
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) {
    throw new MapFileProblem(where, 'the ring is not closed: its last point must be its first');
  }
  return positions;
}

function line(value: unknown, where: string, least: number): readonly LonLat[] {
  const list = listIn(value, where);
  if (list.length < least) {
    throw new MapFileProblem(where, `has ${list.length} points where ${least} are needed`);
  }
  return list.map((each, index) => position(each, where, index));
}

function position(value: unknown, where: string, index?: number): LonLat {
  const place = () => (index === undefined ? where : `${where}[${index}]`);
  if (!Array.isArray(value) || value.length < 2) {
    throw new MapFileProblem(place(), 'is no position of longitude and latitude');
  }
  const [lon, lat] = value as readonly unknown[];
  if (!isDegrees(lon) || !isDegrees(lat)) {
    throw new MapFileProblem(place(), 'longitude and latitude must be finite numbers');
  }
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    const looks = Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? SWAPPED : PROJECTED;
    throw new MapFileProblem(place(), `${lon}, ${lat} is no longitude and latitude: ${looks}`);
  }
  return [lon, lat];
}

const SWAPPED = 'write longitude first';
const PROJECTED = 'convert the file to degrees (EPSG:4326) first';

function isDegrees(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function filled(value: unknown, where: string): readonly unknown[] {
  const list = listIn(value, where);
  if (list.length === 0) throw new MapFileProblem(where, 'is empty');
  return list;
}

function listIn(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MapFileProblem(where, 'is no list');
  return value;
}

/** Whether a value of a parsed document is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(value: unknown): string {
  return String(value).slice(0, 40);
}
