import { type FileHandle, open } from 'node:fs/promises';
import {
  Compression,
  type Header,
  PMTiles,
  SharedPromiseCache,
  type Source,
  TileType,
} from 'pmtiles';
import { isRecord } from './check-geometry.ts';
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

/** Nothing in an archive is longer than this: directories are split, tiles are some 100 kB. */
const MAX_PIECE_BYTES = 16 * 1024 * 1024;
/** A directory says of each entry four numbers of a byte or more. */
const LEAST_ENTRY_BYTES = 4;
const RASTER = [TileType.Png, TileType.Jpeg, TileType.Webp];

/** Opens a PMTiles archive, version 3. Throws a `MapFileProblem` when it cannot be used. */
export async function openPmtiles(file: string): Promise<TileArchive> {
  const handle = await open(file, 'r');
  try {
    return await openOn(handle, file);
  } catch (error) {
    await handle.close();
    if (error instanceof MapFileProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem('', `the PMTiles archive is damaged (${why.slice(0, 100)})`);
  }
}

async function openOn(handle: FileHandle, file: string): Promise<TileArchive> {
  const source = new FileBytes(handle, file);
  const archive = new PMTiles(
    source,
    new SharedPromiseCache(100, false, source.unpack),
    source.unpack,
  );
  const header = await archive.getHeader();
  source.begin(header);
  checkZooms(header.minZoom, header.maxZoom);
  const tileKind = tileKindOf(header.tileType);
  const metadata = await archive.getMetadata();
  const { vector_layers, json, attribution } = isRecord(metadata) ? metadata : {};
  const bounds =
    usableBounds([header.minLon, header.minLat, header.maxLon, header.maxLat]) ?? WORLD_BOUNDS;
  const owner = typeof attribution === 'string' ? plainText(attribution, 300) : '';
  const tile = async (z: number, x: number, y: number) => {
    const found = await archive.getZxy(z, x, y);
    return found && new Uint8Array(found.data);
  };
  const vectorLayers = tileKind === 'raster' ? [] : listedLayerNames(vector_layers, json);
  const { minZoom, maxZoom } = header;
  const isUnlisted = tileKind === 'vector' && vectorLayers.length === 0;
  return {
    pyramid: {
      tileKind,
      minZoom,
      maxZoom,
      vectorLayers: isUnlisted
        ? await foundLayerNames(tile, [minZoom, maxZoom], bounds)
        : vectorLayers,
    },
    bounds,
    ...(owner === '' ? {} : { attribution: owner }),
    tile,
    close: () => handle.close(),
  };
}

function tileKindOf(type: TileType): 'vector' | 'raster' {
  if (type === TileType.Mvt) return 'vector';
  if (RASTER.includes(type)) return 'raster';
  throw new MapFileProblem(
    '',
    `holds tiles of kind ${type}, which are not shown: MVT, PNG, JPEG or WebP`,
  );
}

/** Reads ranges of the file, and unpacks them within bounds before the library walks through them. */
class FileBytes implements Source {
  readonly #handle: FileHandle;
  readonly #file: string;
  /** Ranges that hold directories; until the header is known the only thing that is unpacked is the root. */
  readonly #directories = new WeakSet<ArrayBuffer>();
  #header: Header | undefined;

  constructor(handle: FileHandle, file: string) {
    this.#handle = handle;
    this.#file = file;
  }

  begin(header: Header): void {
    this.#header = header;
  }

  getKey(): string {
    return this.#file;
  }

  async getBytes(offset: number, length: number): Promise<{ data: ArrayBuffer }> {
    if (!(offset >= 0 && length >= 0 && length <= MAX_PIECE_BYTES)) {
      throw new MapFileProblem(
        '',
        `a piece of ${length} bytes is too long; the archive is damaged`,
      );
    }
    const data = new ArrayBuffer(length);
    const { bytesRead } = await this.#handle.read(new Uint8Array(data), 0, length, offset);
    const whole = bytesRead === length ? data : data.slice(0, bytesRead);
    if (this.#isDirectory(offset)) this.#directories.add(whole);
    return { data: whole };
  }

  readonly unpack = async (data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> => {
    const bytes = unpacked(new Uint8Array(data), compression);
    if (!this.#header || this.#directories.has(data)) checkDirectory(bytes);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  };

  #isDirectory(offset: number): boolean {
    const header = this.#header;
    if (!header) return false;
    const { rootDirectoryOffset, leafDirectoryOffset, leafDirectoryLength = 0 } = header;
    const inLeaves =
      offset >= leafDirectoryOffset && offset < leafDirectoryOffset + leafDirectoryLength;
    return inLeaves || offset === rootDirectoryOffset;
  }
}

function unpacked(bytes: Uint8Array, compression: Compression): Uint8Array {
  if (compression === Compression.None || compression === Compression.Unknown) return bytes;
  if (compression === Compression.Gzip) return gunzip(bytes);
  throw new MapFileProblem('', 'is packed with Brotli or Zstandard: convert it to gzip');
}

/** A directory that claims more entries than it has bytes for would be counted until the memory is full. */
function checkDirectory(bytes: Uint8Array): void {
  let entries = 0;
  for (let i = 0, factor = 1; i < 10; i++, factor *= 128) {
    const byte = bytes[i];
    if (byte === undefined) break;
    entries += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  if (entries * LEAST_ENTRY_BYTES > bytes.length) {
    throw new MapFileProblem('', 'a directory of the archive is damaged; copy the file again');
  }
}
