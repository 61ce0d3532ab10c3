import type { Network } from './network.ts';

/**
 * Who goes where: for every node and commodity the arcs that bring people nearer to their goal, with their shares.
 * Entry e moves its share of the mass `from` (index node × commodities + commodity) over `arc` to the mass `to`.
 */
export interface RoutePlan {
  readonly entries: number;
  readonly from: Int32Array;
  readonly arc: Int32Array;
  readonly to: Int32Array;
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
const DETOUR_SCALE_S = 120;
/** Arcs less likely than this share of the likeliest are not taken. */
const LEAST_SHARE = 0.05;

/**
 * Plans routes again and again on one network. Shortest ways to every goal over the arcs that are passable, and
 * shares over all arcs that lead nearer (Dial's reasonable links, 1971): likelier the wider they are and the shorter
 * their detour, so that no way has a loop. Those who go in never leave the cordon on the way, and those who leave
 * never come back in.
 */
export class RoutePlanner {
  readonly #network: Network;
  /** Arcs that each commodity may use when nothing is closed, in the order of their from-nodes. */
  readonly #allowed: readonly Int32Array[];
  readonly #cost: Float64Array;
  readonly #weight: Float64Array;
  readonly #distance: Float64Array;
  readonly #plans: readonly [MutablePlan, MutablePlan];
  #turn = 0;

  constructor(network: Network) {
    const arcs = network.arcFrom.length;
    const commodities = commodityCount(network);
    this.#network = network;
    const sorted = Array.from({ length: arcs }, (_, arc) => arc).sort(
      (a, b) => (network.arcFrom[a] ?? 0) - (network.arcFrom[b] ?? 0) || a - b,
    );
    this.#allowed = Array.from({ length: commodities - 1 }, (_, commodity) =>
      Int32Array.from(sorted.filter((arc) => mayUse(network, commodity, arc))),
    );
    this.#cost = new Float64Array(arcs);
    this.#weight = new Float64Array(arcs);
    this.#distance = new Float64Array(network.nodeCount);
    const entries = this.#allowed.reduce((sum, allowed) => sum + allowed.length, 0);
    const masses = network.nodeCount * commodities;
    this.#plans = [emptyPlan(masses, entries), emptyPlan(masses, entries)];
  }

  /**
   * The plan for these conditions; it is good until the plan after the next is made.
   *
   * @param capacityPerS what each arc can pass; 0 bars it
   * @param delayS waiting time at each arc
   */
  plan(capacityPerS: Float64Array, delayS: Float64Array): RoutePlan {
    const { nodeCount, arcCostS } = this.#network;
    const commodities = commodityCount(this.#network);
    this.#turn = 1 - this.#turn;
    const plan = this.#plans[this.#turn === 0 ? 0 : 1];
    plan.entries = 0;
    plan.hasWay.fill(0);
    plan.costS.fill(Number.POSITIVE_INFINITY);
    for (let arc = 0; arc < arcCostS.length; arc++) {
      this.#cost[arc] =
        (capacityPerS[arc] ?? 0) > 0
          ? (arcCostS[arc] ?? 0) + (delayS[arc] ?? 0)
          : Number.POSITIVE_INFINITY;
    }
    this.#allowed.forEach((allowed, commodity) => {
      this.#measure(commodity, allowed);
      this.#weigh(commodity, allowed, capacityPerS);
      this.#write(plan, commodity, allowed);
      for (let node = 0; node < nodeCount; node++) {
        plan.costS[node * commodities + commodity] = this.#distance[node] ?? 0;
      }
    });
    return plan;
  }

  /** Shortest times from every node to the commodity's goal (Bellman-Ford: few rounds on a graph this small). */
  #measure(commodity: number, allowed: Int32Array): void {
    const { arcFrom, arcTo } = this.#network;
    const distance = this.#distance.fill(Number.POSITIVE_INFINITY);
    distance[this.#goal(commodity)] = 0;
    let changed = true;
    while (changed) {
      changed = false;
      for (let k = 0; k < allowed.length; k++) {
        const arc = allowed[k] as number;
        const over = (distance[arcTo[arc] as number] as number) + (this.#cost[arc] as number);
        const from = arcFrom[arc] as number;
        if (over < (distance[from] as number)) {
          distance[from] = over;
          changed = true;
        }
      }
    }
  }

  #weigh(commodity: number, allowed: Int32Array, capacityPerS: Float64Array): void {
    const { arcFrom, arcTo } = this.#network;
    const goal = this.#goal(commodity);
    for (let k = 0; k < allowed.length; k++) {
      const arc = allowed[k] as number;
      const from = arcFrom[arc] as number;
      const here = this.#distance[from] as number;
      const there = this.#distance[arcTo[arc] as number] as number;
      const detourS = (this.#cost[arc] as number) + there - here;
      this.#weight[arc] =
        from !== goal && there < here && detourS < Number.POSITIVE_INFINITY
          ? (capacityPerS[arc] as number) * Math.exp(-detourS / DETOUR_SCALE_S)
          : 0;
    }
  }

  /** Writes the entries of one commodity, node by node. */
  #write(plan: MutablePlan, commodity: number, allowed: Int32Array): void {
    const { arcFrom, arcTo } = this.#network;
    const commodities = commodityCount(this.#network);
    let k = 0;
    while (k < allowed.length) {
      const node = arcFrom[allowed[k] as number] as number;
      let end = k;
      let best = 0;
      while (end < allowed.length && arcFrom[allowed[end] as number] === node) {
        best = Math.max(best, this.#weight[allowed[end] as number] as number);
        end += 1;
      }
      let sum = 0;
      const first = plan.entries;
      for (; k < end; k++) {
        const arc = allowed[k] as number;
        const weight = this.#weight[arc] as number;
        if (!(weight > LEAST_SHARE * best)) continue;
        plan.from[plan.entries] = node * commodities + commodity;
        plan.arc[plan.entries] = arc;
        plan.to[plan.entries] = (arcTo[arc] as number) * commodities + commodity;
        plan.share[plan.entries] = weight;
        plan.entries += 1;
        sum += weight;
      }
      if (plan.entries === first) continue;
      for (let e = first; e < plan.entries; e++) plan.share[e] = (plan.share[e] as number) / sum;
      plan.hasWay[node * commodities + commodity] = 1;
    }
  }

  #goal(commodity: number): number {
    return commodity < this.#network.zoneCount ? commodity : this.#network.sink;
  }
}

interface MutablePlan {
  entries: number;
  readonly from: Int32Array;
  readonly arc: Int32Array;
  readonly to: Int32Array;
  readonly share: Float64Array;
  readonly hasWay: Uint8Array;
  readonly costS: Float64Array;
}

function emptyPlan(masses: number, entries: number): MutablePlan {
  return {
    entries: 0,
    from: new Int32Array(entries),
    arc: new Int32Array(entries),
    to: new Int32Array(entries),
    share: new Float64Array(entries),
    hasWay: new Uint8Array(masses),
    costS: new Float64Array(masses),
  };
}

function mayUse(network: Network, commodity: number, arc: number): boolean {
  const fromZone = (network.arcFrom[arc] ?? 0) < network.zoneCount;
  const toZone = (network.arcTo[arc] ?? 0) < network.zoneCount;
  const atGate = network.links[arc >> 1]?.kind === 'gate';
  const outwards = arc % 2 === 1;
  if (commodity < network.zoneCount) {
    return !(fromZone && !toZone) && !(atGate && outwards);
  }
  const ownGate = network.linkOfGate[commodity - network.zoneCount];
  return !(!fromZone && toZone) && !(atGate && (!outwards || arc >> 1 !== ownGate));
}
