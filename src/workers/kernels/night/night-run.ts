import { hash53 } from '../../../domain/base/hash.ts';
import type { NightHappening } from '../../../domain/plan/night-happening.ts';
import { AGENT_PARAMETERS, parametersHash } from '../agents/agent-parameters.ts';
import { hashBytes, type SavedColumn } from '../agents/saved-run.ts';
import type {
  AgentNight,
  NightCheckpointSetting,
  NightLeaver,
  NightPeople,
  NightTotals,
} from './agent-night.ts';
import { Arrivals } from './arrivals.ts';
import { Census } from './census.ts';
import { Homegoing } from './homegoing.ts';
import { Journeys } from './journeys.ts';
import { chanceOf, type NightWorld } from './night-world.ts';
import { Release } from './release.ts';
import { packNight, unpackNight } from './saved-night.ts';
import { WayMender } from './way-mender.ts';

/** Attraction is looked at every so many seconds. */
const DEMAND_EVERY_S = 10;

/** Who is in the way of those who go home sets out before their time, of the companies that are due within so long. */
const EARLY_S = 90;

/** What makes a night another one: a state saved of one is not read by the other. */
export interface NightIdentity {
  readonly site: unknown;
  readonly script: unknown;
  readonly options: unknown;
}

/** A night, second by second: what people want, who comes, the steps, and one look at everybody. */
export class NightRun implements AgentNight {
  readonly #world: NightWorld;
  readonly #stepsPerSecond: number;
  readonly #arrivals: Arrivals;
  readonly #census: Census;
  readonly #homegoing: Homegoing;
  readonly #mender: WayMender;
  readonly #fingerprint: number;
  readonly gatesPassed: { readonly in: Uint32Array; readonly out: Uint32Array };
  readonly gatesLastSecond: { readonly in: Uint32Array; readonly out: Uint32Array };
  #people: NightPeople;

