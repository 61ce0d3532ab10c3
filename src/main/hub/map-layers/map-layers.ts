import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import {
  MAX_MAP_LAYERS,
  type MapFilePreview,
  type MapLayer,
} from '../../../domain/site/map-layer.ts';
import type { MapFileSummary } from '../../../workers/map-files-port.ts';
import type { RecordThread } from '../../../workers/record-port.ts';
import type { Session } from '../session.ts';
import { LayerFolder } from './layer-folder.ts';
import { MapFileDesk } from './map-file-desk.ts';
import { mapPreview } from './map-preview.ts';
import { type Upload, Uploads } from './uploads.ts';

/** What somebody says of a file that is to become a layer. */
export interface MapLayerWish {
  readonly name: string;
  readonly datum: Datum | undefined;
  /** Absent: what the file itself says. */
  readonly attribution?: string | undefined;
}

/** A layer that is ready to be recorded. */
export interface PreparedLayer {
  readonly layer: Omit<MapLayer, 'addedBy'>;
  /** Of a layer of features. */
  readonly geojson?: string;
}

/** What imported maps need of their session. */
type LayeredSession = Pick<Session, 'ground' | 'world' | 'commit'>;

/** The imported maps of a session: files come in, layers stand in the record, seats ask for features and tiles. */
export class MapLayers {
  readonly uploads = new Uploads();
  readonly #session: LayeredSession;
  readonly #record: Pick<RecordThread, 'read'>;
  readonly #folder: LayerFolder;
  /** Strangers' files on one thread, tiles on another: a long import leaves the map on the screens alone. */
  readonly #reader = new MapFileDesk();
  readonly #tiles = new MapFileDesk();

  constructor(session: LayeredSession, record: Pick<RecordThread, 'read'>, eventFile: string) {
    this.#session = session;
    this.#record = record;
    this.#folder = new LayerFolder(eventFile);
  }

