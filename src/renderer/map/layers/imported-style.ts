import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapLayer } from '../../../domain/site/map-layer.ts';
import type { Language } from '../../i18n/language.ts';
import { MAP_FONT } from '../base-style.ts';
import { importColour } from '../import-colour.ts';

/** Names on somebody else's map come when there is room for them. */
const NAMES_FROM_ZOOM = 15;

/** The map layers that draw an imported one: shapes under the density, names above it. */
export interface ImportedStyle {
  readonly shapes: readonly LayerSpecification[];
  readonly names: readonly LayerSpecification[];
}

/** A plain style: by what a thing is, area, line or point, in the layer's one colour. */
export function importedStyle(layer: MapLayer, source: string, language: Language): ImportedStyle {
  if (layer.tiles?.tileKind === 'raster') {
    const raster: LayerSpecification = {
      id: source,
      type: 'raster',
      source,
      // Photographs are bright: the crowd is what must be seen.
      paint: { 'raster-opacity': 0.75, 'raster-saturation': -0.3, 'raster-brightness-max': 0.8 },
    };
    return { shapes: [raster], names: [] };
  }
  const parts = layer.tiles
    ? layer.tiles.vectorLayers.map((name) => ({ prefix: `${source} ${name}`, part: name }))
    : [{ prefix: source, part: undefined }];
  const colour = importColour(layer.id);
  return {
    // Areas of every part lie below the lines of every part.
    shapes: (['Polygon', 'LineString', 'Point'] as const).flatMap((shape) =>
      parts.map(({ prefix, part }) => shapeLayer(shape, { prefix, source, part, colour })),
    ),
    names: parts.flatMap(({ prefix, part }) =>
      nameLayers({ prefix, source, part, colour }, language),
    ),
  };
}

/** The name of a thing in the language of the seat, as OpenStreetMap, KML and GPX write it. */
export function importedName(language: Language): ExpressionSpecification {
  const keys =
    language === 'zh'
      ? ['name:zh', 'name', 'name:en']
      : ['name:en', 'name_en', 'name:latin', 'name'];
  return ['to-string', ['coalesce', ...keys.map((key) => ['get', key])]] as ExpressionSpecification;
}

interface Part {
  readonly prefix: string;
  readonly source: string;
  /** The layer inside vector tiles. */
  readonly part: string | undefined;
  readonly colour: string;
}

type Shape = 'Polygon' | 'LineString' | 'Point';

function shapeLayer(shape: Shape, part: Part): LayerSpecification {
  const { colour } = part;
  switch (shape) {
    case 'Polygon':
      return {
        ...common(part, shape),
        filter: only(shape),
        type: 'fill',
        paint: { 'fill-color': colour, 'fill-opacity': 0.16, 'fill-outline-color': colour },
      };
    case 'LineString':
      return {
        ...common(part, shape),
        filter: only(shape),
        type: 'line',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': colour, 'line-width': 1.5, 'line-opacity': 0.85 },
      };
    case 'Point':
      return {
        ...common(part, shape),
        filter: only(shape),
        type: 'circle',
        paint: {
          'circle-radius': 4,
          'circle-color': '#0c1116',
          'circle-stroke-color': colour,
          'circle-stroke-width': 1.8,
        },
      };
  }
}

function nameLayers(part: Part, language: Language): LayerSpecification[] {
  const paint = {
    'text-color': part.colour,
    'text-halo-color': '#0c1116',
    'text-halo-width': 1.6,
  } as const;
  const text = {
    'text-field': importedName(language),
    'text-font': MAP_FONT,
    'text-size': 12,
    'text-padding': 4,
  };
  return [
    {
      ...common(part, 'line-names'),
      type: 'symbol',
      minzoom: NAMES_FROM_ZOOM,
      filter: only('LineString'),
      layout: { ...text, 'symbol-placement': 'line', 'symbol-spacing': 420 },
      paint,
    },
    {
      ...common(part, 'names'),
      type: 'symbol',
      minzoom: NAMES_FROM_ZOOM,
      filter: ['!', only('LineString') as ExpressionSpecification],
      layout: { ...text, 'text-anchor': 'top', 'text-offset': [0, 0.6] },
      paint,
    },
  ];
}

/** Features of a GeoJSON source may call themselves several; those of tiles never do. */
function only(shape: Shape): FilterSpecification {
  return ['match', ['geometry-type'], [shape, `Multi${shape}`], true, false];
}

function common({ prefix, source, part }: Part, what: string) {
  return {
    id: `${prefix} ${what}`,
    source,
    ...(part === undefined ? {} : { 'source-layer': part }),
  };
}
