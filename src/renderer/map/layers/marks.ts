import type { Feature } from 'geojson';
import type { Millis } from '../../../domain/base/quantity.ts';
import { MINUTE } from '../../../domain/base/quantity.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, type MapState, pointFeature, polygonFeature } from '../live-layer.ts';

/** What others drew stands apart from everything of our own, and from the colours of levels. */
const CONTEXT_COLOUR = '#c9a7ff';
/** A mark goes off the map when it has been stale for this long; until then it is dimmed. */
const GONE_AFTER_MS: Millis = 30 * MINUTE;

/** Whether a mark still holds, by what its sender says. */
export function markState(mark: MapMark, now: Millis): 'holds' | 'stale' | 'gone' {
  if (mark.staleAt === undefined || now < mark.staleAt) return 'holds';
  return now - mark.staleAt > GONE_AFTER_MS ? 'gone' : 'stale';
}

/** Areas of other systems: a broken outline and the faintest fill. */
export const contextAreas: LiveLayer = {
  source: 'context-areas',
  switch: 'marks',
  layers: [
    {
      id: 'context-area-fill',
      type: 'fill',
      source: 'context-areas',
      paint: {
        'fill-color': CONTEXT_COLOUR,
        'fill-opacity': ['case', ['get', 'stale'], 0.02, 0.06],
      },
    },
    {
      id: 'context-area-line',
      type: 'line',
      source: 'context-areas',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': CONTEXT_COLOUR,
        'line-width': 1.8,
        'line-dasharray': [3, 1.5, 0.8, 1.5],
        'line-opacity': ['case', ['get', 'stale'], 0.45, 0.95],
      },
    },
  ],
  features: (state) =>
    shown(state).flatMap(({ mark, stale }): Feature[] =>
      mark.ring ? [polygonFeature([mark.ring], { stale })] : [],
    ),
};

/** Marks of other systems: a hollow diamond with the sender's name for it; dimmed once stale. */
export const contextMarks: LiveLayer = {
  source: 'context-marks',
  switch: 'marks',
  layers: [
    {
      id: 'context-mark',
      type: 'symbol',
      source: 'context-marks',
      layout: {
        'icon-image': 'context-mark',
        'icon-allow-overlap': true,
        'text-field': ['get', 'name'],
        'text-font': MAP_FONT,
        'text-size': 12,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.9,
        'text-justify': 'auto',
        'text-max-width': 14,
        'text-optional': true,
      },
      paint: {
        'icon-opacity': ['case', ['get', 'stale'], 0.45, 1],
        'text-color': '#e3d4ff',
        'text-opacity': ['case', ['get', 'stale'], 0.55, 1],
        'text-halo-color': '#0c1116',
        'text-halo-width': 1.6,
      },
    },
  ],
  features: (state) =>
    shown(state).map(({ mark, stale }) =>
      pointFeature([mark.lon, mark.lat], { id: mark.id, name: mark.name, stale }),
    ),
};

function shown({ world, now }: MapState): readonly { mark: MapMark; stale: boolean }[] {
  return Object.values(world.marks).flatMap((mark) => {
    const state = markState(mark, now);
    return state === 'gone' ? [] : [{ mark, stale: state === 'stale' }];
  });
}
