import type { NightPeople } from './agent-night.ts';

/** The columns that a night shows, filled anew every second; larger ones replace them when people become more. */
export class PeopleColumns {
  #capacity = 0;
  #columns = allocate(0);
  #count = 0;

  /** Begins a second with room for so many. */
  begin(people: number): void {
    this.#count = 0;
    if (people <= this.#capacity) return;
    this.#capacity = Math.ceil(people * 1.25);
    this.#columns = allocate(this.#capacity);
  }

  /** The columns to write, and where the next person goes. */
  get columns(): ReturnType<typeof allocate> {
    return this.#columns;
  }

  next(): number {
    const at = this.#count;
    this.#count = at + 1;
    return at;
  }

  /** Views of what has been written. */
  view(): NightPeople {
    const count = this.#count;
    const c = this.#columns;
    return {
      count,
      id: c.id.subarray(0, count),
      x: c.x.subarray(0, count),
      y: c.y.subarray(0, count),
      xBefore: c.xBefore.subarray(0, count),
      yBefore: c.yBefore.subarray(0, count),
      vx: c.vx.subarray(0, count),
      vy: c.vy.subarray(0, count),
      state: c.state.subarray(0, count),
      group: c.group.subarray(0, count),
      zone: c.zone.subarray(0, count),
      since: c.since.subarray(0, count),
    };
  }
}

function allocate(capacity: number) {
  return {
    id: new Uint32Array(capacity),
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    xBefore: new Float32Array(capacity),
    yBefore: new Float32Array(capacity),
    vx: new Float32Array(capacity),
    vy: new Float32Array(capacity),
    state: new Uint8Array(capacity),
    group: new Uint32Array(capacity),
    zone: new Uint8Array(capacity),
    since: new Uint32Array(capacity),
  };
}
