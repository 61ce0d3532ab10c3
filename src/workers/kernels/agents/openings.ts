import type { Scenario } from '../../../domain/scenario/scenario.ts';

type Intervals = Scenario['doors'][number]['closed'];

/** Times are compared with this much grace, in seconds: step × dt is not exact. */
const GRACE_S = 1e-6;

/** What is open of things that close by their intervals, until a command says otherwise for good. */
export class Openings {
  /** 1 where open. */
  readonly open: Uint8Array;
  /** 0: by the intervals; 1: closed, 2: open by command. */
  readonly commands: Uint8Array;
  readonly #things: readonly { readonly id: string; readonly closed: Intervals }[];
  readonly #what: string;

  constructor(
    what: string,
    things: readonly { readonly id: string; readonly closed: Intervals }[],
  ) {
    this.#what = what;
    this.#things = things;
    this.open = new Uint8Array(things.length).fill(1);
    this.commands = new Uint8Array(things.length);
  }

  /** Opens or closes from the next update on. */
  command(id: string, open: boolean): void {
    const index = this.#things.findIndex((thing) => thing.id === id);
    if (index < 0) throw new Error(`there is no ${this.#what} "${id}" in this scenario`);
    this.commands[index] = open ? 2 : 1;
  }

  /** Sets `open` for a time; true when anything changed. */
  update(timeS: number): boolean {
    let changed = false;
    this.#things.forEach(({ closed }, index) => {
      const command = this.commands[index];
      const isClosed =
        command === 0
          ? closed.some(
              ({ fromS, untilS }) =>
                timeS >= fromS - GRACE_S && (untilS === undefined || timeS < untilS - GRACE_S),
            )
          : command === 1;
      const open = isClosed ? 0 : 1;
      if (this.open[index] === open) return;
      this.open[index] = open;
      changed = true;
    });
    return changed;
  }
}
