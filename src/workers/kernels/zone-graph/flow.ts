import type { LinkCapacity } from './checkpoint-capacity.ts';
import {
  FREE_SPEED_MPS,
  JAM_DENSITY_PER_M2,
  supplyPerMetre,
  walkingSpeedMps,
} from './fundamental-diagram.ts';
import type { Network } from './network.ts';
import type { RoutePlan } from './routes.ts';

/** Delays are bounded: nobody plans for a queue longer than this, seconds. */
const LONGEST_DELAY_S = 1_800;
/** How far the known delay goes to the present one at each look: word of a queue spreads slowly. */
const SMOOTHING = 0.1;
/** Fewer people than this do not move: without it, waves of ever smaller fractions would. */
const NOBODY = 1e-5;

/**
 * One second of cell transmission (Daganzo 1994) on the graph: over each arc y = min(demand, capacity, supply).
 * Demand: the people who want the arc, as fast as Weidmann's speed takes them through their zone to it.
 * Capacity: the link's, each direction and both together. Supply: what the zone ahead takes in at its density.
 * People are conserved to rounding (Float64); what does not fit stays where it is.
 */
export class Flow {
  /** People over each arc in the last second. */
  readonly moved: Float64Array;
  /** Waiting time at each arc as those see it who choose their way, seconds. */
  readonly delayS: Float64Array;
  readonly #network: Network;
  readonly #demand: Float64Array;
  readonly #wanted: Float64Array;
  readonly #served: Float64Array;
  readonly #rate: Float64Array;
  readonly #speed: Float64Array;
  readonly #inflow: Float64Array;
  readonly #room: Float64Array;
  readonly #factor: Float64Array;
  #amount = new Float64Array(0);

  constructor(network: Network) {
    const arcs = network.arcFrom.length;
    this.#network = network;
    this.moved = new Float64Array(arcs);
    this.delayS = new Float64Array(arcs);
    this.#demand = new Float64Array(arcs);
    this.#wanted = new Float64Array(arcs);
    this.#served = new Float64Array(arcs);
    this.#rate = new Float64Array(arcs);
    this.#factor = new Float64Array(arcs);
    this.#speed = new Float64Array(network.zoneCount);
    this.#inflow = new Float64Array(network.nodeCount);
    this.#room = new Float64Array(network.nodeCount);
  }

  /**
   * Moves `mass` (node × commodity) by one second.
   *
   * @param density ped/m² of each zone
   * @param capacityOf what each link can pass now
   * @param holdIn whether a link's inward direction is held this second (a wave's red minutes)
   */
  step(
    mass: Float64Array,
    plan: RoutePlan,
    density: Float64Array,
    capacityOf: readonly LinkCapacity[],
    holdIn: boolean,
  ): void {
    this.#setRates(density);
    this.#gather(mass, plan);
    this.#limit(density, capacityOf, holdIn);
    this.#apply(mass, plan);
  }

