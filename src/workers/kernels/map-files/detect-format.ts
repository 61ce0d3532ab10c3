import type { MapFormat } from '../../../domain/site/map-layer.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { xmlRootName } from './xml-document.ts';

const KNOWN = 'GeoJSON, KML, GPX, PMTiles, MBTiles or FlatGeobuf';

/**
 * The format of a map file by its first bytes, never by its name. Text formats are told by `text`, which is asked for
 * only when the bytes are no archive. Throws a `MapFileProblem` for what is none of the formats.
 */
export function detectFormat(head: Uint8Array, text: () => string): MapFormat {
  const ascii = String.fromCharCode(...head.subarray(0, 16));
  if (ascii.startsWith('PMTiles')) {
    if (head[7] === 3) return 'pmtiles';
    throw new MapFileProblem('', `is PMTiles version ${head[7] ?? 0}; convert it to version 3`);
  }
  if (ascii.startsWith('SQLite format 3\0')) return 'mbtiles';
  if (ascii.startsWith('fgb')) {
    if (head[3] === 3) return 'flatgeobuf';
    throw new MapFileProblem('', `is FlatGeobuf version ${head[3] ?? 0}; convert it to version 3`);
  }
  if (ascii.startsWith('PK')) {
    throw new MapFileProblem('', 'is a zip archive: unpack it (KMZ: take the doc.kml inside)');
  }
  if (head[0] === 0x1f && head[1] === 0x8b) {
    throw new MapFileProblem('', 'is packed with gzip: unpack it first');
  }
  return textFormat(text());
}

function textFormat(text: string): MapFormat {
  const first = /\S/.exec(text)?.[0];
  if (first === '{') return 'geojson';
  if (first === undefined) throw new MapFileProblem('', 'is empty');
  const root = first === '<' ? xmlRootName(text) : undefined;
  if (root === 'kml' || root === 'gpx') return root;
  if (root !== undefined) {
    throw new MapFileProblem('', `is XML of <${root}>, not ${KNOWN}`);
  }
  throw new MapFileProblem('', `is not ${KNOWN}`);
}
