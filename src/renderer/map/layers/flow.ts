import type { Feature } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import { type FlowLine, flowLines, streakSteps } from '../flow-lines.ts';
import { type LiveLayer, type MapState, pointFeature } from '../live-layer.ts';

/** From this zoom wide ways show more than one streak. */
const MANY_STREAKS_ZOOM = 16;
/** The middle streak begins beside the gate's mark and not under it. */
const FROM_GATE: ExpressionSpecification = ['literal', [0, -11]];
const STREAK_SPACING_M = 6;
const MOST_STREAKS = 5;

/**
 * Flow over lines that are counted: streaks along the crossing, as long as the specific flow is large, and a two-way
 * mark where both directions are. They stand still: the length says it, and a calm map draws nothing anew.
 */
export const flow: LiveLayer = {
  source: 'flow',
  switch: 'flow',
  layers: [
    {
      id: 'flow-streak',
      type: 'symbol',
      source: 'flow',
      filter: ['==', ['get', 'central'], true],
      layout: {
        ...streakLook(),
        // Numbers of checkpoints go round the middle streak: crossed out, nobody can read them.
        'icon-ignore-placement': false,
        'icon-offset': ['case', ['get', 'gate'], FROM_GATE, ['literal', [0, 0]]],
      },
    },
    {
      id: 'flow-streak-side',
      type: 'symbol',
      source: 'flow',
      minzoom: MANY_STREAKS_ZOOM,
      filter: ['==', ['get', 'central'], false],
      layout: streakLook(),
    },
    {
      id: 'flow-two-way',
      type: 'symbol',
      source: 'flow',
      filter: ['has', 'twoWay'],
      layout: {
        'icon-image': 'flow-two-way',
        'icon-rotate': ['get', 'bearing'],
        'icon-rotation-alignment': 'map',
        // Beside the gate's own mark.
        'icon-offset': [17, 0],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 15.5, 0.7, 16.5, 1],
        'icon-allow-overlap': true,
      },
    },
  ],
  features: (state) =>
    flowLines(state.facts, state.world, state.now).flatMap((line) => [
      ...streaks(state, line, line.forwardPerMin, line.bearingDeg),
      ...streaks(state, line, line.backPerMin, (line.bearingDeg + 180) % 360),
      ...twoWay(state, line),
    ]),
};

function streakLook() {
  const image: ExpressionSpecification = ['get', 'streak'];
  const turn: ExpressionSpecification = ['get', 'bearing'];
  const size: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 14, 0.55, 16, 1];
  return {
    'icon-image': image,
    'icon-rotate': turn,
    'icon-rotation-alignment': 'map' as const,
    'icon-anchor': 'bottom' as const,
    'icon-size': size,
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
  };
}

function streaks(
  state: MapState,
  line: FlowLine,
  perMin: number | undefined,
  bearing: number,
): Feature[] {
  const steps = streakSteps(perMin, line.widthM);
  if (steps === 0) return [];
  return offsetsM(line.widthM).map((offsetM) =>
    pointFeature(across(state, line, offsetM), {
      streak: `streak-${steps}`,
      bearing,
      gate: line.isGate,
      central: offsetM === 0,
    }),
  );
}

function twoWay(state: MapState, line: FlowLine): Feature[] {
  const { forwardPerMin, backPerMin, widthM, bearingDeg } = line;
  const isBoth = streakSteps(forwardPerMin, widthM) > 0 && streakSteps(backPerMin, widthM) > 0;
  if (!isBoth) return [];
  return [pointFeature(across(state, line, 0), { twoWay: true, bearing: bearingDeg })];
}

/** An odd number of places over the width of the line, the middle first. */
function offsetsM(widthM: number): readonly number[] {
  const pairs = Math.min((MOST_STREAKS - 1) / 2, Math.floor(widthM / 2 / STREAK_SPACING_M));
  const gap = widthM / (2 * pairs + 1);
  return [0, ...Array.from({ length: pairs }, (_, i) => [(i + 1) * gap, -(i + 1) * gap]).flat()];
}

function across({ facts }: MapState, { at, bearingDeg }: FlowLine, offsetM: number) {
  const turn = ((bearingDeg + 90) * Math.PI) / 180;
  const [east, north] = at;
  return facts.ground.metres.toLonLat([
    east + Math.sin(turn) * offsetM,
    north + Math.cos(turn) * offsetM,
  ]);
}
