import {
  addProtocol,
  type GeoJSONSource,
  type Map as MapLibreMap,
  removeProtocol,
  type SourceSpecification,
} from 'maplibre-gl';
import type { World } from '../../../domain/session/world.ts';
import type { MapLayer } from '../../../domain/site/map-layer.ts';
import type { Language } from '../../i18n/language.ts';
import type { Seat } from '../../seat.ts';
import { FIRST_LAYER_ABOVE_IMPORTS, FIRST_LAYER_ABOVE_NAMES } from '../base-style.ts';
import { collection } from '../live-layer.ts';
import { importedName, importedStyle } from './imported-style.ts';

/** Tiles are asked for by a scheme for each map; the answer comes over its seat's own link, whatever that is. */
const SCHEME = 'anlan-map';
let maps = 0;
const SOURCE = 'imported-';

/** Imported maps on the map of a seat. */
export interface ImportedLayers {
  /** Draws what the world holds, less what is switched off here. */
  show(layers: World['mapLayers'], hidden: readonly string[], language: Language): void;
  /** Asks again for what could not be had while the link was lost. */
  askAgain(): void;
}

interface Drawn {
  readonly layer: MapLayer;
  readonly source: string;
  readonly shapes: readonly string[];
  readonly names: readonly string[];
  isHidden: boolean;
  /** Features that have not come yet. */
  isWaiting: boolean;
}

/** Puts imported maps on a map whose style is loaded; features and tiles come from the hub through `call`. */
export function importedLayers(map: MapLibreMap, call: Seat['call']): ImportedLayers {
  const drawn = new Map<string, Drawn>();
  let named: Language | undefined;
  const scheme = `${SCHEME}${maps++}`;
  serveTiles(scheme, call);
  map.on('remove', () => removeProtocol(scheme));
  map.on('error', (event) => {
    // The layer menu says in words which archive is missing; anything else is a fault of ours.
    if ('sourceId' in event && `${event.sourceId}`.startsWith(SOURCE)) return;
    reportError(event.error);
  });

  const load = async (each: Drawn) => {
    try {
      const { geojson } = await call('mapLayers.read', { id: each.layer.id });
      if (drawn.get(each.layer.id) !== each) return;
      await map.getSource<GeoJSONSource>(each.source)?.setData(JSON.parse(geojson));
      each.isWaiting = false;
    } catch {
      // The link is lost, or the layer was taken off meanwhile: `askAgain` or `show` follows.
    }
  };
  const add = (layer: MapLayer, language: Language) => {
    const source = SOURCE + layer.id;
    const style = importedStyle(layer, source, language);
    map.addSource(source, sourceOf(layer, scheme));
    for (const each of style.shapes) map.addLayer(each, FIRST_LAYER_ABOVE_IMPORTS);
    for (const each of style.names) map.addLayer(each, FIRST_LAYER_ABOVE_NAMES);
    const made: Drawn = {
      layer,
      source,
      shapes: style.shapes.map(({ id }) => id),
      names: style.names.map(({ id }) => id),
      isHidden: false,
      isWaiting: layer.kind === 'features',
    };
    drawn.set(layer.id, made);
    if (made.isWaiting) void load(made);
  };
  const remove = ({ layer, source, shapes, names }: Drawn) => {
    for (const id of [...shapes, ...names]) map.removeLayer(id);
    map.removeSource(source);
    drawn.delete(layer.id);
  };

  return {
    show(layers, hidden, language) {
      for (const each of drawn.values()) {
        // The same file may come again under another name.
        const now = layers[each.layer.id];
        if (now?.contentSeq !== each.layer.contentSeq || !now) remove(each);
      }
      for (const layer of Object.values(layers)) if (!drawn.has(layer.id)) add(layer, language);
      for (const each of drawn.values()) switchLayer(map, each, hidden.includes(each.layer.id));
      if (named !== undefined && named !== language) {
        for (const { names } of drawn.values()) {
          for (const id of names) map.setLayoutProperty(id, 'text-field', importedName(language));
        }
      }
      named = language;
    },
    askAgain() {
      for (const each of drawn.values()) {
        if (each.layer.kind === 'tiles') map.refreshTiles(each.source);
        else if (each.isWaiting) void load(each);
      }
    },
  };
}

function switchLayer(map: MapLibreMap, each: Drawn, isHidden: boolean): void {
  if (each.isHidden === isHidden) return;
  each.isHidden = isHidden;
  for (const id of [...each.shapes, ...each.names]) {
    map.setLayoutProperty(id, 'visibility', isHidden ? 'none' : 'visible');
  }
}

function sourceOf(layer: MapLayer, scheme: string): SourceSpecification {
  const { id, tiles, bounds } = layer;
  if (!tiles) return { type: 'geojson', data: collection([]) };
  const [west, south, east, north] = bounds;
  const common = {
    tiles: [`${scheme}://${id}/{z}/{x}/{y}`],
    minzoom: tiles.minZoom,
    maxzoom: tiles.maxZoom,
    bounds: [west, south, east, north] as [number, number, number, number],
  };
  return tiles.tileKind === 'vector'
    ? { type: 'vector', ...common }
    : { type: 'raster', tileSize: 256, ...common };
}

/** Answers the map's requests for tiles. */
function serveTiles(scheme: string, call: Seat['call']): void {
  addProtocol(scheme, async ({ url, type }) => {
    const [id = '', ...place] = url.slice(`${scheme}://`.length).split('/');
    const [z = 0, x = 0, y = 0] = place.map(Number);
    const { content } = await call('mapLayers.tile', { id, z, x, y });
    if (content !== undefined) return { data: bytesOf(content) };
    // Where an archive has no tile there is nothing to see, which is no error.
    if (type === 'image') return { data: await createImageBitmap(new ImageData(1, 1)) };
    return { data: new ArrayBuffer(0) };
  });
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes.buffer;
}
