import { must } from '../../../domain/base/assert.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import {
  type CheckpointSetting,
  checkpointCapacity,
  type LinkCapacity,
  WAVE_GREEN_SHARE,
  waveIsGreen,
} from './checkpoint-capacity.ts';
import { Choices, type SavedChoices } from './choices.ts';
import { Departures } from './departures.ts';
import { Flow } from './flow.ts';
import { walkingSpeedMps } from './fundamental-diagram.ts';
import { buildNetwork, type Network, queueNode } from './network.ts';
import type { NightPlan } from './night-plan.ts';
import { commodityCount, type RoutePlan, RoutePlanner } from './routes.ts';

const LOOK_EVERY_S = 10;
const ROUTES_EVERY_S = 20;
/** People who find no way to where they wanted stay where they are, after about this time (our choice). */
const PATIENCE_S = 300;

/** People of the night at one instant. Σ zones + outside + left = arrived, to rounding. */
export interface Totals {
  /** Inside the outer cordon. */
  readonly area: number;
  /** On the approaches and in the queues behind the gates. */
  readonly outside: number;
  readonly left: number;
  /** Everyone so far, the initial people included. */
  readonly arrived: number;
  /** First crossings of the outer cordon, the initial people included. */
  readonly visits: number;
}

/** A crowd at one second; with the same site, script and seed it goes on from it as if it had never stopped. */
export interface SavedCrowd {
  readonly second: number;
  readonly arrived: number;
  readonly visits: number;
  readonly mass: Float64Array;
  readonly capacity: readonly LinkCapacity[];
  readonly flow: ReturnType<Flow['save']>;
  readonly choices: SavedChoices;
  readonly departures: readonly number[];
}

/**
 * The crowd of a scripted night on the graph of a site, in steps of one second.
 * People are real numbers of commodities: going in to a zone, dwelling, leaving by a gate.
 */
export class Crowd {
  readonly network: Network;
  /** Seconds from the start of the night. */
  second = 0;
  readonly #ground: Ground;
  readonly #night: NightPlan;
  readonly #commodities: number;
  readonly #mass: Float64Array;
  readonly #density: Float64Array;
  readonly #people: Float64Array;
  readonly #capacity: LinkCapacity[];
  readonly #flow: Flow;
  readonly #choices: Choices;
  readonly #departures: Departures;
  readonly #planner: RoutePlanner;
  #routes: RoutePlan;
  #arrived: number;
  #visits: number;

  constructor(ground: Ground, night: NightPlan, seed: number) {
    const network = buildNetwork(ground);
    this.network = network;
    this.#ground = ground;
    this.#night = night;
    this.#commodities = commodityCount(network);
    this.#mass = new Float64Array(network.nodeCount * this.#commodities);
    this.#density = new Float64Array(network.zoneCount);
    this.#people = new Float64Array(network.zoneCount);
    this.#capacity = network.links.map(({ capacity }) => capacity);
    this.#flow = new Flow(network);
    this.#planner = new RoutePlanner(network);
    this.#choices = new Choices(network, night, ground.site, seed);
    this.#departures = new Departures(network, night);
    for (const [index, checkpoint] of ground.site.checkpoints.entries()) {
      this.#setCapacity(index, { mode: checkpoint.mode });
    }
    this.#routes = this.#planRoutes();
    this.#choices.look(0, this.#mass, this.#routes);
    for (let zone = 0; zone < network.zoneCount; zone++) {
      const share = this.#choices.goal[zone] ?? 0;
      this.#add(zone, this.#dwelling, night.initial * share);
    }
    this.#arrived = night.initial;
    this.#visits = night.initial;
    this.#measure();
  }

  /** Sets a checkpoint (index in the site) from the next second on; people choose their ways anew at once. */
  setCheckpoint(checkpoint: number, setting: CheckpointSetting): void {
    this.#setCapacity(checkpoint, setting);
    this.#routes = this.#planRoutes();
    this.#choices.lookAtWaysHome(this.second, this.#routes);
  }

