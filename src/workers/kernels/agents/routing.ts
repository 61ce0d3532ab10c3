import { must } from '../../../domain/base/assert.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { BLOCK, CHUNK } from './agent-block.ts';
import { counterUniform } from './counter-random.ts';
import type { Crowd } from './crowd.ts';
import { DRAW } from './draw.ts';
import type { Openings } from './openings.ts';
import { FLAG } from './people.ts';
import { chooseDestination, type ResolvedRoute, resolveRoute } from './route-choice.ts';
import type { ScenarioGround } from './scenario-ground.ts';

/** A person at their destination, found after a step. */
interface Arrival {
  readonly index: number;
  readonly slot: number;
  readonly agent: number;
}

/** Sends people to their destinations, and takes them out at exits as fast as those let them. */
export class Routing {
  /** People that each exit may still take now, a real number: grows with its capacity. */
  readonly allowance: Float64Array;
  readonly #scenario: Scenario;
  readonly #routes: readonly ResolvedRoute[];
  readonly #crowd: Crowd;
  readonly #ground: ScenarioGround;
  readonly #destinations: Openings;
  readonly #seed: number;
  readonly #dtS: number;

  constructor(
    scenario: Scenario,
    crowd: Crowd,
    ground: ScenarioGround,
    destinations: Openings,
    options: { readonly seed: number; readonly dtS: number },
  ) {
    this.#scenario = scenario;
    this.#crowd = crowd;
    this.#ground = ground;
    this.#destinations = destinations;
    this.#seed = options.seed;
    this.#dtS = options.dtS;
    this.#routes = scenario.groups.map(({ id, route }) => resolveRoute(scenario, id, route));
    this.allowance = new Float64Array(scenario.destinations.length).fill(1);
  }

