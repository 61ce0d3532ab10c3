export const FLAG = {
  /** Has started to walk. */
  started: 1,
  /** Re-plans round congestion. */
  aware: 2,
  /** Has come to the end of the route and stays. */
  done: 4,
} as const;

/** The cold side of the people on the ground: 20 bytes a slot. */
export class People {
  id = new Uint32Array(0);
  group = new Uint16Array(0);
  destination = new Uint16Array(0);
  leg = new Uint16Array(0);
  flags = new Uint16Array(0);
  freeSpeed = new Float32Array(0);
  startStep = new Uint32Array(0);
  /** Slots ever used: those below are taken or free. */
  used = 0;
  /** Slots given back, the last one first to be used again. */
  readonly free: number[] = [];

  reserve(slots: number): void {
    if (slots <= this.id.length) return;
    const wider = <T extends Uint32Array | Uint16Array | Float32Array>(column: T, next: T): T => {
      next.set(column);
      return next;
    };
    this.id = wider(this.id, new Uint32Array(slots));
    this.group = wider(this.group, new Uint16Array(slots));
    this.destination = wider(this.destination, new Uint16Array(slots));
    this.leg = wider(this.leg, new Uint16Array(slots));
    this.flags = wider(this.flags, new Uint16Array(slots));
    this.freeSpeed = wider(this.freeSpeed, new Float32Array(slots));
    this.startStep = wider(this.startStep, new Uint32Array(slots));
  }

  take(): number {
    const slot = this.free.pop();
    if (slot !== undefined) return slot;
    return this.used++;
  }

  give(slot: number): void {
    this.free.push(slot);
  }
}
