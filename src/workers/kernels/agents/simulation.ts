import type { Scenario } from '../../../domain/scenario/scenario.ts';
import type { AgentParameters } from './agent-parameters.ts';

/** People on the ground as struct of arrays; views of the run's memory, valid until the next `advance`. */
export interface AgentColumns {
  readonly count: number;
  /** Never used twice in a run. */
  readonly id: Uint32Array;
  /** Local metres. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Velocity of the last step, m/s. */
  readonly vx: Float32Array;
  readonly vy: Float32Array;
  readonly freeSpeedMps: Float32Array;
  readonly radiusM: Float32Array;
  /** Index into the scenario's groups. */
  readonly group: Uint16Array;
  /** Index into the scenario's destinations. */
  readonly destination: Uint16Array;
}

/** What happened at step borders, in order. */
export type AgentEvent =
  | {
      readonly kind: 'entered';
      readonly step: number;
      readonly agent: number;
      readonly group: number;
    }
  /** Pre-movement time is over and the person took a first step. */
  | { readonly kind: 'started'; readonly step: number; readonly agent: number }
  | {
      readonly kind: 'reached';
      readonly step: number;
      readonly agent: number;
      readonly destination: number;
    }
  | {
      readonly kind: 'left';
      readonly step: number;
      readonly agent: number;
      readonly destination: number;
    }
  | {
      readonly kind: 'rerouted';
      readonly step: number;
      readonly agent: number;
      readonly destination: number;
    };

/** Where everybody is: entered = onGround + left, always. */
export interface PeopleAccount {
  readonly entered: number;
  readonly onGround: number;
  readonly left: number;
  /** People due to appear for whom there was no room yet. */
  readonly waitingOutside: number;
}

export interface SimulationOptions {
  readonly seed: number;
  /** Default 1; the bytes are the same for every number. */
  readonly threads?: number;
  /** Default 0.05, the step for results. */
  readonly dtS?: number;
  /** `twin`: the readable Math.fround specification, bit-equal and slow. */
  readonly kernel?: 'wasm' | 'twin';
  /** Default: the one set that the verification uses. */
  readonly parameters?: AgentParameters;
}

/** A run of the microscopic simulator. Step by step, to be paused, saved and forked; no globals. */
export interface Simulation {
  readonly scenario: Scenario;
  readonly options: Required<SimulationOptions>;
  /** Steps done. */
  readonly step: number;
  /** step × dt. */
  readonly timeS: number;
  readonly agents: AgentColumns;
  readonly account: PeopleAccount;
  /** Does `steps` steps. */
  advance(steps: number): Promise<void>;
  /** Takes what happened since the last call, in order. */
  takeEvents(): readonly AgentEvent[];
  /** Opens or closes a door at the next step border, from then on whatever its intervals say. */
  setDoor(id: string, open: boolean): void;
  setDestination(id: string, open: boolean): void;
  /** Whole state as bytes: `openSimulation` with them goes on to the same bytes as a run never saved. */
  save(): Uint8Array;
  /** 64-bit hash over all state in hex: the same for any number of threads, kernel and machine. */
  hash(): string;
  /** Frees threads and memory. */
  close(): Promise<void>;
}

/**
 * Opens a run; `saved` goes on from a saved state of the same scenario, seed, step and parameters (else throws in words).
 * Implemented in open-simulation.ts.
 */
export type OpenSimulation = (
  scenario: Scenario,
  options: SimulationOptions,
  saved?: Uint8Array,
) => Promise<Simulation>;
