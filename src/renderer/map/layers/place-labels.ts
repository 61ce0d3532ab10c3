import type { Feature } from 'geojson';
import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { formatOf } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { placeFigures, placeLevel, placeName, type RankedPlace } from '../../state/judgement.ts';
import { LEVEL_RANK } from '../../ui/level-shapes.ts';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, type MapState, pointFeature } from '../live-layer.ts';
import { aroundMark } from './around-mark.ts';

/** Names of calm hot-spots stand on the map from this zoom. */
const HOT_SPOT_NAME_ZOOM = 16.3;

/** Clear of a mark, and of what lies beside it; in the text's own height. */
const NEAR_EM = 1.2;
const FAR_EM = 2.7;

const isLoud: ExpressionSpecification = ['>=', ['get', 'rank'], LEVEL_RANK.orange];

/**
 * Names, counts and calm level marks of zones and hot-spots. The map places layers from the top down, and within a
 * layer by its sort key: labels go by level, the worst first, and calm marks yield to them.
 */
export const placeLabels: LiveLayer = {
  source: 'places',
  switch: 'zones',
  layers: [marks('places', ['!', isLoud]), labels()],
  features: (state) => places(state),
};

/** Orange and red marks: the topmost layer, so that they have their place before any text and none can cover them. */
export const loudMarks: LiveLayer = {
  source: 'loud-places',
  switch: 'zones',
  layers: [marks('loud-places', isLoud)],
  features: (state) =>
    state.runMarks
      ? []
      : places(state).filter(({ properties }) => properties?.rank >= LEVEL_RANK.orange),
};

function places(state: MapState): readonly Feature[] {
  return [
    ...state.facts.site.hotSpots.flatMap((hotSpot, index) =>
      label(state, { kind: 'hotSpot', index, id: hotSpot.id }),
    ),
    ...state.facts.ground.leaves.flatMap((zone, index) =>
      label(state, { kind: 'zone', index, id: zone.id }),
    ),
  ];
}

function marks(source: string, filter: ExpressionSpecification): SymbolLayerSpecification {
  return {
    id: `${source}-mark`,
    type: 'symbol',
    source,
    filter,
    layout: {
      // Where marks lie upon each other the worst is seen.
      'symbol-sort-key': ['get', 'rank'],
      'icon-image': ['get', 'mark'],
      'icon-size': ['case', ['get', 'isZone'], 1, isLoud, 0.9, 0.7],
      'icon-allow-overlap': true,
    },
  };
}

function labels(): SymbolLayerSpecification {
  const text: ExpressionSpecification = [
    'format',
    ['get', 'name'],
    { 'font-scale': 0.92 },
    '\n',
    {},
    ['get', 'count'],
    { 'font-scale': 1.08 },
  ];
  const fromFar: ExpressionSpecification = ['case', ['any', ['get', 'isZone'], isLoud], text, ''];
  return {
    id: 'place-label',
    type: 'symbol',
    source: 'places',
    layout: {
      'symbol-sort-key': ['-', 0, ['get', 'weight']],
      'text-field': ['step', ['zoom'], fromFar, HOT_SPOT_NAME_ZOOM, text],
      'text-font': MAP_FONT,
      'text-size': 13,
      'text-line-height': 1.15,
      // Around the mark first, then farther off: a loud place has its name even where drones and gates crowd it.
      'text-variable-anchor-offset': [...aroundMark(NEAR_EM), ...aroundMark(FAR_EM)],
      'text-justify': 'auto',
      'text-padding': 3,
    },
    paint: { 'text-color': '#f2f6fa', 'text-halo-color': '#0c1116', 'text-halo-width': 1.8 },
  };
}

function label(state: MapState, place: RankedPlace): Feature[] {
  const { facts, world, now, language } = state;
  const at = facts.labelAt.get(place.id);
  if (!at) return [];
  const level = placeLevel(world, now, place);
  const rank = LEVEL_RANK[level];
  const isZone = place.kind === 'zone';
  const people = placeFigures(world, place)?.people;
  const unit = wordsOf(language)('unit.people');
  const name = placeName(facts, place.id, language);
  if (state.runMarks) {
    // A live count beside a figure of a run would be read as the run's.
    return [
      pointFeature(at, { id: place.id, name, count: '', mark: '', rank: 0, isZone, weight: 0 }),
    ];
  }
  const properties = {
    id: place.id,
    name,
    count: `${formatOf(language, facts.site.timeZone).count(people)} ${unit}`,
    mark: `level-${level}`,
    rank,
    isZone,
    // Of one level the zone is placed before the hot-spot.
    weight: 2 * rank + (isZone ? 1 : 0),
  };
  return [pointFeature(at, properties)];
}