  /** What a person of the group who appears at (x, y) of the run's metres takes. */
  begin(
    group: number,
    x: number,
    y: number,
    key: number,
  ): { destination: number; field: number; aware: boolean } {
    const { memory } = this.#crowd;
    const perCell = memory.float(BLOCK.perCell);
    const cell = Math.floor(y * perCell) * memory.word(BLOCK.groundCols) + Math.floor(x * perCell);
    const route = must(this.#routes[group], 'the group’s route');
    const aware =
      route.kind === 'nearest' && counterUniform(this.#seed, key, DRAW.aware) < route.aware;
    const destination =
      chooseDestination(route, {
        ground: this.#ground,
        isOpen: (index) => this.#destinations.open[index] === 1,
        cell,
        chance: counterUniform(this.#seed, key, DRAW.share),
      }) ?? firstOf(route);
    return { destination, field: this.#fieldOf(destination, aware), aware };
  }

  /** After a change of what is open: whoever has a choice chooses again where theirs is lost or a nearer one opened. */
  chooseAgain(step: number): void {
    const rerouted: { agent: number; destination: number }[] = [];
    for (let index = 0; index < this.#crowd.count; index++) {
      const destination = this.#nextChoice(index);
      if (destination === undefined) continue;
      const { people } = this.#crowd;
      const slot = this.#crowd.slotAt(index);
      const aware = ((people.flags[slot] as number) & FLAG.aware) !== 0;
      this.#crowd.send(index, destination, this.#fieldOf(destination, aware));
      rerouted.push({ agent: people.id[slot] as number, destination });
    }
    this.#reportRerouted(step, rerouted);
  }

  /**
   * Sends aware people to the destination of least travel time round congestion: `travels` by destination, and a new
   * one must be better by a tenth.
   */
  rerouteAware(step: number, travels: ReadonlyMap<number, Float32Array>): void {
    const rerouted: { agent: number; destination: number }[] = [];
    const { people } = this.#crowd;
    for (let index = 0; index < this.#crowd.count; index++) {
      const slot = this.#crowd.slotAt(index);
      if (((people.flags[slot] as number) & FLAG.aware) === 0) continue;
      const route = must(this.#routes[people.group[slot] as number], 'the group’s route');
      if (route.kind !== 'nearest') continue;
      const cell = this.#crowd.cellAt(index);
      const now = people.destination[slot] as number;
      let best = now;
      let least = 0.9 * (this.#isOpen(now) ? (travels.get(now)?.[cell] ?? 1e9) : 1e9);
      for (const destination of route.destinations) {
        const travel = this.#isOpen(destination) ? (travels.get(destination)?.[cell] ?? 1e9) : 1e9;
        if (travel >= least) continue;
        best = destination;
        least = travel;
      }
      if (best === now) continue;
      this.#crowd.send(index, best, this.#fieldOf(best, true));
      rerouted.push({ agent: people.id[slot] as number, destination: best });
    }
    this.#reportRerouted(step, rerouted);
  }

  /** After a step: who has arrived goes on or leaves, in the order of their ids. `step` is the next one. */
  settle(step: number): void {
    this.#grant();
    const arrivals = this.#arrivals();
    if (arrivals.length === 0) return;
    arrivals.sort((left, right) => left.agent - right.agent);
    const leaving: number[] = [];
    for (const arrival of arrivals) if (this.#arrive(arrival, step)) leaving.push(arrival.index);
    // From the end, so that who takes a freed index has been looked at.
    leaving.sort((left, right) => right - left);
    for (const index of leaving) this.#crowd.remove(index);
  }

  #isOpen(destination: number): boolean {
    return this.#destinations.open[destination] === 1;
  }

  #fieldOf(destination: number, aware: boolean): number {
    return aware ? this.#ground.awareField(destination) : destination;
  }

  #grant(): void {
    this.#scenario.destinations.forEach(({ capacityPerS }, index) => {
      if (capacityPerS === undefined) return;
      const gain = capacityPerS * this.#dtS;
      // A closed or empty exit saves nothing up but the next person.
      this.allowance[index] = Math.min((this.allowance[index] as number) + gain, Math.max(1, gain));
    });
  }

  #arrivals(): Arrival[] {
    const { memory, people } = this.#crowd;
    const found: Arrival[] = [];
    memory.arrivals().forEach((count, chunk) => {
      if (count === 0) return;
      const end = Math.min(memory.count, (chunk + 1) * CHUNK);
      for (let index = chunk * CHUNK; index < end; index++) {
        const slot = this.#crowd.slotAt(index);
        const flags = people.flags[slot] as number;
        if ((flags & FLAG.started) === 0 || (flags & FLAG.done) !== 0) continue;
        const cells = this.#ground.destinationCells[people.destination[slot] as number];
        if (!cells?.has(this.#crowd.cellAt(index))) continue;
        found.push({ index, slot, agent: people.id[slot] as number });
      }
    });
    return found;
  }

  /** True when the person leaves the ground. */
  #arrive({ index, slot, agent }: Arrival, step: number): boolean {
    const { people, events } = this.#crowd;
    const destination = people.destination[slot] as number;
    if (!this.#isOpen(destination)) return false;
    const { kind, capacityPerS } = must(
      this.#scenario.destinations[destination],
      'the destination',
    );
    if (kind === 'exit') {
      if (capacityPerS !== undefined) {
        if ((this.allowance[destination] as number) < 1) return false;
        this.allowance[destination] = (this.allowance[destination] as number) - 1;
      }
      events.push({ kind: 'left', step, agent, destination });
      return true;
    }
    events.push({ kind: 'reached', step, agent, destination });
    const next = this.#nextLeg(slot);
    if (next === undefined) people.flags[slot] = (people.flags[slot] as number) | FLAG.done;
    else this.#crowd.send(index, next, this.#fieldOf(next, false));
    return false;
  }

  #nextLeg(slot: number): number | undefined {
    const { people } = this.#crowd;
    const route = must(this.#routes[people.group[slot] as number], 'the group’s route');
    if (route.kind !== 'sequence') return undefined;
    let leg = (people.leg[slot] as number) + 1;
    if (leg >= route.destinations.length && route.repeat) leg = 0;
    const next = route.destinations[leg];
    if (next !== undefined) people.leg[slot] = leg;
    return next;
  }

  /** Where the person should go now, when it is not where they go already. */
  #nextChoice(index: number): number | undefined {
    const { people } = this.#crowd;
    const slot = this.#crowd.slotAt(index);
    if (((people.flags[slot] as number) & FLAG.done) !== 0) return undefined;
    const route = must(this.#routes[people.group[slot] as number], 'the group’s route');
    if (route.kind === 'sequence') return undefined;
    const now = people.destination[slot] as number;
    const cell = this.#crowd.cellAt(index);
    const isLost = !this.#isOpen(now) || this.#ground.travelFrom(now, cell) >= 1e9;
    if (route.kind === 'shares' && !isLost) return undefined;
    const choice = chooseDestination(route, {
      ground: this.#ground,
      isOpen: (destination) => this.#isOpen(destination),
      cell,
      chance: counterUniform(this.#seed, people.id[slot] as number, DRAW.share + now + 1),
    });
    return choice === now ? undefined : choice;
  }

  #reportRerouted(step: number, rerouted: { agent: number; destination: number }[]): void {
    rerouted.sort((left, right) => left.agent - right.agent);
    for (const { agent, destination } of rerouted) {
      this.#crowd.events.push({ kind: 'rerouted', step, agent, destination });
    }
  }
}

function firstOf(route: ResolvedRoute): number {
  const first = route.kind === 'shares' ? route.shares[0]?.destination : route.destinations[0];
  return must(first, 'the route’s first destination');
}
