import { isRecord } from './check-geometry.ts';
import { FeatureCollector } from './feature-collector.ts';
import type { MapFeatures } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';

/** Names of reference systems whose numbers are longitude and latitude in degrees. */
const DEGREES = /(CRS:?84|EPSG:+(4326|4490))$/i;

/** Reads GeoJSON (RFC 7946): a collection, a feature or a bare geometry. Throws a `MapFileProblem`. */
export function readGeojson(text: string): MapFeatures {
  const document = parse(text);
  if (!isRecord(document)) throw new MapFileProblem('', 'is JSON but no GeoJSON object');
  checkSystem(document.crs);
  const collector = new FeatureCollector();
  if (document.type === 'FeatureCollection') {
    if (!Array.isArray(document.features)) throw new MapFileProblem('features', 'is no list');
    document.features.forEach((feature: unknown, index) => {
      take(collector, feature, `features[${index}]`);
    });
  } else if (document.type === 'Feature') take(collector, document, 'feature');
  else if (document.type === 'Topology') {
    throw new MapFileProblem('', 'is TopoJSON: convert it to GeoJSON first');
  } else collector.add(document, {}, 'document');
  return collector.finish(document.attribution);
}

function take(collector: FeatureCollector, feature: unknown, place: string): void {
  if (isRecord(feature) && feature.type === 'Feature') {
    collector.add(feature.geometry, feature.properties, place);
  } else collector.add(undefined, {}, place);
}

/** RFC 7946 knows WGS84 alone; the older `crs` member is heeded so that metres are not taken for degrees. */
function checkSystem(crs: unknown): void {
  if (!isRecord(crs) || !isRecord(crs.properties)) return;
  const { name } = crs.properties;
  if (typeof name === 'string' && !DEGREES.test(name)) {
    throw new MapFileProblem('crs', `"${name.slice(0, 80)}": convert the file to EPSG:4326 first`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem('', `is not JSON: ${why.slice(0, 200)}`);
  }
}
