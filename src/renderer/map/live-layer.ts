import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Millis } from '../../domain/base/quantity.ts';
import type { World } from '../../domain/session/world.ts';
import type { Language } from '../i18n/language.ts';
import type { Track } from '../seat.ts';
import type { RunMark } from '../state/run-mark.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import type { LayerName, Measuring, Target } from '../state/ui-store.ts';

/** What the map draws besides the density. */
export interface MapState {
  readonly facts: SiteFacts;
  readonly world: World;
  readonly now: Millis;
  readonly language: Language;
  readonly selection: Target | undefined;
  readonly measuring: Measuring | undefined;
  /** The way of the object whose history is on show. */
  readonly track?: Track | undefined;
  /** East of this longitude a label right of its mark would leave the map: it stands left of it. Absent: nowhere. */
  readonly turnLabelsAtLon?: number;
  /** Figures of a run; while they are on show, the live figures of places are not. */
  readonly runMarks?: readonly RunMark[] | undefined;
}

/** A map source and how it is drawn: features are a pure function of the state. */
export interface LiveLayer {
  /** Name of the map source. */
  readonly source: string;
  /** The switch that shows it; absent: always shown. */
  readonly switch?: LayerName;
  readonly layers: readonly LayerSpecification[];
  features(state: MapState): readonly Feature[];
}

export function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}

export function pointFeature(
  at: readonly [number, number],
  properties: Feature['properties'],
): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...at] } };
}

export function lineFeature(
  line: readonly (readonly [number, number])[],
  properties: Feature['properties'],
): Feature {
  const coordinates = line.map((at) => [...at]);
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

/** A polygon of the site document, whose rings need not be closed. */
export function polygonFeature(
  polygon: readonly (readonly (readonly [number, number])[])[],
  properties: Feature['properties'],
): Feature {
  const coordinates = polygon.map((ring) => {
    const closed = ring.map((at) => [...at]);
    const [first] = closed;
    return first ? [...closed, first] : closed;
  });
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } };
}
