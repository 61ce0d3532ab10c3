import { MbtilesFile } from '../../../store/mbtiles.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { plainText } from './plain-text.ts';
import {
  checkZooms,
  gunzip,
  type TileArchive,
  usableBounds,
  WORLD_BOUNDS,
} from './tile-archive.ts';
import { foundLayerNames, listedLayerNames } from './vector-layer-names.ts';

const GZIP = [0x1f, 0x8b];
const RASTER_STARTS = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  // RIFF, as WebP begins.
  [0x52, 0x49, 0x46, 0x46],
];

/** Opens an MBTiles file. Throws a `MapFileProblem` when it cannot be used. */
export async function openMbtiles(file: string): Promise<TileArchive> {
  let archive: MbtilesFile | undefined;
  try {
    archive = await MbtilesFile.open(file);
    return await openOn(archive);
  } catch (error) {
    await archive?.close();
    if (error instanceof MapFileProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem('', `is SQLite, but no MBTiles file (${why.slice(0, 100)})`);
  }
}

async function openOn(archive: MbtilesFile): Promise<TileArchive> {
  const metadata = await archive.metadata();
  const zooms = await archive.zooms();
  const sample = await archive.anyTile();
  if (!zooms || !sample) throw new MapFileProblem('', 'holds no tiles');
  const [minZoom, maxZoom] = zooms;
  checkZooms(minZoom, maxZoom);
  const tileKind = tileKindOf(metadata.get('format'), sample);
  const bounds =
    usableBounds((metadata.get('bounds') ?? '').split(',').map(Number)) ?? WORLD_BOUNDS;
  const owner = plainText(metadata.get('attribution') ?? '', 300);
  const tile = async (z: number, x: number, y: number) => {
    const stored = await archive.tile(z, x, y);
    return stored && (startsWith(stored, GZIP) ? gunzip(stored) : stored);
  };
  const vectorLayers = tileKind === 'raster' ? [] : listedLayerNames([], metadata.get('json'));
  const isUnlisted = tileKind === 'vector' && vectorLayers.length === 0;
  return {
    pyramid: {
      tileKind,
      minZoom,
      maxZoom,
      vectorLayers: isUnlisted ? await foundLayerNames(tile, zooms, bounds) : vectorLayers,
    },
    bounds,
    ...(owner === '' ? {} : { attribution: owner }),
    tile,
    close: () => archive.close(),
  };
}

/** What the tiles are goes by the file's word, and by the first bytes of a tile where it says nothing. */
function tileKindOf(format: string | undefined, sample: Uint8Array): 'vector' | 'raster' {
  if (format === 'pbf') return 'vector';
  if (RASTER_STARTS.some((start) => startsWith(sample, start))) return 'raster';
  if (format === undefined && startsWith(sample, GZIP)) return 'vector';
  throw new MapFileProblem(
    '',
    `holds tiles of format "${format ?? 'unknown'}", which are not shown: pbf, png, jpg or webp`,
  );
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
