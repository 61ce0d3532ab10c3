import { must } from '../../../domain/base/assert.ts';
import { type NightLeaver, type NightPeople, NO_ZONE } from './agent-night.ts';
import { NO_GAP } from './checkpoint-gaps.ts';
import type { Journeys } from './journeys.ts';
import { type LookRound, Looks } from './looks.ts';
import type { NightWorld } from './night-world.ts';
import { Passing } from './passing.ts';
import { PeopleColumns } from './people-columns.ts';
import { NO_GATE, NOBODY, VISITOR } from './visitors.ts';

/** The shares by which people go home in a second; see LookRound. */
export type Shares = Pick<LookRound, 'homePerS' | 'setOut' | 'mayBeEarly'>;

/**
 * One look at everybody, once a second and in the kernel's order: each acts on what they see, who stands at their gate
 * leaves as fast as it takes people, and what the night shows is written on the way.
 */
export class Census {
  /** People of each leaf zone. */
  readonly zonePeople: Float64Array;
  /** People who left by each gate, since the night's beginning. */
  readonly leftBy: Uint32Array;
  /** People that each gate may still take, a real number. */
  readonly allowance: Float64Array;
  /** People inside on their way home. */
  leavingInside = 0;
  readonly #world: NightWorld;
  readonly #looks: Looks;
  readonly #journeys: Journeys;
  readonly #passing: Passing;
  readonly #columns = new PeopleColumns();
  #leavers: NightLeaver[] = [];

  constructor(world: NightWorld, journeys: Journeys) {
    const gates = world.gates.cells.length;
    this.#world = world;
    this.#journeys = journeys;
    this.#looks = new Looks(world, journeys);
    this.#passing = new Passing(world, journeys);
    this.zonePeople = new Float64Array(world.ground.leaves.length);
    this.leftBy = new Uint32Array(gates);
    this.allowance = new Float64Array(gates).fill(1);
  }

  takeLeavers(): readonly NightLeaver[] {
    const leavers = this.#leavers;
    this.#leavers = [];
    return leavers;
  }

  /** Looks at everybody; without shares nobody acts. */
  take(shares: Shares | undefined): NightPeople {
    if (shares !== undefined) this.#beginRound();
    const round: LookRound | undefined = shares && {
      ...shares,
      held: this.#world.gaps.map(() => []),
      stuck: [],
    };
    const people = this.#ofEverybody((person, vx, vy) => this.#see(person, vx, vy, round));
    if (round !== undefined) {
      this.#letThrough(round);
      this.#passing.pass(round.stuck);
    }
    return people;
  }

