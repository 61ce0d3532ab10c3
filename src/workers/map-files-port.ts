import type { Result } from '../domain/base/result.ts';
import type { Datum } from '../domain/geo/datum.ts';
import type { ConvertedFeatures, MapFileSummary } from './kernels/map-files/describe-map-file.ts';

// The types live beside the readers; callers of the thread find them here.
export type { ConvertedFeatures, MapFileSummary } from './kernels/map-files/describe-map-file.ts';

/**
 * The thread that reads map files of other people: a file that is made to burst costs this thread and nothing else.
 * What is wrong with a file comes back in words.
 */
export interface MapFilesThread {
  describe(file: string): Promise<Result<MapFileSummary>>;
  /** The features of a file, which is in `datum`, as WGS84 GeoJSON. */
  convert(file: string, datum: Datum): Promise<Result<ConvertedFeatures>>;
  /** A tile of an archive, unpacked; undefined where it has none. Archives stay open. */
  tile(file: string, z: number, x: number, y: number): Promise<Result<Uint8Array | undefined>>;
}
