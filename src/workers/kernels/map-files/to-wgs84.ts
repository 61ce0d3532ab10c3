import type { LonLat } from '../../../domain/base/quantity.ts';
import { type Datum, toWgs84 } from '../../../domain/geo/datum.ts';
import type { MapFeature, MapGeometry } from './map-features.ts';

/** Degrees are kept to a centimetre. */
const STEPS_PER_DEGREE = 1e7;

/** The feature with every position taken from the named datum to WGS84. */
export function featureToWgs84(feature: MapFeature, datum: Datum): MapFeature {
  return { ...feature, geometry: geometryToWgs84(feature.geometry, datum) };
}

function geometryToWgs84(geometry: MapGeometry, datum: Datum): MapGeometry {
  const point = (at: LonLat) => positionToWgs84(at, datum);
  const line = (all: readonly LonLat[]) => all.map(point);
  const lines = (all: readonly (readonly LonLat[])[]) => all.map(line);
  switch (geometry.type) {
    case 'Point':
      return { ...geometry, coordinates: point(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { ...geometry, coordinates: line(geometry.coordinates) };
    case 'MultiLineString':
    case 'Polygon':
      return { ...geometry, coordinates: lines(geometry.coordinates) };
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map(lines) };
  }
}

/** A position of the named datum in WGS84, to a centimetre. */
export function positionToWgs84(position: LonLat, datum: Datum): LonLat {
  const [lon, lat] = toWgs84(position, datum);
  return [rounded(lon), rounded(lat)];
}

function rounded(degrees: number): number {
  // Adding 0 makes -0 the 0 that JSON gives back.
  return Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE + 0;
}
