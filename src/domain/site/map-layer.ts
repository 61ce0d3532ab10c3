import type { LonLat } from '../base/quantity.ts';
import type { Datum } from '../geo/datum.ts';

/** The formats in which maps come in, told apart by their content. */
export const MAP_FORMATS = ['geojson', 'kml', 'gpx', 'flatgeobuf', 'pmtiles', 'mbtiles'] as const;
export type MapFormat = (typeof MAP_FORMATS)[number];

/** West, south, east, north in degrees. */
export type LonLatBounds = readonly [west: number, south: number, east: number, north: number];

/** Imported maps that a session shows at most. */
export const MAX_MAP_LAYERS = 32;
/** A map file that a seat sends is at most this long; larger tile archives come by the command line. */
export const MAX_MAP_UPLOAD_BYTES = 32 * 1024 * 1024;
/** A seat sends its file in pieces of at most this many bytes, so that orders find room between them. */
export const MAX_UPLOAD_PIECE_BYTES = 128 * 1024;
/** The features of one layer are at most this long as WGS84 GeoJSON: they live inside the event file. */
export const MAX_LAYER_GEOJSON_BYTES = 20 * 1024 * 1024;

/** What a file holds of tiles: squares of the Web Mercator pyramid. */
export interface TilePyramid {
  readonly tileKind: 'vector' | 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Names of the layers inside vector tiles. */
  readonly vectorLayers: readonly string[];
}

/** Somebody else's map, shown under the crowd: context, never evidence. */
export interface MapLayer {
  /** The beginning of a hash of file and datum: the same file in the same datum is the same layer. */
  readonly id: string;
  readonly name: string;
  readonly format: MapFormat;
  readonly kind: 'features' | 'tiles';
  /** The datum the file was written in; what is shown is WGS84. */
  readonly datum: Datum;
  /** In WGS84. */
  readonly bounds: LonLatBounds;
  /** Of a layer of features. */
  readonly features?: number;
  /** Of a layer of features: the record's number of the entry that holds them. */
  readonly contentSeq?: number;
  /** Of a layer of tiles, whose archive lies in the folder beside the event file. */
  readonly tiles?: TilePyramid;
  readonly attribution?: string;
  /** Length of the file that was imported. */
  readonly bytes: number;
  readonly addedBy: string;
}

/** Where a file would lie if its numbers were of one datum. */
export interface MapPlacement {
  readonly datum: Datum;
  /** In WGS84. */
  readonly bounds: LonLatBounds;
  /** Of features: the share of their points that lies on the site. Of tiles: the share of the site they cover. */
  readonly onSite: number;
}

/** What a map file holds, told before it is added. */
export interface MapFilePreview {
  readonly format: MapFormat;
  readonly kind: MapLayer['kind'];
  readonly bytes: number;
  /** Of features: how many of each shape. */
  readonly shapes?: {
    readonly points: number;
    readonly lines: number;
    readonly polygons: number;
  };
  readonly tiles?: TilePyramid;
  readonly attribution?: string;
  /** Features that cannot be used: how many, and the first of them in words. */
  readonly refusedCount: number;
  readonly refused: readonly string[];
  /** One for each datum the file may be in, in the order of DATUMS; of tiles WGS84 alone. */
  readonly placements: readonly MapPlacement[];
  /** The datum that fits clearly better than the one that was named, or than all others. */
  readonly suggested?: Datum;
}

/** The bounds around some positions; undefined around none. */
export function boundsAround(positions: Iterable<LonLat>): LonLatBounds | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return west <= east ? [west, south, east, north] : undefined;
}
