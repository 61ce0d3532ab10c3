import type { Demand } from './demand.ts';
import type { NightHabits } from './night-habits.ts';

/** A surplus over the script's occupancy sets out for home within about this time, seconds. */
const RESPONSE_S = 20;
/** Bounds and first guess of the mean way home, seconds. */
const SHORTEST_HOME_S = 120;
const LONGEST_HOME_S = 1_500;
const FIRST_HOME_S = 400;
/**
 * So much of a difference to the script's occupancy is taken up at once, and what is left of it in about this time, at
 * most by this share. At once, since ways home grow longer by minutes as the crowd grows, and a sum alone comes too
 * late; not all of it, since those who set out count as people under way until they are home.
 */
const CORRECTION_NOW = 0.7;
const CORRECTION_S = 3_000;
const CORRECTION_MOST = 0.05;
/** Over which the flow out is averaged, seconds. */
const MEMORY_S = 300;
/**
 * Over which the way home is learnt, seconds: several times as long as the way itself. Who has just set out raises
 * people under way over flow out at once; followed quickly, that sends still more home, and occupancy swings by some
 * per cent every half hour.
 */
const HOME_MEMORY_S = 1_800;

/** People inside the outer cordon by what they do. */
export interface Inside {
  readonly dwelling: number;
  /** Dwelling or on the way to a place. */
  readonly staying: number;
  readonly leaving: number;
  readonly visits: number;
  /** Who has been inside and is not any more. */
  readonly gone: number;
}

/**
 * How many set out for home, so that the area's occupancy follows the script: those who set out now are gone a mean way
 * home later (people under way over flow out, Little's law), so that is when the curve is looked at. As on the graph of
 * zones (zone-graph/departures.ts); the release besides sends its ring's people home on its own curve.
 */
export class Homegoing {
  readonly #habits: NightHabits;
  readonly #demand: Demand;
  readonly #from: number;
  /**
   * Mean way home in seconds, who had gone a second ago, people a second who go, and by how many more have to: the
   * whole state.
   */
  readonly state = Float64Array.of(FIRST_HOME_S, -1, 0, 0);

  constructor(habits: NightHabits, demand: Demand, fromSecond: number) {
    this.#habits = habits;
    this.#demand = demand;
    this.#from = fromSecond;
  }

  /** The share of dwellers that sets out for home in this second. */
  rate(second: number, { dwelling, staying, leaving, visits, gone }: Inside): number {
    let [homeS = FIRST_HOME_S, goneBefore = 0, outPerS = 0, more = 0] = this.state;
    if (goneBefore < 0) goneBefore = gone;
    outPerS += (gone - goneBefore - outPerS) / MEMORY_S;
    if (outPerS > 0.2 && second > this.#from + LONGEST_HOME_S) {
      const home = Math.min(LONGEST_HOME_S, Math.max(SHORTEST_HOME_S, leaving / outPerS));
      homeS += (home - homeS) / HOME_MEMORY_S;
    }
    const { release } = this.#habits.plan;
    const most = CORRECTION_MOST * this.#demand.occupancy(second);
    const over = staying + leaving - this.#demand.occupancy(second);
    const isBefore = second < release.second;
    more = isBefore ? Math.min(most, Math.max(-most, more + over / CORRECTION_S)) : 0;
    const correction = more + (isBefore ? CORRECTION_NOW * over : 0);
    this.state.set([homeS, gone, outPerS, more]);
    const ahead = second + homeS;
    // Before the release people plan as if there were none.
    const at = isBefore ? Math.min(ahead, release.second) : ahead;
    const coming = Math.max(0, this.#demand.visits(ahead) - visits);
    const surplus = correction + staying + coming - this.#demand.occupancy(at);
    return surplus > 0 && dwelling > 0 ? Math.min(surplus, dwelling) / RESPONSE_S / dwelling : 0;
  }
}
