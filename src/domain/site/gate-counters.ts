import { localMetres } from '../geo/local-metres.ts';
import type { Gate, LineCounter, Site } from './site.ts';

/** A counter belongs to a gate when the middle of its line is no farther from it than this. */
const GATE_REACH_M = 12;

/** The line counters that stand at a gate: of no checkpoint, and of the place that the gate leads to. */
export function countersAt(site: Site, gate: Gate): readonly LineCounter[] {
  const metres = localMetres(site.origin);
  const [east, north] = metres.toLocal(gate.position);
  return site.sensors
    .filter((sensor) => sensor.kind === 'lineCounter')
    .filter(({ checkpoint, from, to, line }) => {
      if (checkpoint || (from !== gate.leadsTo && to !== gate.leadsTo)) return false;
      const [a, b] = [metres.toLocal(line[0]), metres.toLocal(line[1])];
      return Math.hypot((a[0] + b[0]) / 2 - east, (a[1] + b[1]) / 2 - north) <= GATE_REACH_M;
    });
}
