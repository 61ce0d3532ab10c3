import { hash53 } from '../../../domain/base/hash.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { UNREACHABLE } from '../flow-field/eikonal.ts';
import type { AgentKernel } from './agent-kernel.ts';
import { type AgentMemory, STATE_COLUMNS } from './agent-memory.ts';
import { parametersHash } from './agent-parameters.ts';
import { congestionSlowness } from './congestion.ts';
import { Crowd } from './crowd.ts';
import { Entrance } from './entrance.ts';
import { freeFromWalls } from './free-from-walls.ts';
import { Openings } from './openings.ts';
import { restoreResting } from './rest-twin.ts';
import { Routing } from './routing.ts';
import { hashBytes, packRun, type SavedColumn, unpackRun } from './saved-run.ts';
import type { ScenarioGround } from './scenario-ground.ts';
import type {
  AgentColumns,
  AgentEvent,
  PeopleAccount,
  Simulation,
  SimulationOptions,
} from './simulation.ts';

/** A run: at every step's border the ordered queue of what changes, then the kernel's step. */
export class AgentRun implements Simulation {
  readonly scenario: Scenario;
  readonly options: Required<SimulationOptions>;
  readonly #memory: AgentMemory;
  readonly #ground: ScenarioGround;
  readonly #kernel: AgentKernel;
  readonly #crowd: Crowd;
  readonly #doors: Openings;
  readonly #destinations: Openings;
  readonly #routing: Routing;
  readonly #entrance: Entrance;
  readonly #fingerprint: number;
  #step = 0;
  #columns: AgentColumns | undefined;

  constructor(
    scenario: Scenario,
    options: Required<SimulationOptions>,
    parts: {
      readonly memory: AgentMemory;
      readonly ground: ScenarioGround;
      readonly kernel: AgentKernel;
    },
    saved?: Uint8Array,
  ) {
    const { seed, dtS, parameters } = options;
    this.scenario = scenario;
    this.options = options;
    this.#memory = parts.memory;
    this.#ground = parts.ground;
    this.#kernel = parts.kernel;
    this.#crowd = new Crowd(this.#memory, this.#ground.grid);
    this.#doors = new Openings('door', scenario.doors);
    this.#destinations = new Openings('destination', scenario.destinations);
    this.#routing = new Routing(scenario, this.#crowd, this.#ground, this.#destinations, options);
    this.#entrance = new Entrance(scenario, this.#crowd, this.#ground, this.#routing, options);
    this.#fingerprint = hash53(JSON.stringify([scenario, seed, dtS, parametersHash(parameters)]));
    this.#memory.reserve(1);
    this.#ground.writeSurfaces(this.#memory);
    if (saved === undefined) this.#begin();
    else this.#restore(saved);
  }

  get step(): number {
    return this.#step;
  }

  get timeS(): number {
    return this.#step * this.options.dtS;
  }

  get agents(): AgentColumns {
    this.#columns ??= this.#crowd.columns();
    return this.#columns;
  }

  get account(): PeopleAccount {
    return {
      entered: this.#crowd.entered,
      onGround: this.#crowd.count,
      left: this.#crowd.left,
      waitingOutside: this.#entrance.waiting(this.#step),
    };
  }

  async advance(steps: number): Promise<void> {
    this.#columns = undefined;
    for (let k = 0; k < steps; k++) {
      this.#prepare();
      this.#kernel.step();
      this.#step += 1;
      this.#entrance.enter(this.#step, this.#memory.count);
      this.#routing.settle(this.#step);
    }
  }

  takeEvents(): readonly AgentEvent[] {
    return this.#crowd.events.splice(0);
  }

  setDoor(id: string, open: boolean): void {
    this.#doors.command(id, open);
  }

  setDestination(id: string, open: boolean): void {
    this.#destinations.command(id, open);
  }

  save(): Uint8Array {
    return packRun(this.#fingerprint, this.#savedColumns());
  }

  hash(): string {
    return hashBytes(this.save());
  }

  async close(): Promise<void> {
    await this.#kernel.close();
  }

  #begin(): void {
    this.#doors.update(0);
    this.#destinations.update(0);
    this.#ground.writeWalls(this.#memory, this.#closedDoors());
    this.#entrance.fill();
    this.#entrance.enter(0, 0);
  }

