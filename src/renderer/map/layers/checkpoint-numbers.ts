import type { Feature } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Checkpoint } from '../../../domain/site/site.ts';
import { formatOf } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { SiteFacts } from '../../state/site-facts.ts';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, type MapState, pointFeature } from '../live-layer.ts';
import { aroundMark, atCorners, besideMark } from './around-mark.ts';
import { nearGroups } from './near-groups.ts';
import { numberRanges } from './number-ranges.ts';

/** From this zoom every checkpoint has its own number, with in and out per minute. */
const APART_ZOOM = 16;
/** Below it, the marks of checkpoints that are no farther apart touch: they share a label. */
const TOUCHING_M = 32;
/** Clear of the mark, which is wider when it is turned; in the text's own height. */
const CLEAR_EM = 1.25;
/** Clear of a second mark beside it. */
const FAR_EM = 2.5;
const NEAR_PLACES = [...besideMark(CLEAR_EM), ...aroundMark(CLEAR_EM), ...atCorners(CLEAR_EM)];

/**
 * Numbers of checkpoints, and from near by in and out per minute. From afar, checkpoints whose marks touch are named
 * together: single numbers would not find a place, or stand at the wrong gate.
 */
export const checkpointNumbers: LiveLayer = {
  source: 'checkpoint-numbers',
  switch: 'checkpoints',
  layers: [
    numbers('single', { minzoom: 15, maxzoom: APART_ZOOM }, NEAR_PLACES),
    // What stands for several marks may stand farther off.
    numbers('shared', { minzoom: 15, maxzoom: APART_ZOOM }, [
      ...NEAR_PLACES,
      ...aroundMark(FAR_EM),
      ...atCorners(FAR_EM),
    ]),
    numbers('own', { minzoom: APART_ZOOM }, NEAR_PLACES),
  ],
  features: (state) => {
    const { checkpoints } = state.facts.site;
    return [
      ...sharedNumbers(state.facts),
      ...checkpoints.map((each, index) => ownNumber(state, each, index)),
    ];
  },
};

/** `single` and `shared` are seen from afar, `own` from near by. */
type Kind = 'single' | 'shared' | 'own';

function numbers(
  kind: Kind,
  zooms: { readonly minzoom: number; readonly maxzoom?: number },
  places: ReturnType<typeof aroundMark>,
): LayerSpecification {
  return {
    ...zooms,
    id: `checkpoint-number-${kind}`,
    type: 'symbol',
    source: 'checkpoint-numbers',
    filter: ['==', ['get', 'kind'], kind],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': MAP_FONT,
      'text-size': 12,
      'text-variable-anchor-offset': places,
      'text-justify': 'auto',
      'text-padding': 1,
    },
    paint: { 'text-color': '#cfe4fb', 'text-halo-color': '#0c1116', 'text-halo-width': 1.6 },
  };
}

function sharedNumbers({ site, ground: { metres } }: SiteFacts): readonly Feature[] {
  const places = site.checkpoints.map(({ position }) => metres.toLocal(position));
  return nearGroups(places, TOUCHING_M).map((group) => {
    const sum = group.reduce<readonly [number, number]>(
      ([east, north], index) => [
        east + (places[index]?.[0] ?? 0),
        north + (places[index]?.[1] ?? 0),
      ],
      [0, 0],
    );
    const text = numberRanges(group.flatMap((index) => site.checkpoints[index]?.number ?? []));
    const middle = metres.toLonLat([sum[0] / group.length, sum[1] / group.length]);
    const kind: Kind = group.length > 1 ? 'shared' : 'single';
    return pointFeature(middle, { kind, text });
  });
}

function ownNumber(state: MapState, { number, position }: Checkpoint, index: number): Feature {
  const flow = state.world.estimate?.checkpoints[index];
  const format = formatOf(state.language, state.facts.site.timeZone);
  const t = wordsOf(state.language);
  const figures = `${t('unit.in')} ${format.count(flow?.inPerMin)} ${t('unit.out')} ${format.count(flow?.outPerMin)}`;
  const known = flow?.inPerMin !== undefined || flow?.outPerMin !== undefined;
  return pointFeature(position, {
    kind: 'own' satisfies Kind,
    text: known ? `${number} · ${figures}` : `${number}`,
  });
}
