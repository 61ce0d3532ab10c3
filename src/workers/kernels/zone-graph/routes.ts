import type { Network } from './network.ts';

/**
 * Who goes where: for a node and a commodity the arcs that bring people nearer to their goal, with their shares.
 * Entry e moves mass `from[e]` (index node × commodities + commodity) over `arc[e]` to mass `to[e]`.
 */
export interface RoutePlan {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly arc: Int32Array;
  readonly share: Float64Array;
  /** Per mass index 1 where there is a way. */
  readonly hasWay: Uint8Array;
  /** Per mass index the time to the goal, seconds; infinite without a way. */
  readonly costS: Float64Array;
}

/**
 * Commodities: 0 … zones - 1 go in to that zone, then one for each gate of those who leave by it,
 * then those who dwell.
 */
export function commodityCount(network: Network): number {
  return network.zoneCount + network.gateCount + 1;
}

/** A detour of this many seconds makes an arc 1/e times as likely (our choice). */
const DETOUR_SCALE_S = 90;
/** Arcs less likely than this share of the likeliest are not taken. */
const LEAST_SHARE = 0.02;

/**
 * Shortest ways to every goal over the arcs that are passable, and shares over all arcs that lead nearer
 * (Dial's reasonable links, 1971): likelier the wider they are and the shorter their detour, so no way has a loop.
 * Those who go in never leave the cordon on the way, and those who leave never come back in.
 *
 * @param capacityPerS what each arc can pass; 0 bars it
 * @param delayS waiting time at each arc
 */
export function planRoutes(
  network: Network,
  capacityPerS: Float64Array,
  delayS: Float64Array,
): RoutePlan {
  const commodities = commodityCount(network);
  const size = network.nodeCount * commodities;
  const hasWay = new Uint8Array(size);
  const costS = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const entries: { from: number; to: number; arc: number; share: number }[] = [];
  const arcs = network.arcFrom.length;
  const cost = Float64Array.from(network.arcCostS, (free, arc) => free + (delayS[arc] ?? 0));

  for (let commodity = 0; commodity < commodities - 1; commodity++) {
    const goal = commodity < network.zoneCount ? commodity : network.sink;
    const usable = usableArcs(network, commodity, capacityPerS);
    const distance = distances(network, goal, usable, cost);
    const best = new Float64Array(network.nodeCount);
    const weight = new Float64Array(arcs);
    for (const arc of usable) {
      const from = network.arcFrom[arc] ?? 0;
      const here = distance[from] ?? 0;
      const there = distance[network.arcTo[arc] ?? 0] ?? 0;
      if (from === goal || !(there < here)) continue;
      const detourS = (cost[arc] ?? 0) + there - here;
      weight[arc] = (capacityPerS[arc] ?? 0) * Math.exp(-detourS / DETOUR_SCALE_S);
      best[from] = Math.max(best[from] ?? 0, weight[arc] ?? 0);
    }
    const sum = new Float64Array(network.nodeCount);
    for (const arc of usable) {
      const from = network.arcFrom[arc] ?? 0;
      if ((weight[arc] ?? 0) < LEAST_SHARE * (best[from] ?? 0)) weight[arc] = 0;
      sum[from] = (sum[from] ?? 0) + (weight[arc] ?? 0);
    }
    for (const arc of usable) {
      if (!((weight[arc] ?? 0) > 0)) continue;
      const from = network.arcFrom[arc] ?? 0;
      const mass = from * commodities + commodity;
      hasWay[mass] = 1;
      entries.push({
        from: mass,
        to: (network.arcTo[arc] ?? 0) * commodities + commodity,
        arc,
        share: (weight[arc] ?? 0) / (sum[from] ?? 1),
      });
    }
    for (let node = 0; node < network.nodeCount; node++) {
      costS[node * commodities + commodity] = distance[node] ?? Number.POSITIVE_INFINITY;
    }
  }
  return {
    count: entries.length,
    from: Int32Array.from(entries, (entry) => entry.from),
    to: Int32Array.from(entries, (entry) => entry.to),
    arc: Int32Array.from(entries, (entry) => entry.arc),
    share: Float64Array.from(entries, (entry) => entry.share),
    hasWay,
    costS,
  };
}

function usableArcs(network: Network, commodity: number, capacityPerS: Float64Array): number[] {
  const goesIn = commodity < network.zoneCount;
  const ownGate = goesIn ? -1 : (network.linkOfGate[commodity - network.zoneCount] ?? -1);
  const usable: number[] = [];
  for (let arc = 0; arc < network.arcFrom.length; arc++) {
    if (!((capacityPerS[arc] ?? 0) > 0)) continue;
    const fromZone = (network.arcFrom[arc] ?? 0) < network.zoneCount;
    const toZone = (network.arcTo[arc] ?? 0) < network.zoneCount;
    const atGate = network.links[arc >> 1]?.kind === 'gate';
    const outwards = arc % 2 === 1;
    if (goesIn && ((fromZone && !toZone) || (atGate && outwards))) continue;
    if (!goesIn && ((!fromZone && toZone) || (atGate && (!outwards || arc >> 1 !== ownGate)))) continue;
    usable.push(arc);
  }
  return usable;
}

/** Shortest times from every node to the goal (Bellman-Ford: a few rounds on a graph this small). */
function distances(
  network: Network,
  goal: number,
  usable: readonly number[],
  cost: Float64Array,
): Float64Array {
  const distance = new Float64Array(network.nodeCount).fill(Number.POSITIVE_INFINITY);
  distance[goal] = 0;
  let changed = true;
  while (changed) {
    changed = false;
    for (const arc of usable) {
      const from = network.arcFrom[arc] ?? 0;
      const over = (distance[network.arcTo[arc] ?? 0] ?? 0) + (cost[arc] ?? 0);
      if (over < (distance[from] ?? 0)) {
        distance[from] = over;
        changed = true;
      }
    }
  }
  return distance;
}
