import type { Millis } from '../../../domain/base/quantity.ts';
import type { NightHappening } from '../../../domain/plan/night-happening.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { CheckpointMode } from '../../../domain/site/site.ts';

/** What a person is doing, as a byte of `NightPeople.state`. */
export const PERSON_STATE = {
  /** On the way to a place in a zone. */
  walking: 0,
  /** Held in front of a checkpoint, or slow in the queue behind those who are. */
  queueing: 1,
  /** Stands where they wanted to be. */
  dwelling: 2,
  /** Stands because there is no way on: everything they could go to is closed. */
  waiting: 3,
  /** On the way home. */
  leaving: 4,
} as const;

/** In `NightPeople.zone`: on walkable ground in no leaf zone. */
export const NO_ZONE = 0xff;

/**
 * Everybody on the ground at a whole second, as columns; local metres of `ground.metres` (east and north of the site's
 * origin). Views that are valid until the next `advance`; the order changes from second to second.
 */
export interface NightPeople {
  readonly count: number;
  /** Never used twice in a night. */
  readonly id: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** One second ago; NaN for who came within it. */
  readonly xBefore: Float32Array;
  readonly yBefore: Float32Array;
  /** m/s, of the last step. */
  readonly vx: Float32Array;
  readonly vy: Float32Array;
  /** A value of PERSON_STATE. */
  readonly state: Uint8Array;
  /** Companions have the same number; it is the id of their first. */
  readonly group: Uint32Array;
  /** Index into `ground.leaves`, or NO_ZONE. */
  readonly zone: Uint8Array;
  /** Seconds of the night at which the person came, 0 for those who were there at its beginning. */
  readonly since: Uint32Array;
}

/** People of the night at one instant, whole numbers: area + outside + left = arrived, always. */
export interface NightTotals {
  /** Inside the outer cordon: in a leaf zone. */
  readonly area: number;
  /** On the approaches, and due to appear at a gate that has no room yet. */
  readonly outside: number;
  readonly left: number;
  /** Everyone so far, the initial people included. */
  readonly arrived: number;
  /** First crossings of the outer cordon, the initial people included. */
  readonly visits: number;
}

/** Somebody who has left: for travel times. */
export interface NightLeaver {
  readonly id: number;
  /** Index into the site's gates. */
  readonly gate: number;
  readonly second: number;
  /** When they came, and when they set out for home. */
  readonly cameAt: number;
  readonly setOutAt: number;
}

/** How a checkpoint is set. */
export interface NightCheckpointSetting {
  readonly mode: CheckpointMode;
  /** People a minute and lane that a metered one lets in; absent: 25. */
  readonly meteredPerMinLane?: number;
}

/** A night whose every visitor is a body on the ground. Everything follows from (site, script, options, commands). */
export interface AgentNight {
  readonly ground: Ground;
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  readonly dtS: number;
  /** Names the simulator's parameter set: equal sets have equal names. */
  readonly parametersHash: string;
  /** Seconds since the script's start, whole. */
  readonly second: number;
  /** Moves on by whole seconds; nothing happens beyond the night's end. */
  advance(seconds: number): Promise<void>;
  /**
   * Sets a checkpoint (index in the site) from `effectiveSecond` of the night on, or with the next second; people
   * choose their ways anew.
   */
  setCheckpoint(
    checkpoint: number,
    setting: NightCheckpointSetting,
    effectiveSecond?: number,
  ): void;
  /** Lets something happen with the next second, besides what the script says. */
  happen(happening: NightHappening): void;
  readonly people: NightPeople;
  totals(): NightTotals;
  /** People of each leaf zone; do not keep. */
  readonly zonePeople: Float64Array;
  /** By index of the site's checkpoints: people who stand or crawl before it and want in, and out. */
  readonly queues: { readonly in: Uint32Array; readonly out: Uint32Array };
  /** How each checkpoint is set now, by index. */
  readonly checkpoints: readonly NightCheckpointSetting[];
  /** By index of the site's checkpoints: people who passed since the night's beginning. */
  readonly checkpointPassed: { readonly in: Uint32Array; readonly out: Uint32Array };
  /** By index of the site's gates: people who came and left there since the night's beginning. */
  readonly gatesPassed: { readonly in: Uint32Array; readonly out: Uint32Array };
  /** The same for the last second alone. */
  readonly gatesLastSecond: { readonly in: Uint32Array; readonly out: Uint32Array };
  /** By index of the site's gates: people due who wait outside for room. */
  readonly waitingOutside: Uint32Array;
  /** Takes who has left since the last call, in order. */
  takeLeavers(): readonly NightLeaver[];
  /** Steps done, and agent-steps: people who were moved, and all on the ground. */
  readonly work: { readonly steps: number; readonly personSteps: number };
  /** The whole state, commands pending included: `openAgentNight` with it goes on to the same bytes. */
  save(): Uint8Array;
  /** 64-bit hash over all state in hex: the same for any number of threads. */
  hash(): string;
  close(): Promise<void>;
}

/** A change of the plan with which a night begins. */
export interface NightChange {
  /** Index in the site's checkpoints. */
  readonly checkpoint: number;
  readonly setting?: NightCheckpointSetting;
  /** Another clear width in metres. */
  readonly clearWidthM?: number;
}

export interface AgentNightOptions {
  readonly seed: number;
  /** Default 1; the bytes are the same for every number. */
  readonly threads?: number;
  /** Default 0.05, the step for results; a second must be a whole number of steps. */
  readonly dtS?: number;
  readonly changes?: readonly NightChange[];
  /**
   * Begins filled at this second of the night: as many people as the script's occupancy says, placed by attraction.
   * Visits then count from the script's curve. Default 0.
   */
  readonly fromSecond?: number;
  /**
   * Only people whose goal is one of these leaf zones are bodies, with their own share of arrivals: a question around
   * one plaza. Default: all zones.
   */
  readonly only?: readonly string[];
  /** Multiplies all people of the script. Default 1. */
  readonly scale?: number;
  /** How often people who stand are stepped: `resting` (default) only while something moves them, `always` each step. */
  readonly standing?: 'resting' | 'always';
  /** Default `wasm`; `twin` is the readable specification, bit-equal and slow. */
  readonly kernel?: 'wasm' | 'twin';
}

/**
 * Opens a night on a site; `saved` goes on from a saved state of the same site, script and options (threads may
 * differ), else throws in words. Implemented in open-agent-night.ts.
 */
export type OpenAgentNight = (
  ground: Ground,
  script: NightScript,
  options: AgentNightOptions,
  saved?: Uint8Array,
) => Promise<AgentNight>;