  /** What an uploaded file holds. */
  async preview(upload: Upload, datum: Datum | undefined): Promise<Result<MapFilePreview>> {
    const summary = await this.#summaryOf(upload);
    return summary.ok ? ok(mapPreview(summary.value, this.#session.ground, datum)) : summary;
  }

  async prepareUpload(upload: Upload, wish: MapLayerWish): Promise<Result<PreparedLayer>> {
    const summary = await this.#summaryOf(upload);
    return summary.ok ? await this.#prepare(upload.file, summary.value, wish) : summary;
  }

  async prepareFile(file: string, wish: MapLayerWish): Promise<Result<PreparedLayer>> {
    const summary = await this.#reader.describe(file);
    return summary.ok ? await this.#prepare(file, summary.value, wish) : summary;
  }

  /** Records a layer. `known`: it is on the map already; undefined: it could not be recorded. */
  async put(prepared: PreparedLayer, by: string): Promise<MapLayer | 'known' | undefined> {
    const { layer, geojson } = prepared;
    if (Object.hasOwn(this.#session.world.mapLayers, layer.id)) return 'known';
    const contentSeq =
      geojson === undefined
        ? undefined
        : await this.#session.commit('mapLayerContent', { layer: layer.id, geojson });
    if (geojson !== undefined && contentSeq === undefined) return undefined;
    const put: MapLayer = {
      ...layer,
      ...(contentSeq === undefined ? {} : { contentSeq }),
      addedBy: by,
    };
    const seq = await this.#session.commit('mapLayer', { put });
    return seq === undefined ? undefined : put;
  }

  /** Takes a layer off; undefined when that could not be recorded. An archive stays for whoever looks back. */
  async remove(id: string, by: string): Promise<number | undefined> {
    return await this.#session.commit('mapLayer', { removed: id, by });
  }

  /** The features of a layer as GeoJSON, from the record. */
  async read(id: string): Promise<Result<string>> {
    const layer = this.#find(id);
    if (!layer) return err(`there is no map layer "${id}"`);
    const { contentSeq } = layer;
    if (contentSeq === undefined) return err(`"${layer.name}" holds tiles, not features`);
    const [logged] = await this.#record.read(contentSeq - 1, 1);
    const held = logged?.entry;
    if (held?.kind !== 'mapLayerContent' || held.payload.layer !== id) {
      return err(`the record does not hold the features of "${layer.name}"`);
    }
    return ok(held.payload.geojson);
  }

  async tile(id: string, z: number, x: number, y: number): Promise<Result<Uint8Array | undefined>> {
    const layer = this.#find(id);
    if (layer?.kind !== 'tiles') return err(`there is no layer of tiles "${id}"`);
    return await this.#tiles.tile(this.#folder.fileOf(layer), z, x, y);
  }

  /** The tile layers whose archive is gone. */
  async missing(): Promise<readonly { readonly id: string; readonly file: string }[]> {
    const tiles = Object.values(this.#session.world.mapLayers).filter(
      ({ kind }) => kind === 'tiles',
    );
    const there = await Promise.all(tiles.map((layer) => this.#folder.has(layer)));
    return tiles.flatMap((layer, index) =>
      there[index] ? [] : [{ id: layer.id, file: this.#folder.shortName(layer) }],
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#tiles.close(), this.uploads.close()]);
  }

  #find(id: string): MapLayer | undefined {
    const layers = this.#session.world.mapLayers;
    return Object.hasOwn(layers, id) ? layers[id] : undefined;
  }

  async #summaryOf(upload: Upload): Promise<Result<MapFileSummary>> {
    if (upload.summary) return ok(upload.summary);
    const summary = await this.#reader.describe(upload.file);
    if (summary.ok) upload.summary = summary.value;
    return summary;
  }

  async #prepare(
    file: string,
    summary: MapFileSummary,
    wish: MapLayerWish,
  ): Promise<Result<PreparedLayer>> {
    const { datum, name } = wish;
    if (datum === undefined) return err(this.#askForDatum(summary));
    if (summary.kind === 'tiles' && datum !== 'WGS84') {
      return err(
        `its tiles are in ${datum}, and pixels cannot be moved: make them anew in WGS84 (Web Mercator)`,
      );
    }
    if (Object.keys(this.#session.world.mapLayers).length >= MAX_MAP_LAYERS) {
      return err(`there are ${MAX_MAP_LAYERS} imported maps already: remove one first`);
    }
    const { format, kind, bytes, digest } = summary;
    const attribution = wish.attribution ?? summary.attribution;
    const common = {
      ...{ id: layerId(digest, datum), name, format, kind, datum, bytes },
      ...(attribution === undefined || attribution === '' ? {} : { attribution }),
    };
    if (summary.kind === 'tiles') {
      const layer = { ...common, bounds: summary.bounds, tiles: summary.tiles };
      return await this.#keepArchive(file, layer as PreparedLayer['layer']);
    }
    const converted = await this.#reader.convert(file, datum);
    if (!converted.ok) return converted;
    const { geojson, features, bounds } = converted.value;
    return ok({ layer: { ...common, features, bounds }, geojson });
  }

  async #keepArchive(file: string, layer: PreparedLayer['layer']): Promise<Result<PreparedLayer>> {
    try {
      if (!(await this.#folder.has(layer))) await this.#folder.take(file, layer);
      return ok({ layer });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return err(`the archive could not be copied beside the event file: ${why}`);
    }
  }

  #askForDatum(summary: MapFileSummary): string {
    const { suggested } = mapPreview(summary, this.#session.ground);
    const fits = suggested ?? (summary.kind === 'tiles' ? 'WGS84' : undefined);
    return fits
      ? `say what datum it is in: ${fits} seems to fit`
      : 'say what datum it is in: WGS84, GCJ-02 or BD-09';
  }
}

/** The same file in the same datum is the same layer. */
function layerId(digest: string, datum: Datum): string {
  return createHash('sha256').update(`${digest} ${datum}`).digest('hex').slice(0, 12);
}
