import type { Network } from './network.ts';
import type { NightPlan } from './night-plan.ts';
import { commodityCount } from './routes.ts';

/** A surplus over the script's occupancy sets out for home within about this time, seconds. */
const RESPONSE_S = 60;
/** Bounds and first guess of the mean way home, seconds. */
const SHORTEST_HOME_S = 120;
const LONGEST_HOME_S = 1_500;
const FIRST_HOME_S = 400;

/**
 * Who sets out for home. Before the release so many leave that the area's occupancy follows the script: those who
 * set out now are gone a mean way home later (people under way over flow out, Little's law), so that is
 * when the curve is looked at. The release then sends a ring's people home on its own curve.
 */
export class Departures {
  readonly #network: Network;
  readonly #night: NightPlan;
  #homeS = FIRST_HOME_S;
  #goneBefore = 0;
  #outPerS = 0;
  #setOut = 0;

  constructor(network: Network, night: NightPlan) {
    this.#network = network;
    this.#night = night;
  }

  /** What it remembers, so that a night can be saved and taken up again. */
  save(): readonly number[] {
    return [this.#homeS, this.#goneBefore, this.#outPerS, this.#setOut];
  }

  restore(saved: readonly number[]): void {
    [this.#homeS = 0, this.#goneBefore = 0, this.#outPerS = 0, this.#setOut = 0] = saved;
  }

  /**
   * Turns dwellers of `mass` into leavers for one second; `gateLeaving` are the gates' shares at each node.
   * `gone` are all who have left the area so far.
   */
  step(
    second: number,
    mass: Float64Array,
    totals: { readonly visits: number; readonly gone: number },
    gateLeaving: Float64Array,
  ): void {
    this.#release(second, mass, gateLeaving);
    const { dwelling, staying, leaving } = this.#count(mass);
    this.#outPerS += (totals.gone - this.#goneBefore - this.#outPerS) / 300;
    this.#goneBefore = totals.gone;
    if (this.#outPerS > 0.5 && second > LONGEST_HOME_S) {
      const home = Math.min(LONGEST_HOME_S, Math.max(SHORTEST_HOME_S, leaving / this.#outPerS));
      this.#homeS += (home - this.#homeS) / 300;
    }
    const { visits, occupancy, release } = this.#night;
    const ahead = second + this.#homeS;
    // Before the release people plan as if there were none.
    const target = occupancy(second < release.second ? Math.min(ahead, release.second) : ahead);
    const surplus = staying + visits(ahead) - totals.visits - target;
    if (!(surplus > 0) || !(dwelling > 0)) return;
    const rate = Math.min(surplus / RESPONSE_S, dwelling / RESPONSE_S) / dwelling;
    const commodities = commodityCount(this.#network);
    for (let zone = 0; zone < this.#network.zoneCount; zone++) {
      this.#sendHome(mass, zone, commodities - 1, rate, gateLeaving);
    }
  }

  /** The share of the ring's people that the release's curve sends out in this second, dwelling or still coming. */
  #release(second: number, mass: Float64Array, gateLeaving: Float64Array): void {
    const { release } = this.#night;
    if (second <= release.second) return;
    const setOut = release.setOut(second);
    const rate = this.#setOut < 1 ? Math.min(1, (setOut - this.#setOut) / (1 - this.#setOut)) : 1;
    this.#setOut = setOut;
    if (!(rate > 0)) return;
    const { zoneCount, approachCount } = this.#network;
    const commodities = commodityCount(this.#network);
    release.zones.forEach((released, zone) => {
      if (!released) return;
      this.#sendHome(mass, zone, commodities - 1, rate, gateLeaving);
      for (let node = 0; node < zoneCount + approachCount; node++) {
        this.#sendHome(mass, node, zone, rate, gateLeaving);
      }
    });
  }

  #sendHome(
    mass: Float64Array,
    node: number,
    commodity: number,
    rate: number,
    gateLeaving: Float64Array,
  ): void {
    const { zoneCount, gateCount } = this.#network;
    const start = node * commodityCount(this.#network);
    const people = (mass[start + commodity] ?? 0) * rate;
    if (people === 0) return;
    let sent = 0;
    for (let gate = 0; gate < gateCount; gate++) {
      const goes = people * (gateLeaving[node * gateCount + gate] ?? 0);
      mass[start + zoneCount + gate] = (mass[start + zoneCount + gate] ?? 0) + goes;
      sent += goes;
    }
    mass[start + commodity] = (mass[start + commodity] ?? 0) - sent;
  }

  #count(mass: Float64Array): { dwelling: number; staying: number; leaving: number } {
    const { zoneCount, gateCount } = this.#network;
    const commodities = commodityCount(this.#network);
    let dwelling = 0;
    let staying = 0;
    let leaving = 0;
    for (let node = 0; node < zoneCount; node++) {
      const start = node * commodities;
      for (let zone = 0; zone < zoneCount; zone++) staying += mass[start + zone] ?? 0;
      dwelling += mass[start + commodities - 1] ?? 0;
      for (let gate = 0; gate < gateCount; gate++) leaving += mass[start + zoneCount + gate] ?? 0;
    }
    return { dwelling, staying: staying + dwelling, leaving };
  }
}
