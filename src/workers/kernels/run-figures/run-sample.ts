import type { NightLeaver, NightPeople } from '../night/agent-night.ts';

/** People over lines since the night began, by index: inwards and outwards. */
export interface Passed {
  readonly in: ArrayLike<number>;
  readonly out: ArrayLike<number>;
}

/** Where the people of a night are at a whole second. Views are read at once and not kept. */
export interface RunSample {
  /** Seconds since the script's start. */
  readonly second: number;
  readonly totals: {
    readonly area: number;
    readonly outside: number;
    readonly left: number;
    readonly arrived: number;
    readonly visits: number;
  };
  /** Of those outside, the ones who wait for room to come in. */
  readonly waitingOutside: number;
  /** By leaf zone, in `ground.leaves` order. */
  readonly zonePeople: ArrayLike<number>;
  /** By the site's checkpoints, its gates, and the counter lines of `flowLines`. */
  readonly checkpointsPassed: Passed;
  readonly gatesPassed: Passed;
  /** Absent where the collector is to find them from the bodies. */
  readonly countersPassed?: Passed;
  /** People waiting at each checkpoint; absent where the model has no queues. */
  readonly queues?: Passed;
  /** People in each hot-spot; absent where the collector is to find them from the bodies. */
  readonly hotSpotPeople?: ArrayLike<number>;
  /** Absent where people have no places of their own. */
  readonly bodies?: NightPeople;
  /** Who has left since the sample before. */
  readonly leavers?: readonly NightLeaver[];
}

/** Looks at a night once a second. */
export interface RunSampler {
  sample(): RunSample;
}
