import { checkGeometry, isRecord } from './check-geometry.ts';
import {
  type MapFeature,
  type MapFeatures,
  type MapProperties,
  positionsOf,
} from './map-features.ts';
import { MapFileProblem } from './map-file-problem.ts';
import { plainText } from './plain-text.ts';

/** A map of more things than this slows the console down; it belongs into tiles. */
const MAX_FEATURES = 200_000;
const MAX_POSITIONS = 2_000_000;
/** Refused features told in words; the others are counted. */
const TOLD = 20;
const MAX_PROPERTIES = 100;
const MAX_TEXT = 1_000;
const MAX_ATTRIBUTION = 300;

/** Takes the features of a file one by one, keeps those that can be used and says what is wrong with the others. */
export class FeatureCollector {
  readonly #features: MapFeature[] = [];
  readonly #refused: string[] = [];
  #refusedCount = 0;
  #positions = 0;

  /** Takes a GeoJSON geometry with its properties; throws only when the file as a whole is too much. */
  add(geometry: unknown, properties: unknown, place: string): void {
    try {
      const shapes = checkGeometry(geometry, `${place}.geometry`);
      if (shapes.length === 0) throw new MapFileProblem(place, 'its collection is empty');
      const plain = plainProperties(properties);
      for (const shape of shapes) {
        for (const _position of positionsOf(shape)) this.#positions += 1;
        this.#features.push({ type: 'Feature', properties: plain, geometry: shape });
      }
    } catch (error) {
      if (!(error instanceof MapFileProblem)) throw error;
      this.#refusedCount += 1;
      if (this.#refused.length < TOLD) this.#refused.push(error.message);
    }
    if (this.#features.length > MAX_FEATURES || this.#positions > MAX_POSITIONS) {
      throw new MapFileProblem(
        '',
        `holds more than ${MAX_FEATURES} features or ${MAX_POSITIONS} points: make tiles (PMTiles) of it`,
      );
    }
  }

  /** Everything that was taken; throws when nothing of the file can be used. */
  finish(attribution?: unknown): MapFeatures {
    const [why] = this.#refused;
    if (this.#features.length === 0) {
      throw new MapFileProblem(
        '',
        why ? `none of its ${this.#refusedCount} features can be used: ${why}` : 'has no features',
      );
    }
    const owner = typeof attribution === 'string' ? plainText(attribution, MAX_ATTRIBUTION) : '';
    return {
      features: this.#features,
      refusedCount: this.#refusedCount,
      refused: this.#refused,
      ...(owner === '' ? {} : { attribution: owner }),
    };
  }
}

function plainProperties(value: unknown): MapProperties {
  if (!isRecord(value)) return {};
  const kept: [string, string | number | boolean][] = [];
  for (const [key, held] of Object.entries(value)) {
    if (kept.length === MAX_PROPERTIES) break;
    if (key.length > MAX_TEXT) continue;
    if (typeof held === 'string') kept.push([key, held.slice(0, MAX_TEXT)]);
    else if (typeof held === 'boolean') kept.push([key, held]);
    else if (typeof held === 'number' && Number.isFinite(held)) kept.push([key, held]);
  }
  return Object.fromEntries(kept);
}
