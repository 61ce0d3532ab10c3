import { must } from '../../../domain/base/assert.ts';
import type { Scenario, ScenarioGroup } from '../../../domain/scenario/scenario.ts';
import type { AgentParameters } from './agent-parameters.ts';
import { counterBits, counterUniform } from './counter-random.ts';
import type { Crowd } from './crowd.ts';
import { DRAW, drawFrom, largestOf, meanFreeSpeedMps } from './draw.ts';
import { GroundTwin } from './ground-twin.ts';
import { peopleDue } from './people-due.ts';
import { drawPlace, hasRoom, isOnGrid, latticePlaces, type Place } from './places.ts';
import type { Routing } from './routing.ts';
import type { ScenarioGround } from './scenario-ground.ts';
import { sortTwin } from './sort-twin.ts';

/** How often a person who waits outside looks for a place in one step. */
const LOOKS_A_STEP = 12;
/** Nobody moves farther in a step, in metres. */
const MOVED_M = 0.3;

/**
 * Brings people onto the ground, groups in the scenario's order and people in theirs: a person for whom there is no
 * room waits outside, and the rest of the group behind.
 */
export class Entrance {
  /** People of each group that have appeared. */
  readonly appeared: Uint32Array;
  /** Attempts of each group's first in the queue to find a place, for their chance. */
  readonly attempts: Uint32Array;
  readonly #scenario: Scenario;
  readonly #crowd: Crowd;
  readonly #ground: ScenarioGround;
  readonly #routing: Routing;
  readonly #options: {
    readonly seed: number;
    readonly dtS: number;
    readonly parameters: AgentParameters;
  };

  constructor(
    scenario: Scenario,
    crowd: Crowd,
    ground: ScenarioGround,
    routing: Routing,
    options: { readonly seed: number; readonly dtS: number; readonly parameters: AgentParameters },
  ) {
    this.#scenario = scenario;
    this.#crowd = crowd;
    this.#ground = ground;
    this.#routing = routing;
    this.#options = options;
    this.appeared = new Uint32Array(scenario.groups.length);
    this.attempts = new Uint32Array(scenario.groups.length);
  }

  /** People due by now who are not on the ground yet. */
  waiting(step: number): number {
    return this.#scenario.groups.reduce(
      (sum, group, index) =>
        sum + peopleDue(group, step * this.#options.dtS) - (this.appeared[index] as number),
      0,
    );
  }

  /** Before the first step: groups of a number spread over their areas. */
  fill(): void {
    const { memory } = this.#crowd;
    this.#scenario.groups.forEach((group, index) => {
      if (group.people.kind !== 'count') return;
      sortTwin(memory);
      const sorted = memory.count;
      const places = latticePlaces(
        this.#ground.grid,
        memory,
        group.area,
        group.people.count,
        largestOf(group.radiusM, this.#options.parameters.radiusM),
        { seed: this.#options.seed, key: this.#keyOf(index, 0xfff_ffff) },
      );
      memory.reserve(memory.count + places.length);
      for (const place of places) {
        const person = this.appeared[index] as number;
        const radius = this.#radiusOf(group, this.#keyOf(index, person));
        // Those of this group keep clear of each other by the lattice.
        if (hasRoom(memory, place, radius, sorted, 0, sorted)) this.#enter(group, index, place, 0);
      }
    });
  }

  /** Brings in who is due with this step. The columns are as the last sort left them, `sorted` of them. */
  enter(step: number, sorted: number): void {
    this.#scenario.groups.forEach((group, index) => {
      const due = peopleDue(group, step * this.#options.dtS);
      while ((this.appeared[index] as number) < due) {
        const place = this.#findPlace(group, index, sorted);
        if (place === undefined) return;
        this.#enter(group, index, place, step);
      }
    });
  }

  #findPlace(group: ScenarioGroup, index: number, sorted: number): Place | undefined {
    const person = this.appeared[index] as number;
    const { memory } = this.#crowd;
    const ground = new GroundTwin(memory);
    const { grid } = this.#ground;
    if (group.people.kind === 'places') {
      const [east, north] = must(group.people.places[person], 'the person’s place');
      const place: Place = [Math.fround(east - grid.westM), Math.fround(north - grid.southM)];
      if (isOnGrid(grid, place) && ground.clearanceAt(...place) > 0) return place;
      throw new Error(
        `scenario "${this.#scenario.name}", group ${group.id}: place ${person + 1} (${east}, ${north}) is not on the ground`,
      );
    }
    const key = this.#keyOf(index, person);
    const radius = this.#radiusOf(group, key);
    const attempt = this.attempts[index] as number;
    this.attempts[index] = attempt + 1;
    return drawPlace(
      grid,
      ground,
      group.area,
      radius,
      (place) => hasRoom(memory, place, radius, sorted, MOVED_M),
      (draw) =>
        counterUniform(this.#options.seed, key, DRAW.jitter + 2 * LOOKS_A_STEP * attempt + draw),
      LOOKS_A_STEP,
    );
  }

  #enter(group: ScenarioGroup, index: number, [x, y]: Place, step: number): void {
    const person = this.appeared[index] as number;
    const { seed, dtS } = this.#options;
    const key = this.#keyOf(index, person);
    const delayS = drawFrom(group.preMovementS, seed, key, DRAW.preMovement);
    const route = this.#routing.begin(index, x, y, key);
    this.#crowd.add(
      {
        x,
        y,
        radius: this.#radiusOf(group, key),
        freeSpeed: this.#freeSpeedOf(group, key),
        group: index,
        ...route,
        startStep: step + Math.max(0, Math.ceil(delayS / dtS - 1e-6)),
      },
      step,
    );
    this.appeared[index] = person + 1;
    this.attempts[index] = 0;
  }

  #radiusOf(group: ScenarioGroup, key: number): number {
    const { seed, parameters } = this.#options;
    if (group.radiusM === undefined) return parameters.radiusM;
    return Math.max(0.05, drawFrom(group.radiusM, seed, key, DRAW.radius));
  }

  #freeSpeedOf(group: ScenarioGroup, key: number): number {
    const { seed } = this.#options;
    if (group.freeSpeedMps !== undefined) {
      return Math.max(0, drawFrom(group.freeSpeedMps, seed, key, DRAW.freeSpeed));
    }
    const age = group.ageYears ?? { kind: 'uniform', min: 18, max: 75 };
    return meanFreeSpeedMps(drawFrom(age, seed, key, DRAW.age));
  }

  /** A person's own key for chance: by group and place in it, whenever they appear. */
  #keyOf(group: number, person: number): number {
    return counterBits(this.#options.seed, group + 1, person);
  }
}
