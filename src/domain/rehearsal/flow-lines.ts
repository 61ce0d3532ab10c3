import type { CheckpointId, GateId, SensorId } from '../base/ids.ts';
import type { EastNorth, LonLat } from '../base/quantity.ts';
import type { Surface } from '../crowd/surface.ts';
import { type LocalMetres, localMetres } from '../geo/local-metres.ts';
import type { Gate, LineCounter, Site } from '../site/site.ts';
import type { RunName } from './run-figures.ts';

/** A line of the site where a run's flow is measured both ways. */
export interface FlowLine {
  readonly line: CheckpointId | GateId | SensorId;
  readonly kind: 'checkpoint' | 'gate' | 'counter';
  readonly name: RunName;
  readonly number?: number;
  readonly surface: Surface;
  readonly clearWidthM: number;
  readonly ends: readonly [LonLat, LonLat];
  /** The counter whose `from → to` is inwards; only of kind `counter`. */
  readonly counter?: LineCounter;
}

/** A gate's counters stand no further from it than this. */
const GATE_REACH_M = 30;
/** Two counters on lines whose middles are nearer than this count one flow both ways. */
const SAME_LINE_M = 2;

/**
 * The lines of a site: its checkpoints, its gates, then the counters that belong to neither, pairs of opposite
 * direction being one line. Counters to or from the world are their gate's.
 */
export function flowLines(site: Site): readonly FlowLine[] {
  const metres = localMetres(site.origin);
  const counters = site.sensors.filter((sensor) => sensor.kind === 'lineCounter');
  return [
    ...site.checkpoints.map((checkpoint): FlowLine => {
      const counter = counters.find((each) => each.checkpoint?.id === checkpoint.id);
      const { id, number, name, clearWidthM, position, bearingDeg } = checkpoint;
      const ends = counter?.line ?? across(position, bearingDeg, clearWidthM, metres);
      return { line: id, kind: 'checkpoint', name, number, surface: 'walkway', clearWidthM, ends };
    }),
    ...site.gates.map((gate): FlowLine => {
      const { id, name, clearWidthM } = gate;
      const surface = gate.kind === 'metroExit' ? 'stairs' : 'walkway';
      const ends =
        gateCounter(gate, counters, metres)?.line ?? across(gate.position, 0, clearWidthM, metres);
      return { line: id, kind: 'gate', name, surface, clearWidthM, ends };
    }),
    ...ownLines(counters, metres).map((counter): FlowLine => {
      const [a, b] = counter.line.map(metres.toLocal);
      const clearWidthM = a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0;
      const { id, name, line } = counter;
      const common = { line: id, kind: 'counter', name, surface: 'walkway' } as const;
      return { ...common, clearWidthM, ends: line, counter };
    }),
  ];
}

/** Counters of no checkpoint and between places of the site, the first of each pair. */
function ownLines(counters: readonly LineCounter[], metres: LocalMetres): readonly LineCounter[] {
  const own = counters.filter(
    ({ checkpoint, from, to }) => checkpoint === undefined && from !== 'world' && to !== 'world',
  );
  return own.filter((counter, index) => {
    const here = middle(counter, metres);
    const twin = own.findIndex(
      (other) =>
        other.from === counter.to &&
        other.to === counter.from &&
        distance(middle(other, metres), here) < SAME_LINE_M,
    );
    return twin < 0 || twin > index;
  });
}

function gateCounter(
  gate: Gate,
  counters: readonly LineCounter[],
  metres: LocalMetres,
): LineCounter | undefined {
  const at = metres.toLocal(gate.position);
  let best: LineCounter | undefined;
  let bestM = GATE_REACH_M;
  for (const counter of counters) {
    if (counter.from !== 'world' || counter.to !== gate.leadsTo) continue;
    const away = distance(middle(counter, metres), at);
    if (away < bestM) [best, bestM] = [counter, away];
  }
  return best;
}

/** A line of that width through a position, square to a bearing. */
function across(
  position: LonLat,
  bearingDeg: number,
  widthM: number,
  metres: LocalMetres,
): readonly [LonLat, LonLat] {
  const [east, north] = metres.toLocal(position);
  const angle = (bearingDeg * Math.PI) / 180;
  const end = (side: number): LonLat =>
    metres.toLonLat([
      east + (side * Math.cos(angle) * widthM) / 2,
      north - (side * Math.sin(angle) * widthM) / 2,
    ]);
  return [end(-1), end(1)];
}

function middle({ line }: LineCounter, metres: LocalMetres): EastNorth {
  const [a, b] = [metres.toLocal(line[0]), metres.toLocal(line[1])];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function distance(a: EastNorth, b: EastNorth): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