  /** What changes before the step: doors and destinations, who starts, routes round congestion. */
  #prepare(): void {
    const doorsChanged = this.#doors.update(this.timeS);
    const destinationsChanged = this.#destinations.update(this.timeS);
    if (doorsChanged) {
      this.#ground.writeWalls(this.#memory, this.#closedDoors());
      freeFromWalls(this.#memory, this.#ground.grid, this.#ground.distance.passable);
    }
    if (doorsChanged || destinationsChanged) this.#routing.chooseAgain(this.#step);
    if (this.#crowd.starts.delete(this.#step)) this.#crowd.start(this.#step);
    const every = Math.max(1, Math.round(this.options.parameters.replanS / this.options.dtS));
    if (this.#ground.awareDestinations.length > 0 && this.#step % every === 0) this.#replan();
  }

  #closedDoors() {
    return this.scenario.doors.flatMap(({ polygon }, index) =>
      this.#doors.open[index] === 0 ? [polygon] : [],
    );
  }

  /** Hughes' routes: travel time with the speed that each place's density allows. */
  #replan(): void {
    const slowness = congestionSlowness(this.#memory, this.#ground);
    const travels = new Map<number, Float32Array>();
    for (const destination of this.#ground.awareDestinations) {
      const travel = new Float32Array(slowness.length).fill(UNREACHABLE);
      this.#ground.writeAware(this.#memory, destination, slowness, travel);
      travels.set(destination, travel);
    }
    this.#routing.rerouteAware(this.#step, travels);
  }

  /** In this order in every saved run. */
  #savedColumns(): SavedColumn[] {
    const { people } = this.#crowd;
    const memory = this.#memory;
    const { used } = people;
    return [
      Float64Array.of(
        this.#step,
        this.#crowd.entered,
        this.#crowd.left,
        memory.count,
        memory.resting,
        memory.isDisturbed ? 1 : 0,
        used,
      ),
      ...STATE_COLUMNS.map((name) => memory.words(name).slice(0, memory.count)),
      people.id.slice(0, used),
      people.group.slice(0, used),
      people.destination.slice(0, used),
      people.leg.slice(0, used),
      people.flags.slice(0, used),
      people.freeSpeed.slice(0, used),
      people.startStep.slice(0, used),
      Uint32Array.from(people.free),
      this.#entrance.appeared,
      this.#entrance.attempts,
      this.#routing.allowance,
      this.#doors.open,
      this.#doors.commands,
      this.#destinations.open,
      this.#destinations.commands,
      ...this.#ground.awareDestinations.map((destination) =>
        memory.directionsOf(this.#ground.awareField(destination)),
      ),
    ];
  }

  #restore(saved: Uint8Array): void {
    const columns = unpackRun(saved, this.#fingerprint);
    const scalars = new Float64Array(columns[0]?.slice().buffer ?? new ArrayBuffer(0));
    const [step = 0, entered = 0, left = 0, count = 0, resting = 0, disturbed = 0, used = 0] =
      scalars;
    const memory = this.#memory;
    memory.reserve(count);
    memory.count = count;
    const { people } = this.#crowd;
    people.reserve(Math.max(used, memory.capacity));
    people.used = used;
    this.#step = step;
    memory.step = step;
    this.#crowd.entered = entered;
    this.#crowd.left = left;
    let next = 1;
    const into = (column: SavedColumn) => {
      const bytes = columns[next++] ?? new Uint8Array(0);
      new Uint8Array(column.buffer, column.byteOffset, bytes.length).set(bytes);
    };
    for (const name of STATE_COLUMNS) into(memory.words(name));
    for (const column of [
      people.id,
      people.group,
      people.destination,
      people.leg,
      people.flags,
      people.freeSpeed,
      people.startStep,
    ])
      into(column);
    const free = new Uint32Array(columns[next++]?.slice().buffer ?? new ArrayBuffer(0));
    people.free.push(...free);
    for (const column of [
      this.#entrance.appeared,
      this.#entrance.attempts,
      this.#routing.allowance,
      this.#doors.open,
      this.#doors.commands,
      this.#destinations.open,
      this.#destinations.commands,
    ])
      into(column);
    this.#ground.writeWalls(memory, this.#closedDoors());
    // After the walls, which number the sorting cells.
    restoreResting(memory, resting, disturbed === 1);
    for (const destination of this.#ground.awareDestinations) {
      into(memory.directionsOf(this.#ground.awareField(destination)));
    }
    this.#crowd.noteStarts();
  }
}