  /** People who wait at an arc: its flow times the time they wait (Little's law). */
  waiting(arc: number): number {
    return (this.delayS[arc] ?? 0) * (this.#served[arc] ?? 0);
  }

  /** What it remembers from second to second, so that a night can be saved and taken up again. */
  save(): { readonly delayS: Float64Array; readonly served: Float64Array } {
    return { delayS: this.delayS.slice(), served: this.#served.slice() };
  }

  restore(saved: ReturnType<Flow['save']>): void {
    this.delayS.set(saved.delayS);
    this.#served.set(saved.served);
  }

  /** Looks at the queues, three times a minute: the waiting time at each arc is its queue over its flow. */
  observeDelays(mass: Float64Array, plan: RoutePlan, capacityOf: readonly LinkCapacity[]): void {
    const queue = this.#wanted.fill(0);
    for (let e = 0; e < plan.entries; e++) {
      const arc = plan.arc[e] ?? 0;
      const people = mass[plan.from[e] ?? 0] ?? 0;
      queue[arc] = (queue[arc] ?? 0) + people * (plan.share[e] ?? 0);
    }
    for (let arc = 0; arc < this.delayS.length; arc++) {
      const link = capacityOf[arc >> 1];
      const capacity = (arc % 2 === 0 ? link?.inPerS : link?.outPerS) ?? 0;
      const flow = Math.max(this.#served[arc] ?? 0, 0.2 * capacity, 0.05);
      const walkS = (this.#network.arcWalkM[arc] ?? 0) / FREE_SPEED_MPS;
      const now = Math.min(LONGEST_DELAY_S, Math.max(0, (queue[arc] ?? 0) / flow - walkS));
      this.delayS[arc] = (1 - SMOOTHING) * (this.delayS[arc] ?? 0) + SMOOTHING * now;
    }
  }

  /** What everyone wants and could do this second, from the masses as they stand. */
  #gather(mass: Float64Array, plan: RoutePlan): void {
    if (this.#amount.length < plan.arc.length) this.#amount = new Float64Array(plan.arc.length);
    const { entries, from, arc, share } = plan;
    const demand = this.#demand.fill(0);
    const rate = this.#rate;
    const amount = this.#amount;
    for (let e = 0; e < entries; e++) {
      const people = mass[from[e] as number] as number;
      if (people < NOBODY) {
        amount[e] = 0;
        continue;
      }
      const a = arc[e] as number;
      const goes = people * (share[e] as number) * (rate[a] as number);
      amount[e] = goes;
      demand[a] = (demand[a] as number) + goes;
    }
  }

  #apply(mass: Float64Array, plan: RoutePlan): void {
    const { entries, from, arc, to } = plan;
    const amount = this.#amount;
    const factor = this.#factor;
    for (let e = 0; e < entries; e++) {
      const goes = (amount[e] as number) * (factor[arc[e] as number] as number);
      const source = from[e] as number;
      const goal = to[e] as number;
      mass[source] = (mass[source] as number) - goes;
      mass[goal] = (mass[goal] as number) + goes;
    }
  }

  /** Share of the people wanting an arc who could reach it within the second. */
  #setRates(density: Float64Array): void {
    const { arcFrom, arcWalkM, zoneCount } = this.#network;
    for (let zone = 0; zone < zoneCount; zone++) {
      this.#speed[zone] = walkingSpeedMps(density[zone] ?? 0);
    }
    for (let arc = 0; arc < arcFrom.length; arc++) {
      const node = arcFrom[arc] ?? 0;
      const speed = node < zoneCount ? (this.#speed[node] ?? 0) : FREE_SPEED_MPS;
      const walkM = arcWalkM[arc] ?? 0;
      this.#rate[arc] = walkM <= speed ? 1 : speed / walkM;
    }
  }

  /** The share of each arc's demand that capacity and supply let through; sets `moved`. */
  #limit(density: Float64Array, capacityOf: readonly LinkCapacity[], holdIn: boolean): void {
    const { links, arcTo, zoneCount, areaM2 } = this.#network;
    const { moved } = this;
    const demand = this.#demand;
    const inflow = this.#inflow.fill(0);
    for (let k = 0; k < links.length; k++) {
      const capacity = capacityOf[k] as LinkCapacity;
      const widthM = links[k]?.widthM ?? 0;
      const inPerS = holdIn && capacity.waves ? 0 : capacity.inPerS;
      const supplyIn = this.#supply(density, arcTo[2 * k] ?? 0) * widthM;
      const supplyOut = this.#supply(density, arcTo[2 * k + 1] ?? 0) * widthM;
      let goesIn = Math.min(demand[2 * k] ?? 0, inPerS, supplyIn);
      let goesOut = Math.min(demand[2 * k + 1] ?? 0, capacity.outPerS, supplyOut);
      const both = goesIn + goesOut;
      if (both > capacity.totalPerS) {
        goesIn *= capacity.totalPerS / both;
        goesOut *= capacity.totalPerS / both;
      }
      moved[2 * k] = goesIn;
      moved[2 * k + 1] = goesOut;
      inflow[arcTo[2 * k] ?? 0] = (inflow[arcTo[2 * k] ?? 0] ?? 0) + goesIn;
      inflow[arcTo[2 * k + 1] ?? 0] = (inflow[arcTo[2 * k + 1] ?? 0] ?? 0) + goesOut;
    }
    // The last places of a zone near jam density are shared by all who want in.
    for (let node = 0; node < inflow.length; node++) {
      const free =
        node < zoneCount
          ? Math.max(0, (JAM_DENSITY_PER_M2 - (density[node] ?? 0)) * (areaM2[node] ?? 0))
          : Number.POSITIVE_INFINITY;
      const wants = inflow[node] ?? 0;
      this.#room[node] = wants > free ? free / wants : 1;
    }
    const factor = this.#factor;
    for (let arc = 0; arc < moved.length; arc++) {
      const goes = (moved[arc] ?? 0) * (this.#room[arcTo[arc] ?? 0] ?? 1);
      moved[arc] = goes;
      factor[arc] = goes > 0 ? goes / (demand[arc] ?? 1) : 0;
      this.#served[arc] = (this.#served[arc] ?? 0) + (goes - (this.#served[arc] ?? 0)) / 60;
    }
  }

  #supply(density: Float64Array, node: number): number {
    if (node >= this.#network.zoneCount) return Number.POSITIVE_INFINITY;
    return supplyPerMetre(density[node] ?? 0);
  }
}
