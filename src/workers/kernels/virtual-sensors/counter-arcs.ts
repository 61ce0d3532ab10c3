import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { LineCounter } from '../../../domain/site/site.ts';
import type { Network } from '../zone-graph/network.ts';

/** The part of the graph's flow that a line counter sees: the flows over `arcs`, times `share`. */
export interface CounterArcs {
  readonly arcs: readonly number[];
  readonly share: number;
}

/**
 * Finds the flow of a line counter: its checkpoint's; where it counts to or from the world, the nearest gate's;
 * else that of the passages between its places, shared equally with other counters of the same direction.
 * No arcs where the site has no such way.
 */
export function counterArcs(counter: LineCounter, ground: Ground, network: Network): CounterArcs {
  const { site } = ground;
  if (counter.checkpoint) {
    const { id, direction } = counter.checkpoint;
    const index = site.checkpoints.findIndex((checkpoint) => checkpoint.id === id);
    const link = network.linkOfCheckpoint[index];
    if (link === undefined) return { arcs: [], share: 1 };
    return { arcs: [2 * link + (direction === 'in' ? 0 : 1)], share: 1 };
  }
  if (counter.from === 'world' || counter.to === 'world') {
    const entering = counter.from === 'world';
    const gate = nearestGate(counter, ground);
    const link = network.linkOfGate[gate];
    return link === undefined
      ? { arcs: [], share: 1 }
      : { arcs: [2 * link + (entering ? 0 : 1)], share: 1 };
  }
  const arcs = site.passages.flatMap((passage, index) => {
    const link = network.linkOfPassage[index] ?? 0;
    if (passage.from === counter.from && passage.to === counter.to) return [2 * link];
    if (passage.from === counter.to && passage.to === counter.from) return [2 * link + 1];
    return [];
  });
  const alike = site.sensors.filter(
    (sensor) =>
      sensor.kind === 'lineCounter' &&
      sensor.checkpoint === undefined &&
      sensor.from === counter.from &&
      sensor.to === counter.to,
  );
  return { arcs, share: 1 / Math.max(1, alike.length) };
}

/** The gate nearest to the line of a counter at the edge of the world, of those to its place; -1 without one. */
export function nearestGate(counter: LineCounter, ground: Ground): number {
  const place = counter.from === 'world' ? counter.to : counter.from;
  const [a, b] = counter.line.map((position) => ground.metres.toLocal(position));
  if (!a || !b) return -1;
  const middle: EastNorth = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  let best = -1;
  let bestM = Number.POSITIVE_INFINITY;
  ground.site.gates.forEach((gate, index) => {
    if (gate.leadsTo !== place) return;
    const [east, north] = ground.metres.toLocal(gate.position);
    const distanceM = Math.hypot(east - middle[0], north - middle[1]);
    if (distanceM < bestM) [best, bestM] = [index, distanceM];
  });
  return best;
}
