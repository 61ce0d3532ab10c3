import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { plainNumber } from '../tracks/track-file.ts';

const ring = z.array(z.tuple([z.number(), z.number()]).rest(z.number())).min(4);
const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) });
const feature = z.object({ type: z.literal('Feature'), geometry: polygon });
const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.tuple([feature]),
});
const document = z.union([
  polygon,
  feature.transform(({ geometry }) => geometry),
  collection.transform(({ features: [only] }) => only.geometry),
]);

/** Positions between semicolons, each `lon,lat`; undefined where the text is none such. */
export function readPositions(text: string): readonly LonLat[] | undefined {
  const positions = text.split(';').map((pair) => pair.split(',').map(plainNumber));
  const isWhole = positions.every(([lon, lat, ...more]) => isLonLat(lon, lat) && more.length === 0);
  return isWhole ? positions.map(([lon = 0, lat = 0]): LonLat => [lon, lat]) : undefined;
}

/** Whether two figures are a WGS84 longitude and latitude. */
export function isLonLat(lon: number | undefined, lat: number | undefined): boolean {
  return lon !== undefined && lat !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/**
 * A polygon as `lon,lat;lon,lat;lon,lat`, or a GeoJSON file with one polygon. The error says what is wrong with it.
 */
export function readPolygon(text: string): readonly (readonly LonLat[])[] | string {
  const positions = readPositions(text);
  if (positions) {
    return positions.length >= 3 ? [positions] : 'a polygon has three corners or more';
  }
  try {
    const read = document.safeParse(JSON.parse(readFileSync(text, 'utf8')));
    if (!read.success) return `${text} is no GeoJSON with one Polygon`;
    return read.data.coordinates.map((each) => each.map(([lon, lat]): LonLat => [lon, lat]));
  } catch (error) {
    return `neither lon,lat;lon,lat;… nor a file: ${error instanceof Error ? error.message : String(error)}`;
  }
}
