import { MINUTE, type Millis } from '../../../domain/base/quantity.ts';
import type { People } from '../../../domain/crowd/estimate.ts';

/** After this long the people who were there before the first reading are known as well as they will be. */
const SETTLE_MS: Millis = 2 * MINUTE;

/**
 * Visits so far. A visit is a first crossing of the outer cordon; people who were inside when counting began have
 * made theirs, so that visits = people then + entries since.
 */
export class Visits {
  /** When counting began, the people there then, and their standard deviation. */
  private state = Float64Array.of(Number.NaN, 0, 0);

  /**
   * `entries` and `exits` are corrected counts over the cordon since counting began. `isKnown`: whether any reading has
   * supported a zone; counting begins with the first that did, for who was there before is a guess until then.
   */
  count(time: Millis, area: People, entries: People, exits: People, isKnown: boolean): People {
    const [began = Number.NaN] = this.state;
    if (Number.isNaN(began) && isKnown) this.state[0] = time;
    if (!(time - began > SETTLE_MS)) {
      this.state[1] = Math.max(0, area.people - entries.people + exits.people);
      this.state[2] = area.sd;
    }
    const [, before = 0, sd = 0] = this.state;
    return { people: before + entries.people, sd: Math.hypot(sd, entries.sd) };
  }

  save(): readonly Float64Array[] {
    return [this.state.slice()];
  }

  restore(saved: readonly Float64Array[]): void {
    const [state] = saved;
    if (state?.length === 3) this.state = state.slice();
  }
}
