import { gpxGen } from '@tmcw/togeojson';
import { FeatureCollector } from './feature-collector.ts';
import type { MapFeatures } from './map-features.ts';
import { parseXml } from './xml-document.ts';

/** Reads GPX 1.x: waypoints, routes and tracks. Throws a `MapFileProblem`. */
export function readGpx(text: string): MapFeatures {
  const document = parseXml(text);
  const collector = new FeatureCollector();
  let index = 0;
  for (const feature of gpxGen(document)) {
    collector.add(feature.geometry, feature.properties, `feature ${++index}`);
  }
  return collector.finish(document.getElementsByTagName('copyright')[0]?.getAttribute('author'));
}
