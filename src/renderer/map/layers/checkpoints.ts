import type { Feature } from 'geojson';
import type { LonLat } from '../../../domain/base/quantity.ts';
import type { CheckpointState } from '../../../domain/forces/checkpoint-order.ts';
import type { Checkpoint } from '../../../domain/site/site.ts';
import { type LiveLayer, lineFeature, type MapState, pointFeature } from '../live-layer.ts';
import { gateColour } from '../marks.ts';

/** Gates drawn across the way at their true width and bearing. */
export const checkpointGates: LiveLayer = {
  source: 'gates',
  switch: 'checkpoints',
  layers: [
    {
      id: 'gate-line',
      type: 'line',
      source: 'gates',
      filter: ['get', 'staffed'],
      paint: { 'line-color': ['get', 'colour'], 'line-width': ['get', 'widthPx'] },
    },
    {
      id: 'gate-line-unstaffed',
      type: 'line',
      source: 'gates',
      filter: ['!', ['get', 'staffed']],
      paint: {
        'line-color': ['get', 'colour'],
        'line-width': ['get', 'widthPx'],
        'line-dasharray': [1.5, 1.2],
      },
    },
  ],
  features: (state) =>
    state.facts.site.checkpoints.map((checkpoint) => {
      const mode = state.world.checkpoints[checkpoint.id]?.mode ?? checkpoint.mode;
      return lineFeature(gateLine(state, checkpoint), {
        staffed: checkpoint.staffed,
        colour: gateColour(mode),
        widthPx: mode === 'open' ? 2.5 : 4,
      });
    }),
};

/** A dashed ring around a checkpoint whose order nobody has confirmed yet. */
export const pendingOrders: LiveLayer = {
  source: 'pending-orders',
  switch: 'checkpoints',
  layers: [
    {
      id: 'checkpoint-pending',
      type: 'symbol',
      source: 'pending-orders',
      layout: {
        'icon-image': 'order-pending',
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.6, 15, 0.8, 16, 1],
        'icon-allow-overlap': true,
      },
    },
  ],
  features: ({ facts, world }) =>
    facts.site.checkpoints.flatMap(({ id, position }) =>
      isOrderPending(world.checkpoints[id]) ? [pointFeature(position, { id })] : [],
    ),
};

/** Whether an order changed the checkpoint and whoever carries it out has not confirmed it. */
export function isOrderPending(state: CheckpointState | undefined): boolean {
  return state?.order !== undefined && state.effectiveAt === undefined;
}

/** The glyph of each checkpoint's mode; hollow where the plan puts nobody. No text lies upon it: a bar reads as a 1. */
export const checkpointMarks: LiveLayer = {
  source: 'checkpoints',
  switch: 'checkpoints',
  layers: [
    {
      id: 'checkpoint-mark',
      type: 'symbol',
      source: 'checkpoints',
      layout: {
        'icon-image': ['get', 'mark'],
        'icon-rotate': ['get', 'bearing'],
        'icon-rotation-alignment': 'map',
        // An open gate is the calm state and steps back behind what is ordered, the more the farther away.
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          14,
          ['case', ['get', 'calm'], 0.35, 0.55],
          15,
          ['case', ['get', 'calm'], 0.5, 0.75],
          16,
          1,
        ],
        'icon-allow-overlap': true,
      },
      paint: { 'icon-opacity': ['case', ['get', 'calm'], 0.75, 1] },
    },
  ],
  features: (state) => state.facts.site.checkpoints.map((each) => mark(state, each)),
};

function mark({ world }: MapState, checkpoint: Checkpoint): Feature {
  const mode = world.checkpoints[checkpoint.id]?.mode ?? checkpoint.mode;
  // Only arrows have a direction; other glyphs stand upright and are easier to read so.
  const turns = mode === 'oneWayIn' || mode === 'oneWayOut';
  return pointFeature(checkpoint.position, {
    id: checkpoint.id,
    mark: `gate-${mode}${checkpoint.staffed ? '' : '-hollow'}`,
    bearing: turns ? checkpoint.bearingDeg : 0,
    calm: mode === 'open' && checkpoint.staffed,
  });
}

/** The two ends of the gate, square to the way in. */
function gateLine({ facts }: MapState, checkpoint: Checkpoint): readonly LonLat[] {
  const { metres } = facts.ground;
  const [east, north] = metres.toLocal(checkpoint.position);
  const across = ((checkpoint.bearingDeg + 90) * Math.PI) / 180;
  const half = checkpoint.clearWidthM / 2;
  return [-half, half].map((offset) =>
    metres.toLonLat([east + Math.sin(across) * offset, north + Math.cos(across) * offset]),
  );
}
