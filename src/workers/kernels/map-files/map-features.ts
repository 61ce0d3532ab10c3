import type { LonLat } from '../../../domain/base/quantity.ts';

/** A shape on the ground; rings are closed, holes follow the outer ring, altitudes are left out. */
export type MapGeometry =
  | { readonly type: 'Point'; readonly coordinates: LonLat }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly LonLat[] }
  | { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly LonLat[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LonLat[])[] }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly LonLat[])[])[];
    };

/** What a file says of a feature, as far as it is plain. */
export type MapProperties = Readonly<Record<string, string | number | boolean>>;

/** One thing on a map. */
export interface MapFeature {
  readonly type: 'Feature';
  readonly properties: MapProperties;
  readonly geometry: MapGeometry;
}

/** The features of a file in its own datum, and what of it could not be used. */
export interface MapFeatures {
  readonly features: readonly MapFeature[];
  /** Features that cannot be used: how many, and the first of them in words with their place. */
  readonly refusedCount: number;
  readonly refused: readonly string[];
  readonly attribution?: string;
}

/** Every position of a shape. */
export function* positionsOf({ type, coordinates }: MapGeometry): Generator<LonLat> {
  switch (type) {
    case 'Point':
      yield coordinates;
      return;
    case 'MultiPoint':
    case 'LineString':
      yield* coordinates;
      return;
    case 'MultiLineString':
    case 'Polygon':
      for (const line of coordinates) yield* line;
      return;
    case 'MultiPolygon':
      for (const polygon of coordinates) for (const ring of polygon) yield* ring;
  }
}