  /** Moves on by one second. */
  step(): void {
    this.second += 1;
    if (this.second % ROUTES_EVERY_S === 0) {
      this.#flow.observeDelays(this.#mass, this.#routes, this.#capacity);
      this.#routes = this.#planRoutes();
    }
    if (this.second % LOOK_EVERY_S === 0) {
      this.#choices.look(this.second, this.#mass, this.#routes);
      this.#turnFromClosedWays();
    }
    this.#arrive();
    this.#settleAndMove();
    const area = this.#people.reduce((sum, people) => sum + people, 0);
    const totals = { visits: this.#visits, gone: this.#visits - area };
    this.#departures.step(this.second, this.#mass, totals, this.#choices.gateLeaving);
    const holdIn = !waveIsGreen(this.second);
    this.#flow.step(this.#mass, this.#routes, this.#density, this.#capacity, holdIn);
    this.#countVisits();
    this.#measure();
  }

  save(): SavedCrowd {
    return {
      second: this.second,
      arrived: this.#arrived,
      visits: this.#visits,
      mass: this.#mass.slice(),
      capacity: [...this.#capacity],
      flow: this.#flow.save(),
      choices: this.#choices.save(),
      departures: this.#departures.save(),
    };
  }

  /** Takes up a crowd of the same site, script and seed. */
  restore(saved: SavedCrowd): void {
    this.second = saved.second;
    this.#arrived = saved.arrived;
    this.#visits = saved.visits;
    this.#mass.set(saved.mass);
    saved.capacity.forEach((capacity, link) => {
      this.#capacity[link] = capacity;
    });
    this.#flow.restore(saved.flow);
    this.#routes = this.#planRoutes();
    this.#choices.restore(saved.choices);
    this.#departures.restore(saved.departures);
    this.#measure();
  }

  /** People who wait at a checkpoint (index in the site) to go in, and to go out. */
  waitingAt(checkpoint: number): { readonly in: number; readonly out: number } {
    const link = this.network.linkOfCheckpoint[checkpoint];
    if (link === undefined) return { in: 0, out: 0 };
    return { in: this.#flow.waiting(2 * link), out: this.#flow.waiting(2 * link + 1) };
  }

  /** People of each leaf zone now; do not keep. */
  get zonePeople(): Float64Array {
    return this.#people;
  }

  /** The people of a leaf zone who dwell there; the others walk. */
  dwellers(zone: number): number {
    return this.#mass[zone * this.#commodities + this.#dwelling] ?? 0;
  }

  /** People over each arc in the last second (arc 2k: link k inwards, 2k + 1: outwards); do not keep. */
  get moved(): Float64Array {
    return this.#flow.moved;
  }

  totals(): Totals {
    const { zoneCount, sink } = this.network;
    const area = this.#sum(0, zoneCount);
    const outside = this.#sum(zoneCount, sink);
    return { area, outside, left: this.#left(), arrived: this.#arrived, visits: this.#visits };
  }

  get #dwelling(): number {
    return this.#commodities - 1;
  }

  #setCapacity(checkpoint: number, setting: CheckpointSetting): void {
    const { clearWidthM, lanes } = must(this.#ground.site.checkpoints[checkpoint], 'checkpoint');
    const link = this.network.linkOfCheckpoint[checkpoint] ?? -1;
    this.#capacity[link] = checkpointCapacity(clearWidthM, lanes, setting);
  }

  #planRoutes(): RoutePlan {
    const capacityPerS = new Float64Array(this.network.arcFrom.length);
    this.#capacity.forEach((capacity, link) => {
      capacityPerS[2 * link] = capacity.inPerS * (capacity.waves ? WAVE_GREEN_SHARE : 1);
      capacityPerS[2 * link + 1] = capacity.outPerS;
    });
    return this.#planner.plan(capacityPerS, this.#flow.delayS);
  }