  constructor(
    world: NightWorld,
    options: { readonly identity: NightIdentity; readonly fromSecond: number },
    saved?: Uint8Array,
  ) {
    const journeys = new Journeys(world);
    const gates = world.gates.cells.length;
    this.#world = world;
    this.#stepsPerSecond = Math.round(1 / world.stage.core.dtS);
    this.#arrivals = new Arrivals(world, journeys);
    this.#census = new Census(world, journeys);
    this.#homegoing = new Homegoing(world.habits, world.demand, options.fromSecond);
    this.#mender = new WayMender(world);
    this.#fingerprint = hash53(JSON.stringify(options.identity));
    this.gatesPassed = { in: this.#arrivals.came, out: this.#census.leftBy };
    this.gatesLastSecond = { in: new Uint32Array(gates), out: new Uint32Array(gates) };
    if (saved === undefined) this.#begin(options.fromSecond);
    else this.#restore(saved);
    this.#people = saved === undefined ? this.#census.take(undefined) : this.#census.recall();
  }

  get ground() {
    return this.#world.ground;
  }

  get startsAt() {
    return this.#world.habits.plan.clock.startsAt;
  }

  get endsAt() {
    return this.#world.habits.plan.clock.endsAt;
  }

  get dtS(): number {
    return this.#world.stage.core.dtS;
  }

  readonly parametersHash = parametersHash(AGENT_PARAMETERS);

  get second(): number {
    return this.#world.counts.second;
  }

  get people(): NightPeople {
    return this.#people;
  }

  get zonePeople(): Float64Array {
    return this.#census.zonePeople;
  }

  get queues() {
    return this.#world.control.queues;
  }

  get checkpoints() {
    return this.#world.control.settings;
  }

  get checkpointPassed() {
    return this.#world.control.passed;
  }

  get waitingOutside(): Uint32Array {
    return Uint32Array.from(this.#world.demand.due, Math.floor);
  }

  get work() {
    const { steps, personSteps } = this.#world.counts;
    return { steps, personSteps };
  }

  async advance(seconds: number): Promise<void> {
    const { plan } = this.#world.habits;
    for (let k = 0; k < seconds && this.second < plan.endsAtSecond; k++) this.#second();
  }

  setCheckpoint(
    checkpoint: number,
    setting: NightCheckpointSetting,
    effectiveSecond = this.second,
  ): void {
    const { control, gaps } = this.#world;
    if (gaps[checkpoint] === undefined) {
      throw new Error(`the site has no checkpoint ${checkpoint}: it has ${gaps.length}, from 0`);
    }
    control.order({ second: effectiveSecond, checkpoint, setting });
  }

  happen(happening: NightHappening): void {
    this.#world.happenings.begin(happening, this.second);
    this.#mender.hurry();
  }

  totals(): NightTotals {
    const { counts, demand } = this.#world;
    const area = this.zonePeople.reduce((sum, people) => sum + people, 0);
    const waiting = demand.due.reduce((sum, due) => sum + Math.floor(due), 0);
    return {
      area,
      outside: counts.entered - counts.left - area + waiting,
      left: counts.left,
      arrived: counts.entered + waiting,
      visits: counts.visits,
    };
  }

  takeLeavers(): readonly NightLeaver[] {
    return this.#census.takeLeavers();
  }

  save(): Uint8Array {
    const columns = this.#columns();
    const small = { mender: this.#mender.save() };
    return packNight(this.#fingerprint, { columns, small }, this.#world);
  }

  hash(): string {
    return hashBytes(this.save());
  }

  async close(): Promise<void> {
    await this.#world.stage.core.close();
  }

  #begin(fromSecond: number): void {
    const { demand, counts, happenings, heading, dwelling, control, stage } = this.#world;
    counts.second = fromSecond;
    control.move(fromSecond);
    this.#mender.begin();
    demand.look(fromSecond, happenings, { heading, dwelling, present: this.zonePeople });
    stage.refresh();
    this.#arrivals.fill(Math.round(demand.occupancy(fromSecond)));
    this.#census.take(undefined);
    // Everybody who is inside has come in before, and the others of the curve have gone again.
    counts.visits = Math.max(counts.entered, Math.round(demand.visits(fromSecond)));
    counts.left = counts.visits - counts.entered;
    counts.entered = counts.visits;
    demand.look(fromSecond, happenings, { heading, dwelling, present: this.zonePeople });
  }

  #restore(saved: Uint8Array): void {
    const small = unpackNight(saved, this.#fingerprint, this.#columns(), this.#world) as {
      mender: ReturnType<WayMender['save']>;
    };
    this.#mender.restore(small.mender);
  }

  #second(): void {
    const { counts, control, happenings, demand, stage, heading, dwelling } = this.#world;
    counts.second += 1;
    const { second } = counts;
    const happened = happenings.move(second);
    if (control.move(second) || happened) this.#mender.hurry();
    this.#mender.mend(this.#people);
    if (second % DEMAND_EVERY_S === 0) {
      demand.look(second, happenings, { heading, dwelling, present: this.zonePeople });
    }
    demand.arrive(second, happenings);
    this.gatesLastSecond.in.set(this.gatesPassed.in);
    this.gatesLastSecond.out.set(this.gatesPassed.out);
    stage.refresh();
    this.#arrivals.enter();
    for (let step = 0; step < this.#stepsPerSecond; step++) stage.core.advance();
    counts.steps += this.#stepsPerSecond;
    counts.personSteps += this.#stepsPerSecond * stage.core.memory.count;
    this.#people = this.#census.take(this.#shares());
    if (second === this.#world.habits.plan.release.second) {
      new Release(this.#world).decide((slot) => chanceOf(this.#world, slot));
    }
    for (const which of ['in', 'out'] as const) {
      const last = this.gatesLastSecond[which];
      this.gatesPassed[which].forEach((now, gate) => {
        last[gate] = now - (last[gate] as number);
      });
    }
  }

  /** Who goes home in this second, from how things stood after the last. */
  #shares() {
    const { counts, dwelling, happenings, habits } = this.#world;
    const { release } = habits.plan;
    const area = this.zonePeople.reduce((sum, people) => sum + people, 0);
    const leaving = this.#census.leavingInside;
    const homePerS = this.#homegoing.rate(counts.second, {
      dwelling: dwelling.reduce((sum, people) => sum + people, 0),
      staying: area - leaving,
      leaving,
      visits: counts.visits,
      gone: counts.visits - area,
    });
    const setOut = counts.second > release.second ? release.setOut(counts.second) : 0;
    return {
      homePerS: homePerS + happenings.rain().homePerS,
      setOut,
      mayBeEarly: counts.released * (release.setOut(counts.second + EARLY_S) - setOut),
    };
  }

  /** What is filled in place when a saved night is read, in this order. */
  #columns(): readonly SavedColumn[] {
    return [
      this.#arrivals.companies,
      this.#arrivals.came,
      this.#census.leftBy,
      this.#census.allowance,
      this.#census.zonePeople,
      this.gatesLastSecond.in,
      this.gatesLastSecond.out,
      this.#homegoing.state,
    ];
  }
}
