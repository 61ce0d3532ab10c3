import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { must } from '../../../domain/base/assert.ts';
import type { LonLat } from '../../../domain/base/quantity.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import {
  boundsAround,
  type LonLatBounds,
  MAX_LAYER_GEOJSON_BYTES,
  type MapFilePreview,
} from '../../../domain/site/map-layer.ts';
import { type MapFeatures, type MapGeometry, positionsOf } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { readMapFile } from './read-map-file.ts';
import { featureToWgs84 } from './to-wgs84.ts';

/** As many positions tell where a file lies; more would tell the same. */
const SAMPLE = 2_000;

/** What a map file holds, before anybody said what datum it is in. */
export interface MapFileSummary
  extends Pick<
    MapFilePreview,
    'format' | 'kind' | 'bytes' | 'shapes' | 'tiles' | 'attribution' | 'refusedCount' | 'refused'
  > {
  /** SHA-256 of the file. */
  readonly digest: string;
  /** In the file's own datum. */
  readonly bounds: LonLatBounds;
  /** Positions from all over the file, in its own datum; none of tiles. */
  readonly sample: readonly LonLat[];
}

/** A layer's features as WGS84 GeoJSON. */
export interface ConvertedFeatures {
  readonly geojson: string;
  readonly features: number;
  readonly bounds: LonLatBounds;
}

/** Reads a map file and tells what it holds. Throws a `MapFileProblem` in words when it cannot be used. */
export async function describeMapFile(file: string): Promise<MapFileSummary> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const opened = await readMapFile(file);
  const common = { format: opened.format, bytes: size, digest: await digestOf(file) };
  if (opened.kind === 'features') return { ...common, ...summaryOf(opened.content) };
  const { pyramid, bounds, attribution } = opened.archive;
  await opened.archive.close();
  return {
    ...common,
    kind: 'tiles',
    tiles: pyramid,
    bounds,
    sample: [],
    refusedCount: 0,
    refused: [],
    ...(attribution === undefined ? {} : { attribution }),
  };
}

/** Reads the features of a file and takes them from the named datum to WGS84. Throws a `MapFileProblem`. */
export async function convertMapFile(file: string, datum: Datum): Promise<ConvertedFeatures> {
  const opened = await readMapFile(file);
  if (opened.kind === 'tiles') {
    await opened.archive.close();
    throw new MapFileProblem('', 'holds tiles, whose pixels cannot be converted');
  }
  const features = opened.content.features.map((feature) => featureToWgs84(feature, datum));
  const geojson = JSON.stringify({ type: 'FeatureCollection', features });
  if (Buffer.byteLength(geojson) > MAX_LAYER_GEOJSON_BYTES) {
    throw new MapFileProblem('', 'is longer than 20 MB as GeoJSON: make tiles (PMTiles) of it');
  }
  const bounds = must(boundsAround(everyPosition({ features })), 'bounds of features');
  return { geojson, features: features.length, bounds };
}

function summaryOf(content: MapFeatures) {
  const { refusedCount, refused, attribution } = content;
  return {
    kind: 'features' as const,
    shapes: countShapes(content),
    bounds: must(boundsAround(everyPosition(content)), 'bounds of features'),
    sample: sampleOf(content),
    refusedCount,
    refused,
    ...(attribution === undefined ? {} : { attribution }),
  };
}

function countShapes({ features }: MapFeatures) {
  const shapes = { points: 0, lines: 0, polygons: 0 };
  for (const { geometry } of features) shapes[SHAPE_OF[geometry.type]] += 1;
  return shapes;
}

const SHAPE_OF: Readonly<Record<MapGeometry['type'], 'points' | 'lines' | 'polygons'>> = {
  Point: 'points',
  MultiPoint: 'points',
  LineString: 'lines',
  MultiLineString: 'lines',
  Polygon: 'polygons',
  MultiPolygon: 'polygons',
};

function* everyPosition({ features }: Pick<MapFeatures, 'features'>): Generator<LonLat> {
  for (const { geometry } of features) yield* positionsOf(geometry);
}

/** Positions at equal steps through the file. */
function sampleOf(content: MapFeatures): readonly LonLat[] {
  let total = 0;
  for (const _position of everyPosition(content)) total += 1;
  const step = Math.max(1, Math.ceil(total / SAMPLE));
  const sample: LonLat[] = [];
  let index = 0;
  for (const position of everyPosition(content)) if (index++ % step === 0) sample.push(position);
  return sample;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
