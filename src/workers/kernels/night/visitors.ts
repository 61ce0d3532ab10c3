import type { SavedColumn } from '../agents/saved-run.ts';

/** In `spot`: no place taken. */
export const NO_SPOT = 0xffffffff;
/** In `gate`: not on the way home. */
export const NO_GATE = 0xff;
/** In `next`: nobody. */
export const NOBODY = 0xffffffff;

/** Bits of `flags`. */
export const VISITOR = {
  /** Decides for the group. */
  leads: 1,
  /** Has been inside the outer cordon. */
  visited: 2,
  /** Was let through the checkpoint in `gap`. */
  granted: 4,
  /** Was on the ground at the last look, so that there is a place before. */
  seen: 8,
  /** Is held before a checkpoint. */
  held: 16,
} as const;

const COLUMNS = {
  id: Uint32Array,
  /** Id of the group's first. */
  group: Uint32Array,
  /** The next companion's slot, in a ring; the own where there is none. */
  next: Uint32Array,
  /** A value of PERSON_STATE. */
  state: Uint8Array,
  flags: Uint8Array,
  /** Leaf zone where the person is. */
  zone: Uint8Array,
  /** Leaf zone where they want to be. */
  goal: Uint8Array,
  /** Gate by which they go home, or NO_GATE. */
  gate: Uint8Array,
  /** Side of a checkpoint's line: as the rasters say. */
  side: Uint8Array,
  /** Checkpoint that holds or has granted. */
  gap: Uint8Array,
  /** Seconds without getting on. */
  stuckS: Uint8Array,
  /** Draws of chance so far. */
  draws: Uint16Array,
  /** Cell of the place they have taken, or NO_SPOT. */
  spot: Uint32Array,
  cameAt: Uint32Array,
  /** When they set out for home, or will by the release; 0: not known. */
  setOutAt: Uint32Array,
  /** Second in which they settled where they stand; before the night's for those who are there at its beginning. */
  settledAt: Int32Array,
  freeSpeed: Float32Array,
  /** At the last look, in local metres. */
  x: Float32Array,
  y: Float32Array,
} as const;

type Columns = { [Name in keyof typeof COLUMNS]: InstanceType<(typeof COLUMNS)[Name]> };

/** What the night knows of each person beyond their body, by the simulator's slot. */
export class Visitors {
  columns: Columns;
  #capacity = 0;

  constructor() {
    this.columns = allocate(0);
    this.reserve(1024);
  }

  /** Makes room for slots below `slots`; `columns` is another object afterwards when it grew. */
  reserve(slots: number): void {
    if (slots <= this.#capacity) return;
    const capacity = Math.max(slots, Math.ceil(this.#capacity * 1.5));
    const wider = allocate(capacity);
    for (const name of names()) wider[name].set(this.columns[name]);
    this.columns = wider;
    this.#capacity = capacity;
  }

  /** Whether the person decides for their company. */
  leads(slot: number): boolean {
    return ((this.columns.flags[slot] as number) & VISITOR.leads) !== 0;
  }

  save(slots: number): SavedColumn[] {
    return names().map((name) => this.columns[name].slice(0, slots));
  }

  restore(slots: number, saved: readonly Uint8Array[]): void {
    this.reserve(slots);
    names().forEach((name, index) => {
      const column = this.columns[name];
      const bytes = saved[index] ?? new Uint8Array(0);
      new Uint8Array(column.buffer, column.byteOffset, bytes.length).set(bytes);
    });
  }

  static readonly columnCount = Object.keys(COLUMNS).length;
}

function names(): (keyof Columns)[] {
  return Object.keys(COLUMNS) as (keyof Columns)[];
}

function allocate(capacity: number): Columns {
  const entries = names().map((name) => [name, new COLUMNS[name](capacity)] as const);
  return Object.fromEntries(entries) as Columns;
}
