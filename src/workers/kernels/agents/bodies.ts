import { invariant } from '../../../domain/base/assert.ts';
import { BLOCK, CHUNK, FIELD_MASK } from './agent-block.ts';
import { type AgentMemory, STATE_COLUMNS } from './agent-memory.ts';
import { restoreResting } from './rest-twin.ts';
import type { SavedColumn } from './saved-run.ts';

/** A body as it is put on the ground. */
export interface NewBody {
  /** The run's own metres, from the grid's south-west corner. */
  readonly x: number;
  readonly y: number;
  readonly radiusM: number;
  /** What it wants to walk; 0 stands, and rests. */
  readonly desiredMps: number;
  readonly field: number;
  /** Unit vector; absent: the way of its field, east where there is none. */
  readonly heading?: readonly [east: number, north: number];
}

/**
 * Everybody's columns in the kernel's memory, by slot: a number that is a person's own from `place` to `remove`, while
 * the kernel sorts the columns anew with every step. Who is removed goes with the next step's beginning, so that the
 * order of the last step's sort holds until then.
 */
export class Bodies {
  readonly memory: AgentMemory;
  /** Slots ever used: those below are taken or free. */
  #used = 0;
  /** Slots given back, the last one first to be used again. */
  readonly #free: number[] = [];
  readonly #leaving: number[] = [];
  #indexBySlot = new Uint32Array(0);
  #isMapped = false;

  constructor(memory: AgentMemory) {
    this.memory = memory;
    memory.reserve(1);
  }

  /** People on the ground, less those who are being removed. */
  get count(): number {
    return this.memory.count - this.#leaving.length;
  }

  /** No slot is as large. */
  get slots(): number {
    return this.#used;
  }