  #arrive(): void {
    const { gateCount, zoneCount } = this.network;
    const people = this.#night.visits(this.second) - this.#night.visits(this.second - 1);
    for (let gate = 0; gate < gateCount; gate++) {
      const share = people * (this.#choices.gateArriving[gate] ?? 0);
      if (share === 0) continue;
      const queue = queueNode(this.network, gate);
      for (let zone = 0; zone < zoneCount; zone++) {
        const arriving = share * (this.#choices.goal[zone] ?? 0);
        this.#add(queue, zone, arriving);
        this.#arrived += arriving;
      }
    }
  }

  /** Those who reached their zone settle; some who dwell set out for another; who has no way stays. */
  #settleAndMove(): void {
    const { zoneCount, areaM2 } = this.network;
    const { goal, moveRate } = this.#choices;
    for (let zone = 0; zone < zoneCount; zone++) {
      const speed = walkingSpeedMps(this.#density[zone] ?? 0);
      const settling = Math.min(1, speed / (Math.sqrt(areaM2[zone] ?? 1) / 2));
      this.#shift(zone, zone, this.#dwelling, settling);
      const set = this.dwellers(zone) * (moveRate[zone] ?? 0);
      for (let to = 0; to < zoneCount; to++) {
        if (to === zone) continue;
        const mass = zone * this.#commodities + to;
        if (this.#routes.hasWay[mass] === 0) {
          this.#shift(zone, to, this.#dwelling, 1 / PATIENCE_S);
          continue;
        }
        const goes = set * (goal[to] ?? 0);
        this.#add(zone, to, goes);
        this.#add(zone, this.#dwelling, -goes);
      }
    }
  }

  /** Those whose way home has been closed choose among the gates that they can still reach. */
  #turnFromClosedWays(): void {
    const { zoneCount, approachCount, gateCount } = this.network;
    const { gateLeaving } = this.#choices;
    for (let node = 0; node < zoneCount + approachCount; node++) {
      for (let gate = 0; gate < gateCount; gate++) {
        const mass = node * this.#commodities + zoneCount + gate;
        const people = this.#mass[mass] ?? 0;
        if (people === 0 || this.#routes.hasWay[mass] === 1) continue;
        let turned = 0;
        for (let other = 0; other < gateCount; other++) {
          if (this.#routes.hasWay[node * this.#commodities + zoneCount + other] !== 1) continue;
          const goes = people * (gateLeaving[node * gateCount + other] ?? 0);
          this.#add(node, zoneCount + other, goes);
          turned += goes;
        }
        this.#mass[mass] = people - turned;
      }
    }
  }

  #countVisits(): void {
    const { arcFrom, arcTo, zoneCount } = this.network;
    for (let arc = 0; arc < arcFrom.length; arc++) {
      const crossesIn = (arcFrom[arc] ?? 0) >= zoneCount && (arcTo[arc] ?? 0) < zoneCount;
      if (crossesIn) this.#visits += this.#flow.moved[arc] ?? 0;
    }
  }

  #measure(): void {
    for (let zone = 0; zone < this.network.zoneCount; zone++) {
      const people = this.#sum(zone, zone + 1);
      this.#people[zone] = people;
      this.#density[zone] = people / (this.network.areaM2[zone] ?? 1);
    }
  }

  #left(): number {
    return this.#sum(this.network.sink, this.network.nodeCount);
  }

  #sum(firstNode: number, endNode: number): number {
    let sum = 0;
    for (let k = firstNode * this.#commodities; k < endNode * this.#commodities; k++) {
      sum += this.#mass[k] ?? 0;
    }
    return sum;
  }

  #add(node: number, commodity: number, people: number): void {
    const mass = node * this.#commodities + commodity;
    this.#mass[mass] = (this.#mass[mass] ?? 0) + people;
  }

  #shift(node: number, from: number, to: number, share: number): void {
    const people = (this.#mass[node * this.#commodities + from] ?? 0) * share;
    if (people === 0) return;
    this.#add(node, from, -people);
    this.#add(node, to, people);
  }
}
