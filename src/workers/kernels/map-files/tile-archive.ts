import { gunzipSync } from 'node:zlib';
import type { LonLatBounds, TilePyramid } from '../../../domain/site/map-layer.ts';
import { MapFileProblem } from './map-file-problem.ts';

/** An opened archive of tiles. */
export interface TileArchive {
  readonly pyramid: TilePyramid;
  readonly bounds: LonLatBounds;
  readonly attribution?: string;
  /** A tile, unpacked; row 0 is the northern one (XYZ). Undefined where the archive has none. */
  tile(z: number, x: number, y: number): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** Deepest zoom that is read: a pixel is below a centimetre there. */
export const DEEPEST_ZOOM = 24;
/** No tile and no table of contents unpacks to more than this: a guard against files made to burst. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;

/** Unpacks gzip within bounds; throws a `MapFileProblem`. */
export function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch {
    throw new MapFileProblem('', 'a tile is damaged, or unpacks to more than 32 MB');
  }
}

/** Bounds as an archive gives them, when they are some. */
export function usableBounds(numbers: readonly number[]): LonLatBounds | undefined {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers;
  const fits = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return fits && west < east && south < north ? [west, south, east, north] : undefined;
}

/** Throws unless the zooms of an archive are some. */
export function checkZooms(minZoom: number, maxZoom: number): void {
  const isZoom = (zoom: number) => Number.isInteger(zoom) && zoom >= 0 && zoom <= DEEPEST_ZOOM;
  if (!isZoom(minZoom) || !isZoom(maxZoom) || minZoom > maxZoom) {
    throw new MapFileProblem('', `zooms ${minZoom} to ${maxZoom} are none; write the archive anew`);
  }
}

/** The whole of what Web Mercator shows. */
export const WORLD_BOUNDS: LonLatBounds = [-180, -85.051129, 180, 85.051129];
