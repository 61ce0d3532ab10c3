import type { Feature } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Name, RingName } from '../../../domain/site/site.ts';
import { formatOf } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { placeFigures, placeLevel, type RankedPlace } from '../../state/judgement.ts';
import { LEVEL_COLOURS, LEVEL_RANK, type ShownLevel } from '../../ui/level-shapes.ts';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, type MapState, pointFeature, polygonFeature } from '../live-layer.ts';

const DASHES: Readonly<Record<RingName, readonly number[] | undefined>> = {
  core: undefined,
  control: [5, 2.5],
  diversion: [0.6, 2],
};

/** Names of hot-spots stand on the map from this zoom. */
const HOT_SPOT_NAME_ZOOM = 16.3;

/** Outlines of leaf zones: core solid, control dashed, diversion dotted; coloured by level. */
export const zoneOutlines: LiveLayer = {
  source: 'zones',
  switch: 'zones',
  layers: (Object.keys(DASHES) as RingName[]).map(outlineLayer),
  features: (state) =>
    state.facts.ground.leaves.flatMap((zone, index): Feature[] => {
      if (!zone.polygon) return [];
      const level = placeLevel(state.world, state.now, { kind: 'zone', id: zone.id, index });
      return [polygonFeature(zone.polygon, { ring: zone.ring, ...outline(level) })];
    }),
};

/** Outlines of hot-spots, thin and always solid. */
export const hotSpotOutlines: LiveLayer = {
  source: 'hot-spots',
  switch: 'zones',
  layers: [
    {
      id: 'hot-spot-fill',
      type: 'fill',
      source: 'hot-spots',
      paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.08 },
    },
    {
      id: 'hot-spot-line',
      type: 'line',
      source: 'hot-spots',
      paint: { 'line-color': ['get', 'colour'], 'line-width': 1.4 },
    },
  ],
  features: (state) =>
    state.facts.site.hotSpots.map(({ id, polygon }, index) => {
      const level = placeLevel(state.world, state.now, { kind: 'hotSpot', id, index });
      return polygonFeature(polygon, outline(level));
    }),
};

/** Labels of zones with count and level; the worst are placed first and push others away. */
export const zoneLabels: LiveLayer = {
  source: 'zone-labels',
  switch: 'zones',
  layers: [labelLayer('zone-labels', 0, 1)],
  features: (state) =>
    state.facts.ground.leaves.flatMap((zone, index) =>
      label(state, { kind: 'zone', index, ...zone }),
    ),
};

/** Marks of hot-spots; their names come when there is room for them, or when they are orange or red. */
export const hotSpotLabels: LiveLayer = {
  source: 'hot-spot-labels',
  switch: 'zones',
  layers: [labelLayer('hot-spot-labels', HOT_SPOT_NAME_ZOOM, 0.85)],
  features: (state) =>
    state.facts.site.hotSpots.flatMap((hotSpot, index) =>
      label(state, { kind: 'hotSpot', index, ...hotSpot }),
    ),
};

function labelLayer(source: string, namesFrom: number, size: number): LayerSpecification {
  const text: ExpressionSpecification = [
    'format',
    ['get', 'name'],
    { 'font-scale': 0.92 },
    '\n',
    {},
    ['get', 'count'],
    { 'font-scale': 1.08 },
  ];
  const loudOnly: ExpressionSpecification = [
    'case',
    ['>=', ['get', 'rank'], LEVEL_RANK.orange],
    text,
    '',
  ];
  return {
    id: source,
    type: 'symbol',
    source,
    layout: {
      'symbol-sort-key': ['-', 0, ['get', 'rank']],
      'icon-image': ['get', 'mark'],
      'icon-anchor': 'bottom',
      'icon-offset': [0, -2],
      'icon-size': size,
      'icon-allow-overlap': true,
      'text-field': ['step', ['zoom'], loudOnly, namesFrom, text],
      'text-font': MAP_FONT,
      'text-size': 13,
      'text-line-height': 1.15,
      'text-anchor': 'top',
      'text-optional': true,
      'text-padding': 3,
    },
    paint: { 'text-color': '#f2f6fa', 'text-halo-color': '#0c1116', 'text-halo-width': 1.8 },
  };
}

function label(state: MapState, place: RankedPlace & { readonly name: Name }): Feature[] {
  const { facts, world, now, language } = state;
  const at = facts.labelAt.get(place.id);
  if (!at) return [];
  const level = placeLevel(world, now, place);
  const people = placeFigures(world, place)?.people;
  const unit = wordsOf(language)('unit.people');
  const properties = {
    id: place.id,
    name: place.name[language],
    count: `${formatOf(language, facts.site.timeZone).count(people)} ${unit}`,
    mark: `level-${level}`,
    rank: LEVEL_RANK[level],
  };
  return [pointFeature(at, properties)];
}

function outline(level: ShownLevel) {
  const calm = level === 'green' || level === 'unknown';
  return { colour: calm ? '#8496a8' : LEVEL_COLOURS[level], widthPx: calm ? 1.4 : 2.6 };
}

function outlineLayer(ring: RingName): LayerSpecification {
  const dash = DASHES[ring];
  return {
    id: `zone-${ring}`,
    type: 'line',
    source: 'zones',
    filter: ['==', ['get', 'ring'], ring],
    layout: { 'line-join': 'round', ...(ring === 'diversion' ? { 'line-cap': 'round' } : {}) },
    paint: {
      'line-color': ['get', 'colour'],
      'line-width': ['get', 'widthPx'],
      ...(dash ? { 'line-dasharray': [...dash] } : {}),
    },
  };
}
