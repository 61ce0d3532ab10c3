import { type Millis, SECOND } from '../../../domain/base/quantity.ts';

/** The speed is that of so many wall milliseconds. */
const WINDOW_MS = 5_000;

/** How fast a rehearsal really goes: session seconds per wall second over the last seconds. */
export class AchievedSpeed {
  #marks: { readonly wall: number; readonly at: Millis }[] = [];

  /** Says where the session stands at a wall time, ms; after a jump or a pause `restart` first. */
  mark(wall: number, at: Millis): void {
    this.#marks.push({ wall, at });
    while (this.#marks.length > 2 && wall - (this.#marks[0]?.wall ?? wall) > WINDOW_MS) {
      this.#marks.shift();
    }
  }

  restart(): void {
    this.#marks = [];
  }

  /** 0 while nothing is known. */
  get value(): number {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.wall <= first.wall) return 0;
    return (last.at - first.at) / (last.wall - first.wall);
  }

  /** Wall seconds that a stretch of session time takes at this speed; undefined while nothing is known. */
  remainingS(stretch: Millis): number | undefined {
    return this.value > 0 ? stretch / this.value / SECOND : undefined;
  }
}
