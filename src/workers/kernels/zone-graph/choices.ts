import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import type { Site } from '../../../domain/site/site.ts';
import { FREE_SPEED_MPS } from './fundamental-diagram.ts';
import type { Network } from './network.ts';
import { curveOf, type NightPlan } from './night-plan.ts';
import { commodityCount, type RoutePlan } from './routes.ts';

/** The mean number of minutes over which newcomers fill what attracts them. */
const FILL_MIN = 10;
/** How strongly a gate's random share at one look is that of the look before (10 s apart: half an hour). */
const JITTER_MEMORY = Math.exp(-10 / 1_800);

/** The choices of a moment, so that a night can be saved and taken up again. */
export interface SavedChoices {
  readonly chance: readonly number[];
  readonly jitter: Float64Array;
  readonly gateArriving: Float64Array;
  readonly goal: Float64Array;
  readonly moveRate: Float64Array;
  readonly gateLeaving: Float64Array;
}

/** What people choose at a moment of the night, looked at every ten seconds. */
export class Choices {
  /** Share of each gate among arrivals. */
  readonly gateArriving: Float64Array;
  /** Share of each zone among the goals of those who set out. */
  readonly goal: Float64Array;
  /** Per second and zone, the share of dwellers who set out for another zone. */
  readonly moveRate: Float64Array;
  /** Share of each gate among those who leave from a node: node × gates + gate. */
  readonly gateLeaving: Float64Array;
  readonly #network: Network;
  readonly #night: NightPlan;
  readonly #site: Site;
  readonly #seed: number;
  #chance: readonly Rng[];
  readonly #jitter: Float64Array;
  readonly #have: Float64Array;
  readonly #want: Float64Array;

  constructor(network: Network, night: NightPlan, site: Site, seed: number) {
    this.#network = network;
    this.#night = night;
    this.gateArriving = new Float64Array(network.gateCount);
    this.goal = new Float64Array(network.zoneCount);
    this.moveRate = new Float64Array(network.zoneCount);
    this.gateLeaving = new Float64Array(network.nodeCount * network.gateCount);
    this.#site = site;
    this.#seed = seed;
    this.#chance = site.gates.map(({ id }) => namedRng(seed, `gate ${id}`));
    this.#jitter = Float64Array.from(this.#chance, (chance) => chance.normal());
    this.#have = new Float64Array(network.zoneCount);
    this.#want = new Float64Array(network.zoneCount);
  }

  /** Looks at the night and at where people are. */
  look(second: number, mass: Float64Array, plan: RoutePlan): void {
    this.#lookAtGates(second);
    this.#lookAtZones(second, mass);
    this.lookAtWaysHome(second, plan);
  }

  save(): SavedChoices {
    return {
      chance: this.#chance.map((chance) => chance.save()),
      jitter: this.#jitter.slice(),
      gateArriving: this.gateArriving.slice(),
      goal: this.goal.slice(),
      moveRate: this.moveRate.slice(),
      gateLeaving: this.gateLeaving.slice(),
    };
  }

  restore(saved: SavedChoices): void {
    this.#chance = this.#site.gates.map(({ id }, gate) =>
      namedRng(this.#seed, `gate ${id}`, saved.chance[gate]),
    );
    this.#jitter.set(saved.jitter);
    this.gateArriving.set(saved.gateArriving);
    this.goal.set(saved.goal);
    this.moveRate.set(saved.moveRate);
    this.gateLeaving.set(saved.gateLeaving);
  }

  #lookAtGates(second: number): void {
    const { arriving, behaviour } = this.#night;
    const step = Math.sqrt(1 - JITTER_MEMORY * JITTER_MEMORY);
    for (let gate = 0; gate < this.gateArriving.length; gate++) {
      const jitter =
        JITTER_MEMORY * (this.#jitter[gate] ?? 0) + step * (this.#chance[gate]?.normal() ?? 0);
      this.#jitter[gate] = jitter;
      this.gateArriving[gate] =
        curveOf(arriving, gate)(second) * Math.exp(behaviour.gateJitter * jitter);
    }
    normalise(this.gateArriving, 0, this.gateArriving.length);
  }

  #lookAtZones(second: number, mass: Float64Array): void {
    const { zoneCount, nodeCount } = this.#network;
    const { attraction, behaviour, visits } = this.#night;
    const commodities = commodityCount(this.#network);
    const have = this.#have;
    const want = this.#want;
    let people = 0;
    for (let zone = 0; zone < zoneCount; zone++) {
      let here = mass[zone * commodities + commodities - 1] ?? 0;
      for (let node = 0; node < nodeCount; node++) here += mass[node * commodities + zone] ?? 0;
      have[zone] = here;
      people += here;
      want[zone] = curveOf(attraction, zone)(second);
    }
    normalise(want, 0, zoneCount);
    const coming = visits(second + FILL_MIN * 60) - visits(second);
    const shiftS = behaviour.shiftMin * 60;
    for (let zone = 0; zone < zoneCount; zone++) {
      const attracted = want[zone] ?? 0;
      const missing = attracted * (people + coming + 0.02 * people) - (have[zone] ?? 0);
      this.goal[zone] = Math.max(0, missing);
      const dwelling = mass[zone * commodities + commodities - 1] ?? 0;
      const surplus = (have[zone] ?? 0) - attracted * people * 1.02;
      const shifting = dwelling > 0 && surplus > 0 ? Math.min(1, surplus / dwelling) / shiftS : 0;
      this.moveRate[zone] = shifting + 1 / (behaviour.strollMin * 60);
    }
    if (!normalise(this.goal, 0, zoneCount)) this.goal.set(want);
  }

  /** Looks at the ways home alone: after a checkpoint has changed. */
  lookAtWaysHome(second: number, plan: RoutePlan): void {
    const { zoneCount, approachCount, gateCount } = this.#network;
    const { leaving, behaviour } = this.#night;
    const commodities = commodityCount(this.#network);
    const reachS = behaviour.gateReachM / FREE_SPEED_MPS;
    for (let gate = 0; gate < gateCount; gate++) {
      const liked = curveOf(leaving, gate)(second);
      for (let node = 0; node < zoneCount + approachCount; node++) {
        const costS = plan.costS[node * commodities + zoneCount + gate] ?? Number.POSITIVE_INFINITY;
        this.gateLeaving[node * gateCount + gate] = liked * Math.exp(-costS / reachS);
      }
    }
    for (let node = 0; node < zoneCount + approachCount; node++) {
      normalise(this.gateLeaving, node * gateCount, gateCount);
    }
  }
}

/** Makes `length` weights from `start` add up to 1; false and untouched where they are all zero. */
function normalise(weights: Float64Array, start: number, length: number): boolean {
  let sum = 0;
  for (let k = start; k < start + length; k++) sum += weights[k] ?? 0;
  if (!(sum > 0)) return false;
  for (let k = start; k < start + length; k++) weights[k] = (weights[k] ?? 0) / sum;
  return true;
}
