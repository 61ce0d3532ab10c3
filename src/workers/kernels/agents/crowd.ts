import { BLOCK } from './agent-block.ts';
import { type AgentMemory, STATE_COLUMNS } from './agent-memory.ts';
import { FLAG, People } from './people.ts';
import type { AgentColumns, AgentEvent } from './simulation.ts';

/** One person as they appear. */
export interface Newcomer {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly freeSpeed: number;
  readonly group: number;
  readonly destination: number;
  readonly field: number;
  readonly startStep: number;
  readonly aware: boolean;
}

/** Everybody on the ground: the hot columns in the kernel's memory and the cold ones beside. */
export class Crowd {
  readonly memory: AgentMemory;
  readonly people = new People();
  readonly events: AgentEvent[] = [];
  /** Steps with which somebody on the ground starts to walk. */
  readonly starts = new Set<number>();
  entered = 0;
  left = 0;
  readonly #westM: number;
  readonly #southM: number;

  constructor(memory: AgentMemory, origin: { readonly westM: number; readonly southM: number }) {
    this.memory = memory;
    this.#westM = origin.westM;
    this.#southM = origin.southM;
  }

  get count(): number {
    return this.memory.count;
  }

  /** Puts a person on the ground, last in the columns; ids count up from 0. */
  add(newcomer: Newcomer, step: number): void {
    const { memory, people } = this;
    const index = memory.count;
    memory.reserve(index + 1);
    people.reserve(memory.capacity);
    const slot = people.take();
    const started = newcomer.startStep <= step;
    people.id[slot] = this.entered;
    people.group[slot] = newcomer.group;
    people.destination[slot] = newcomer.destination;
    people.leg[slot] = 0;
    people.flags[slot] = (started ? FLAG.started : 0) | (newcomer.aware ? FLAG.aware : 0);
    people.freeSpeed[slot] = newcomer.freeSpeed;
    people.startStep[slot] = newcomer.startStep;
    memory.floats('x')[index] = newcomer.x;
    memory.floats('y')[index] = newcomer.y;
    memory.floats('speed')[index] = 0;
    memory.floats('radius')[index] = newcomer.radius;
    memory.floats('desired')[index] = started ? newcomer.freeSpeed : 0;
    memory.words('field')[index] = newcomer.field;
    memory.words('slot')[index] = slot;
    memory.count = index + 1;
    this.face(index);
    this.events.push({ kind: 'entered', step, agent: this.entered, group: newcomer.group });
    if (started) this.events.push({ kind: 'started', step, agent: this.entered });
    else this.starts.add(newcomer.startStep);
    this.entered += 1;
  }

  /** Takes the person at this index off the ground; the last one takes the index. */
  remove(index: number): void {
    const { memory } = this;
    const last = memory.count - 1;
    memory.disturb(Math.min(index, last));
    this.people.give(this.slotAt(index));
    for (const name of STATE_COLUMNS) {
      const column = memory.words(name);
      column[index] = column[last] as number;
    }
    memory.count = last;
    this.left += 1;
  }

  slotAt(index: number): number {
    return this.memory.words('slot')[index] as number;
  }

  /** Turns the person to the way of their field, east where there is none. */
  face(index: number): void {
    const { memory } = this;
    const cell = this.cellAt(index);
    const word = memory.directionsOf(memory.words('field')[index] as number)[cell] as number;
    const east = (word << 24) >> 24;
    const north = (word << 16) >> 24;
    const length = Math.sqrt(east * east + north * north);
    memory.floats('headingX')[index] = length > 0 ? east / length : 1;
    memory.floats('headingY')[index] = length > 0 ? north / length : 0;
  }

  /** The ground cell under the person. */
  cellAt(index: number): number {
    const { memory } = this;
    const perCell = memory.float(BLOCK.perCell);
    const row = Math.fround((memory.floats('y')[index] as number) * perCell) | 0;
    const col = Math.fround((memory.floats('x')[index] as number) * perCell) | 0;
    return row * memory.word(BLOCK.groundCols) + col;
  }

  /** Sends the person on to a destination by a field. */
  send(index: number, destination: number, field: number): void {
    this.people.destination[this.slotAt(index)] = destination;
    this.memory.disturb(index);
    this.memory.words('field')[index] = field;
  }

  /** Lets those walk whose time has come with this step. */
  start(step: number): void {
    const { memory, people } = this;
    const slots = memory.words('slot');
    const desired = memory.floats('desired');
    const started: number[] = [];
    for (let index = 0; index < memory.count; index++) {
      const slot = slots[index] as number;
      const flags = people.flags[slot] as number;
      if ((flags & FLAG.started) !== 0 || (people.startStep[slot] as number) > step) continue;
      people.flags[slot] = flags | FLAG.started;
      memory.disturb(index);
      desired[index] = people.freeSpeed[slot] as number;
      started.push(people.id[slot] as number);
    }
    started.sort((left, right) => left - right);
    for (const agent of started) this.events.push({ kind: 'started', step, agent });
  }

  /** Finds out `starts` anew, when the columns have been read from a saved run. */
  noteStarts(): void {
    const { people, memory } = this;
    for (let index = 0; index < memory.count; index++) {
      const slot = this.slotAt(index);
      const started = ((people.flags[slot] as number) & FLAG.started) !== 0;
      if (!started) this.starts.add(people.startStep[slot] as number);
    }
  }

  /** Copies in the scenario's own metres. */
  columns(): AgentColumns {
    const { memory, people } = this;
    const count = memory.count;
    const slots = memory.words('slot').subarray(0, count);
    const speed = memory.floats('speed');
    const bySlot = <T extends Uint32Array | Uint16Array | Float32Array>(to: T, from: T): T => {
      for (let index = 0; index < count; index++)
        to[index] = from[slots[index] as number] as number;
      return to;
    };
    const moved = (from: Float32Array, byM: number) =>
      from.slice(0, count).map((metres) => metres + byM);
    const times = (from: Float32Array) =>
      from.slice(0, count).map((part, index) => part * (speed[index] as number));
    return {
      count,
      id: bySlot(new Uint32Array(count), people.id),
      x: moved(memory.floats('x'), this.#westM),
      y: moved(memory.floats('y'), this.#southM),
      vx: times(memory.floats('headingX')),
      vy: times(memory.floats('headingY')),
      freeSpeedMps: bySlot(new Float32Array(count), people.freeSpeed),
      radiusM: memory.floats('radius').slice(0, count),
      group: bySlot(new Uint16Array(count), people.group),
      destination: bySlot(new Uint16Array(count), people.destination),
    };
  }
}
