import { kmlGen } from '@tmcw/togeojson';
import { FeatureCollector } from './feature-collector.ts';
import type { MapFeatures } from './map-features.ts';
import { parseXml } from './xml-document.ts';

/** Reads KML 2.x. Links and images that it names are not followed. Throws a `MapFileProblem`. */
export function readKml(text: string): MapFeatures {
  const collector = new FeatureCollector();
  let index = 0;
  // Folders and overlays without a shape are no features.
  for (const feature of kmlGen(parseXml(text), { skipNullGeometry: true })) {
    collector.add(feature.geometry, feature.properties, `placemark ${++index}`);
  }
  return collector.finish();
}
