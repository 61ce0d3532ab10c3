import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import { FeatureCollector } from './feature-collector.ts';
import type { MapFeatures } from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';

/** Reference systems whose numbers are degrees: WGS84, and China's CGCS2000, which lies within centimetres of it. */
const DEGREES = [0, 4326, 4490];

/** Reads FlatGeobuf 3. Throws a `MapFileProblem`. */
export async function readFlatgeobuf(bytes: Uint8Array): Promise<MapFeatures> {
  const collector = new FeatureCollector();
  let index = 0;
  try {
    for await (const feature of deserialize(bytes, { headerMetaFn: checkHeader })) {
      collector.add(feature.geometry, feature.properties, `feature ${++index}`);
    }
  } catch (error) {
    if (error instanceof MapFileProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new MapFileProblem(
      `after feature ${index}`,
      `the file is damaged (${why.slice(0, 100)})`,
    );
  }
  return collector.finish();
}

function checkHeader({ crs, featuresCount, indexNodeSize }: HeaderMeta): void {
  if (crs && !DEGREES.includes(crs.code)) {
    const name = crs.name ?? `${crs.org ?? 'EPSG'}:${crs.code}`;
    throw new MapFileProblem('', `is in ${name}: convert it to EPSG:4326 first`);
  }
  // The reader would count the levels of an empty tree for ever.
  if (indexNodeSize > 0 && !(featuresCount > 0)) throw new MapFileProblem('', 'has no features');
}
