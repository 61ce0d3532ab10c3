import { open, readFile } from 'node:fs/promises';
import { MAX_MAP_UPLOAD_BYTES, type MapFormat } from '../../../domain/site/map-layer.ts';
import { detectFormat } from './detect-format.ts';
import type { MapFeatures } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { mapText } from './map-text.ts';
import { readFlatgeobuf } from './read-flatgeobuf.ts';
import { readGeojson } from './read-geojson.ts';
import { readGpx } from './read-gpx.ts';
import { readKml } from './read-kml.ts';
import type { TileArchive } from './tile-archive.ts';
import { openMbtiles } from './tiles-mbtiles.ts';
import { openPmtiles } from './tiles-pmtiles.ts';

/** A tree of XML takes some twenty times its text. */
const MAX_XML_BYTES = 16 * 1024 * 1024;
const HEAD_BYTES = 16;

type FeatureFormat = Exclude<MapFormat, 'pmtiles' | 'mbtiles'>;

/** A map file that was opened. Close the archive of one that holds tiles. */
export type MapFile =
  | {
      readonly kind: 'features';
      readonly format: FeatureFormat;
      readonly content: MapFeatures;
    }
  | {
      readonly kind: 'tiles';
      readonly format: 'pmtiles' | 'mbtiles';
      readonly archive: TileArchive;
    };

/** Opens a map file of any of the formats, told by its content. Throws a `MapFileProblem` in words. */
export async function readMapFile(file: string): Promise<MapFile> {
  const { head, size } = await beginningOf(file);
  let bytes: Uint8Array | undefined;
  let text: string | undefined;
  if (!/^(PMTiles|SQLite)/.test(String.fromCharCode(...head))) {
    if (size > MAX_MAP_UPLOAD_BYTES) {
      throw new MapFileProblem('', 'is longer than 32 MB: make tiles (PMTiles) of it');
    }
    bytes = await readFile(file);
  }
  const whole = bytes ?? head;
  const format = detectFormat(head, () => {
    text = mapText(whole);
    return text;
  });
  if (format === 'pmtiles') return { kind: 'tiles', format, archive: await openPmtiles(file) };
  if (format === 'mbtiles') return { kind: 'tiles', format, archive: await openMbtiles(file) };
  return { kind: 'features', format, content: await readFeatures(format, whole, text ?? '') };
}

async function readFeatures(
  format: FeatureFormat,
  bytes: Uint8Array,
  text: string,
): Promise<MapFeatures> {
  if (format === 'flatgeobuf') return await readFlatgeobuf(bytes);
  if (format === 'geojson') return readGeojson(text);
  if (bytes.byteLength > MAX_XML_BYTES) {
    throw new MapFileProblem('', 'is longer than 16 MB of XML: convert it to GeoJSON');
  }
  return format === 'kml' ? readKml(text) : readGpx(text);
}

async function beginningOf(file: string): Promise<{ head: Uint8Array; size: number }> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem('', `cannot be opened (${why})`);
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new MapFileProblem('', 'is a folder or a device, not a file');
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), size: stats.size };
  } finally {
    await handle.close();
  }
}