  /**
   * What the last look saw, of a night that is read from a saved one: nothing is noted, since who changed places after
   * that look has not been seen where they are now.
   */
  recall(): NightPeople {
    const { x, y, zone } = this.#world.visitors.columns;
    return this.#ofEverybody(({ slot }, vx, vy) => {
      const [east, north] = [x[slot] as number, y[slot] as number];
      this.#show(slot, zone[slot] as number, { east, north, vx, vy, fromE: east, fromN: north });
    });
  }

  /** Goes through all bodies in the kernel's order, and counts anew whom it is told to show. */
  #ofEverybody(
    tell: (person: Parameters<Looks['look']>[0], vx: number, vy: number) => void,
  ): NightPeople {
    const { stage, visitors } = this.#world;
    const { memory, bodies } = stage.core;
    stage.refresh();
    visitors.reserve(bodies.slots);
    this.zonePeople.fill(0);
    this.leavingInside = 0;
    this.#columns.begin(memory.count);
    const slots = memory.words('slot');
    const speeds = memory.floats('speed');
    const headingX = memory.floats('headingX');
    const headingY = memory.floats('headingY');
    const xs = memory.floats('x');
    const ys = memory.floats('y');
    const { westM, southM, cellM, cols } = stage.grid;
    const { next } = visitors.columns;
    for (let index = 0; index < memory.count; index++) {
      const slot = slots[index] as number;
      if (next[slot] === NOBODY) continue;
      const x = xs[index] as number;
      const y = ys[index] as number;
      const cell = Math.floor(y / cellM) * cols + Math.floor(x / cellM);
      const speedMps = speeds[index] as number;
      tell(
        { slot, cell, east: x + westM, north: y + southM, speedMps },
        (headingX[index] as number) * speedMps,
        (headingY[index] as number) * speedMps,
      );
    }
    return this.#columns.view();
  }

  #beginRound(): void {
    const { control, habits } = this.#world;
    control.queues.in.fill(0);
    control.queues.out.fill(0);
    for (let gate = 0; gate < this.allowance.length; gate++) {
      const perS = habits.takesPerS[gate] as number;
      this.allowance[gate] = Math.min((this.allowance[gate] as number) + perS, Math.max(1, perS));
    }
  }

  #see(
    person: Parameters<Looks['look']>[0],
    vx: number,
    vy: number,
    round: LookRound | undefined,
  ): void {
    const { places, rasters, visitors, counts } = this.#world;
    const c = visitors.columns;
    const { slot, cell, east, north } = person;
    const zone = places.zoneOfCell[cell] as number;
    const flags = c.flags[slot] as number;
    const isSeen = (flags & VISITOR.seen) !== 0;
    const fromE = isSeen ? (c.x[slot] as number) : Number.NaN;
    const fromN = isSeen ? (c.y[slot] as number) : Number.NaN;
    c.x[slot] = east;
    c.y[slot] = north;
    c.zone[slot] = zone;
    if (zone !== NO_ZONE && (flags & VISITOR.visited) === 0) {
      counts.visits += 1;
      c.flags[slot] = flags | VISITOR.visited | VISITOR.seen;
    } else c.flags[slot] = flags | VISITOR.seen;
    this.#notePassage(slot, rasters.band[cell] as number);
    if (round !== undefined && this.#looks.look(person, round) && this.#leave(slot)) return;
    this.#show(slot, zone, { east, north, vx, vy, fromE, fromN });
  }

  /** Counts a person in their zone, and writes what the night shows of them. */
  #show(
    slot: number,
    zone: number,
    seen: Readonly<Record<'east' | 'north' | 'vx' | 'vy' | 'fromE' | 'fromN', number>>,
  ): void {
    const c = this.#world.visitors.columns;
    if (zone !== NO_ZONE) {
      this.zonePeople[zone] = (this.zonePeople[zone] as number) + 1;
      if (c.gate[slot] !== NO_GATE) this.leavingInside += 1;
    }
    const out = this.#columns.columns;
    const at = this.#columns.next();
    out.id[at] = c.id[slot] as number;
    out.x[at] = seen.east;
    out.y[at] = seen.north;
    out.xBefore[at] = seen.fromE;
    out.yBefore[at] = seen.fromN;
    out.vx[at] = seen.vx;
    out.vy[at] = seen.vy;
    out.state[at] = c.state[slot] as number;
    out.group[at] = c.group[slot] as number;
    out.zone[at] = zone;
    out.since[at] = c.cameAt[slot] as number;
  }

  /** Counts who has changed sides in the band of a checkpoint's line. */
  #notePassage(slot: number, code: number): void {
    const { visitors, control } = this.#world;
    const { side } = visitors.columns;
    const before = side[slot] as number;
    if (before === code) return;
    side[slot] = code;
    if (before === NO_GAP || code === NO_GAP || before >> 1 !== code >> 1) return;
    const passed = (code & 1) === 1 ? control.passed.in : control.passed.out;
    const gap = code >> 1;
    passed[gap] = (passed[gap] as number) + 1;
  }

  /** Lets the person out by their gate if it still takes somebody in this second. */
  #leave(slot: number): boolean {
    const { visitors, counts, stage } = this.#world;
    const c = visitors.columns;
    const gate = c.gate[slot] as number;
    if ((this.allowance[gate] as number) < 1) return false;
    this.allowance[gate] = (this.allowance[gate] as number) - 1;
    this.leftBy[gate] = (this.leftBy[gate] as number) + 1;
    counts.left += 1;
    this.#leavers.push({
      id: c.id[slot] as number,
      gate,
      second: counts.second,
      cameAt: c.cameAt[slot] as number,
      setOutAt: c.setOutAt[slot] as number,
    });
    this.#journeys.forget(slot);
    stage.core.bodies.remove(slot);
    return true;
  }

  /** Those nearest to the line go first. */
  #letThrough({ held }: LookRound): void {
    const { control, counts, visitors, stage } = this.#world;
    const { flags } = visitors.columns;
    held.forEach((waiting, gap) => {
      if (waiting.length === 0) return;
      waiting.sort((a, b) => a.awayM - b.awayM || a.slot - b.slot);
      const granted = control.grants(gap, waiting.length, counts.second);
      for (let k = 0; k < granted; k++) {
        const { slot } = must(waiting[k], 'who is granted');
        flags[slot] = ((flags[slot] as number) & ~VISITOR.held) | VISITOR.granted;
        stage.walk(slot, this.#journeys.speedOf(slot));
      }
    });
  }
}
