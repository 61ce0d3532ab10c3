import chineseUrl from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-500-normal.woff2?url';
import latinUrl from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-500-normal.woff2?url';
import type { Feature } from 'geojson';
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { localMetres } from '../../domain/geo/local-metres.ts';
import { pointInside } from '../../domain/geo/point-inside.ts';
import { areaM2 } from '../../domain/geo/polygon.ts';
import { toLocalPolygon } from '../../domain/site/ground.ts';
import type { Site } from '../../domain/site/site.ts';
import type { Language } from '../i18n/language.ts';
import { collection, lineFeature, pointFeature, polygonFeature } from './live-layer.ts';

/** The font of every label on the map. */
export const MAP_FONT = ['Noto Sans SC'];
/** The density lies below this layer, so that street names and marks stay legible on it. */
export const FIRST_LAYER_ABOVE_DENSITY = 'street-name';
/** Shapes of imported maps lie below this layer, which draws nothing, and so below the density. */
export const FIRST_LAYER_ABOVE_IMPORTS = 'above-imports';
/** Names of imported maps lie below this layer: directly below the streets' names only the density has its place. */
export const FIRST_LAYER_ABOVE_NAMES = 'water-name';

const EARTH_CIRCUMFERENCE_M = 40_075_016.686;
const TILE_PX = 512;

/** Screen pixels of a metre at a zoom and latitude. */
export function pixelsPerMetre(zoom: number, latitude: number): number {
  const around = EARTH_CIRCUMFERENCE_M * Math.cos((latitude * Math.PI) / 180);
  return (TILE_PX * 2 ** zoom) / around;
}

/** The still part of the map, built from the site document alone: no tiles, no glyph files, no network. */
export function baseStyle(site: Site, language: Language): StyleSpecification {
  return {
    version: 8,
    'font-faces': {
      'Noto Sans SC': [
        { url: absolute(latinUrl), 'unicode-range': ['U+0000-02FF', 'U+2000-206F', 'U+20AC'] },
        { url: absolute(chineseUrl) },
      ],
    },
    sources: {
      obstacles: { type: 'geojson', data: collection(obstacles(site)) },
      ground: { type: 'geojson', data: collection(openGround(site)) },
      'water-names': { type: 'geojson', data: collection(waterNames(site)) },
      streets: { type: 'geojson', data: collection(streets(site)) },
    },
    layers: baseLayers(site.origin[1], language),
  };
}

/** The expression for a name in the UI language. */
export function nameField(language: Language): DataDrivenPropertyValueSpecification<string> {
  return ['get', language];
}

function obstacles(site: Site): Feature[] {
  return site.obstacles.map(({ kind, name, polygon }) =>
    polygonFeature(polygon, { kind, ...name }),
  );
}

/** One name for each water: the map cuts polygons into tiles and would name every piece. */
function waterNames(site: Site): Feature[] {
  const metres = localMetres(site.origin);
  const named = site.obstacles.flatMap(({ kind, name, polygon }) =>
    kind === 'water' && name ? [{ name, polygon: toLocalPolygon(polygon, metres) }] : [],
  );
  const largest = new Map<string, (typeof named)[number]>();
  for (const water of named) {
    const other = largest.get(water.name.zh);
    if (!other || areaM2(water.polygon) > areaM2(other.polygon)) largest.set(water.name.zh, water);
  }
  return [...largest.values()].map(({ name, polygon }) =>
    pointFeature(metres.toLonLat(pointInside(polygon)), name),
  );
}

function openGround(site: Site): Feature[] {
  return site.openGround.map(({ kind, name, polygon }) =>
    polygonFeature(polygon, { kind, ...name }),
  );
}

function streets(site: Site): Feature[] {
  return site.streets.map(({ name, line, clearWidthM, surface }) =>
    lineFeature(line, { ...name, widthM: clearWidthM, surface }),
  );
}

function baseLayers(latitude: number, language: Language): LayerSpecification[] {
  return [
    { id: 'background', type: 'background', paint: { 'background-color': '#0f1419' } },
    {
      id: 'open-ground',
      type: 'fill',
      source: 'ground',
      paint: {
        'fill-color': ['match', ['get', 'kind'], 'park', '#13211f', '#1d2833'],
        'fill-antialias': false,
      },
    },
    obstacleFill('block', '#16202b'),
    obstacleFill('planting', '#15251f'),
    {
      id: 'street',
      type: 'line',
      source: 'streets',
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'surface'], 'stairs', '#33404d', '#222e3a'],
        'line-width': widthInMetres(latitude),
      },
    },
    obstacleFill('water', '#1b2a38'),
    obstacleFill('structure', '#10161d'),
    {
      id: 'block-edge',
      type: 'line',
      source: 'obstacles',
      filter: ['==', ['get', 'kind'], 'block'],
      paint: { 'line-color': '#1f2b37', 'line-width': 1 },
    },
    { id: FIRST_LAYER_ABOVE_IMPORTS, type: 'background', layout: { visibility: 'none' } },
    ...nameLayers(language),
  ];
}

function nameLayers(language: Language): LayerSpecification[] {
  return [
    {
      id: FIRST_LAYER_ABOVE_DENSITY,
      type: 'symbol',
      source: 'streets',
      minzoom: 14.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': nameField(language),
        'text-font': MAP_FONT,
        'text-size': 12,
        'text-padding': 6,
      },
      paint: { 'text-color': '#a3b0bd', 'text-halo-color': '#0f1419', 'text-halo-width': 1.4 },
    },
    {
      id: FIRST_LAYER_ABOVE_NAMES,
      type: 'symbol',
      source: 'water-names',
      layout: { 'text-field': nameField(language), 'text-font': MAP_FONT, 'text-size': 15 },
      paint: { 'text-color': '#7f9bb5', 'text-halo-color': '#1b2a38', 'text-halo-width': 1 },
    },
  ];
}

/** Layers whose text follows the UI language. */
export const NAME_LAYERS = [FIRST_LAYER_ABOVE_DENSITY, FIRST_LAYER_ABOVE_NAMES];

function obstacleFill(kind: string, color: string): LayerSpecification {
  return {
    id: `obstacle-${kind}`,
    type: 'fill',
    source: 'obstacles',
    filter: ['==', ['get', 'kind'], kind],
    paint: { 'fill-color': color },
  };
}

/** A line as wide as the street is: metres become pixels, which double with each zoom. */
function widthInMetres(latitude: number): DataDrivenPropertyValueSpecification<number> {
  const at = (zoom: number): ExpressionSpecification => [
    '*',
    ['get', 'widthM'],
    pixelsPerMetre(zoom, latitude),
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 10, at(10), 22, at(22)];
}

/** Font files are fetched by address, so that a relative one must be resolved first. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
