import type { LonLatBounds } from '../../../domain/site/map-layer.ts';

const MAX_LAYERS = 200;
/** Field numbers of the Mapbox Vector Tile specification, 4.1: layers of a tile, name of a layer. */
const LAYERS_FIELD = 3;
const NAME_FIELD = 1;
const LENGTH_DELIMITED = 2;

/**
 * The names of an archive's vector layers as its metadata lists them: `vector_layers` of TileJSON, or the same inside
 * a text under `json`, as MBTiles has it and as archives made from MBTiles keep it.
 */
export function listedLayerNames(vectorLayers: unknown, json: unknown): readonly string[] {
  const listed = namesIn(vectorLayers);
  if (listed.length > 0 || typeof json !== 'string') return listed;
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null && 'vector_layers' in parsed
      ? namesIn(parsed.vector_layers)
      : [];
  } catch {
    return [];
  }
}

/** The names of the layers inside the tiles at the middle of an archive, for one whose metadata does not say. */
export async function foundLayerNames(
  tileAt: (z: number, x: number, y: number) => Promise<Uint8Array | undefined>,
  [minZoom, maxZoom]: readonly [number, number],
  bounds: LonLatBounds,
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (let z = minZoom; z <= maxZoom; z++) {
    const tile = await tileAt(z, ...middleTile(z, bounds));
    for (const name of tile ? layerNamesOf(tile) : []) names.add(name);
  }
  return [...names].slice(0, MAX_LAYERS);
}

/** The names of the layers of a vector tile; damaged ones end the list. */
export function layerNamesOf(tile: Uint8Array): readonly string[] {
  const names: string[] = [];
  for (const layer of messages(tile, LAYERS_FIELD)) {
    for (const name of messages(layer, NAME_FIELD)) names.push(new TextDecoder().decode(name));
  }
  return names;
}

function namesIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  const names = list.flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string'
      ? [each.id]
      : [],
  );
  return [...new Set(names)].slice(0, MAX_LAYERS);
}

/** The tile of Web Mercator under the middle of some bounds. */
function middleTile(z: number, [west, south, east, north]: LonLatBounds): [x: number, y: number] {
  const lat = (((south + north) / 2) * Math.PI) / 180;
  const across = ((west + east) / 2 + 180) / 360;
  const down = (1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2;
  const tile = (share: number) => Math.min(2 ** z - 1, Math.max(0, Math.floor(share * 2 ** z)));
  return [tile(across), tile(down)];
}

/** The length-delimited parts of a protobuf message that have one field number. */
function* messages(bytes: Uint8Array, field: number): Generator<Uint8Array> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 50; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key % 8;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === LENGTH_DELIMITED) {
      const length = varint();
      if (!(length <= bytes.length - at)) return;
      if (Math.floor(key / 8) === field) yield bytes.subarray(at, at + length);
      at += length;
    } else return;
  }
}