  /** Where in the columns each slot's values are, until the next step; what it says of free slots means nothing. */
  get indexBySlot(): Uint32Array {
    if (this.#isMapped) return this.#indexBySlot;
    if (this.#indexBySlot.length < this.#used) {
      this.#indexBySlot = new Uint32Array(Math.max(1024, 2 * this.#used));
    }
    const slots = this.memory.words('slot');
    const { count } = this.memory;
    for (let index = 0; index < count; index++) this.#indexBySlot[slots[index] as number] = index;
    this.#isMapped = true;
    return this.#indexBySlot;
  }

  indexOf(slot: number): number {
    return this.indexBySlot[slot] as number;
  }

  /** Puts a body on the ground, last in the columns, and gives its slot. */
  place(body: NewBody): number {
    const { memory } = this;
    const index = memory.count;
    memory.reserve(index + 1);
    const slot = this.#free.pop() ?? this.#used++;
    memory.floats('x')[index] = body.x;
    memory.floats('y')[index] = body.y;
    memory.floats('speed')[index] = 0;
    memory.floats('radius')[index] = body.radiusM;
    memory.floats('desired')[index] = body.desiredMps;
    memory.words('field')[index] = body.field;
    memory.words('slot')[index] = slot;
    memory.count = index + 1;
    const [east, north] = body.heading ?? this.#wayAt(index);
    memory.floats('headingX')[index] = east;
    memory.floats('headingY')[index] = north;
    if (this.#isMapped && slot < this.#indexBySlot.length) this.#indexBySlot[slot] = index;
    else this.#isMapped = false;
    return slot;
  }

  /** Takes the body out with the next step's beginning. */
  remove(slot: number): void {
    invariant(!this.#leaving.includes(slot), `the body in slot ${slot} is being removed already`);
    this.#leaving.push(slot);
  }

  /** Another field; who rests wakes. */
  send(slot: number, field: number): void {
    const index = this.indexOf(slot);
    this.memory.disturb(index);
    this.memory.words('field')[index] = field;
  }

  /** What the body wants to walk from now on; who rests wakes, and 0 stands. */
  want(slot: number, desiredMps: number): void {
    const index = this.indexOf(slot);
    const fields = this.memory.words('field');
    this.memory.disturb(index);
    this.memory.floats('desired')[index] = desiredMps;
    fields[index] = (fields[index] as number) & FIELD_MASK;
  }

  setRadius(slot: number, radiusM: number): void {
    const index = this.indexOf(slot);
    this.memory.disturb(index);
    this.memory.floats('radius')[index] = radiusM;
  }

  /** Two bodies between two steps each stand where the other one stood; where somebody stands stays the same. */
  changePlaces(slot: number, other: number): void {
    const { memory } = this;
    const [one, two] = [this.indexOf(slot), this.indexOf(other)];
    memory.disturb(Math.min(one, two));
    for (const name of STATE_COLUMNS) {
      if (name === 'x' || name === 'y') continue;
      const column = memory.words(name);
      [column[one], column[two]] = [column[two] as number, column[one] as number];
    }
    const fields = memory.words('field');
    for (const index of [one, two]) fields[index] = (fields[index] as number) & FIELD_MASK;
    this.#indexBySlot[slot] = two;
    this.#indexBySlot[other] = one;
  }

  field(slot: number): number {
    return (this.memory.words('field')[this.indexOf(slot)] as number) & FIELD_MASK;
  }

  /** Takes out who is to be removed: a step begins. */
  begin(): void {
    this.#isMapped = this.#isMapped && this.#leaving.length === 0;
    if (this.#leaving.length === 0) return;
    const indexBySlot = this.indexBySlot;
    const { memory } = this;
    // From the end, so that who takes a freed index stays; the queue's order for the slots.
    const indices = this.#leaving.map((slot) => indexBySlot[slot] as number);
    indices.sort((left, right) => right - left);
    const columns = STATE_COLUMNS.map((name) => memory.words(name));
    memory.disturb(Math.min(indices.at(-1) as number, memory.count - indices.length));
    let last = memory.count;
    for (const index of indices) {
      last -= 1;
      for (const column of columns) column[index] = column[last] as number;
    }
    memory.count = last;
    this.#free.push(...this.#leaving);
    this.#leaving.length = 0;
  }

  /** A step is done: the columns have a new order. */
  end(): void {
    this.#isMapped = false;
  }

  /** Slots, ascending, of those who walk and have nowhere farther to go on their field. */
  atEnd(): readonly number[] {
    const { memory } = this;
    const slots = memory.words('slot');
    const desired = memory.floats('desired');
    const found: number[] = [];
    memory.arrivals().forEach((count, chunk) => {
      if (count === 0) return;
      const end = Math.min(memory.count, (chunk + 1) * CHUNK);
      for (let index = chunk * CHUNK; index < end; index++) {
        if ((desired[index] as number) > 0 && this.#directionAt(index) === 0)
          found.push(slots[index] as number);
      }
    });
    return found.sort((left, right) => left - right);
  }

  /** State between two steps, in this order in every saved run. */
  saved(): SavedColumn[] {
    const { memory } = this;
    return [
      Float64Array.of(
        memory.step,
        memory.count,
        memory.resting,
        memory.isDisturbed ? 1 : 0,
        this.#used,
      ),
      ...STATE_COLUMNS.map((name) => memory.words(name).slice(0, memory.count)),
      Uint32Array.from(this.#free),
      Uint32Array.from(this.#leaving),
    ];
  }

  restore(columns: readonly Uint8Array[]): void {
    const { memory } = this;
    const words = (at: number) =>
      new Uint32Array((columns[at] ?? new Uint8Array(0)).slice().buffer);
    const head = (columns[0] ?? new Uint8Array(0)).slice().buffer;
    const [step = 0, count = 0, resting = 0, disturbed = 0, used = 0] = new Float64Array(head);
    memory.reserve(count);
    memory.count = count;
    memory.step = step;
    STATE_COLUMNS.forEach((name, at) => {
      memory.words(name).set(words(at + 1));
    });
    restoreResting(memory, resting, disturbed === 1);
    this.#used = used;
    this.#free.splice(0, this.#free.length, ...words(STATE_COLUMNS.length + 1));
    this.#leaving.splice(0, this.#leaving.length, ...words(STATE_COLUMNS.length + 2));
    this.#isMapped = false;
  }

  #cellAt(index: number): number {
    const { memory } = this;
    const perCell = memory.float(BLOCK.perCell);
    const row = Math.fround((memory.floats('y')[index] as number) * perCell) | 0;
    const col = Math.fround((memory.floats('x')[index] as number) * perCell) | 0;
    return row * memory.word(BLOCK.groundCols) + col;
  }

  #directionAt(index: number): number {
    const field = (this.memory.words('field')[index] as number) & FIELD_MASK;
    return this.memory.directionsOf(field)[this.#cellAt(index)] as number;
  }

  #wayAt(index: number): readonly [east: number, north: number] {
    const word = this.#directionAt(index);
    const east = (word << 24) >> 24;
    const north = (word << 16) >> 24;
    const length = Math.sqrt(east * east + north * north);
    return length > 0 ? [east / length, north / length] : [1, 0];
  }
}
