import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { FlowLine } from '../../../domain/rehearsal/flow-lines.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { NightPeople } from '../night/agent-night.ts';
import type { Passed } from './run-sample.ts';

/** Nobody walks further in a second. */
const REACH_M = 4;

/** What the meter holds; plain JSON. */
export interface CrossingMeterState {
  readonly in: number[];
  readonly out: number[];
}

/** Counts bodies over the site's counter lines: the way of each second against each line near it. */
export class CrossingMeter implements Passed {
  readonly in: number[];
  readonly out: number[];
  readonly #lines: readonly { readonly a: EastNorth; readonly b: EastNorth }[];

  constructor(ground: Ground, lines: readonly FlowLine[], saved?: CrossingMeterState) {
    this.#lines = lines.map(({ ends }) => ({
      a: ground.metres.toLocal(ends[0]),
      b: ground.metres.toLocal(ends[1]),
    }));
    this.in = saved?.in ?? lines.map(() => 0);
    this.out = saved?.out ?? lines.map(() => 0);
  }

  get state(): CrossingMeterState {
    return { in: this.in, out: this.out };
  }

  add({ count, x, y, xBefore, yBefore }: NightPeople): void {
    this.#lines.forEach(({ a, b }, line) => {
      const westM = Math.min(a[0], b[0]) - REACH_M;
      const eastM = Math.max(a[0], b[0]) + REACH_M;
      const southM = Math.min(a[1], b[1]) - REACH_M;
      const northM = Math.max(a[1], b[1]) + REACH_M;
      for (let k = 0; k < count; k++) {
        const east = x[k] as number;
        const north = y[k] as number;
        if (east < westM || east > eastM || north < southM || north > northM) continue;
        const now = side(a, b, east, north);
        const before = side(a, b, xBefore[k] as number, yBefore[k] as number);
        // A person on the line has crossed it when he leaves it; who came within the second has no side before.
        if (!(before > 0 === !(now > 0)) || Number.isNaN(before)) continue;
        if (!meets(a, b, [xBefore[k] as number, yBefore[k] as number], [east, north])) continue;
        // A counter's `from` lies to the left of its line: from left to right is inwards.
        if (before > 0) this.in[line] = (this.in[line] ?? 0) + 1;
        else this.out[line] = (this.out[line] ?? 0) + 1;
      }
    });
  }
}

/** Positive to the left of the line from a to b. */
function side(a: EastNorth, b: EastNorth, east: number, north: number): number {
  return (b[0] - a[0]) * (north - a[1]) - (b[1] - a[1]) * (east - a[0]);
}

/** Whether the segment a-b has a point in common with the line through p and q. */
function meets(a: EastNorth, b: EastNorth, p: EastNorth, q: EastNorth): boolean {
  return side(p, q, a[0], a[1]) * side(p, q, b[0], b[1]) <= 0;
}
