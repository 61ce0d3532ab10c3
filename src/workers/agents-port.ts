import type { Scenario } from '../domain/scenario/scenario.ts';
import type {
  AgentColumns,
  AgentEvent,
  PeopleAccount,
  SimulationOptions,
} from './kernels/agents/simulation.ts';

/** What a run says after some steps; columns are copies. */
export interface AgentsReport {
  readonly step: number;
  readonly timeS: number;
  readonly account: PeopleAccount;
  readonly agents: AgentColumns;
  /** Since the last report, in order. */
  readonly events: readonly AgentEvent[];
}

/**
 * The microscopic simulator's thread: one run at a time. Deterministic: the same scenario, options and commands at
 * the same steps give the same bytes, also with more threads of its own.
 */
export interface AgentsThread {
  /** Opens a run; `saved` goes on from a saved one. Ends the run before it. */
  open(scenario: Scenario, options: SimulationOptions, saved?: Uint8Array): Promise<AgentsReport>;
  /** Does `steps` steps. */
  advance(steps: number): Promise<AgentsReport>;
  setDoor(id: string, open: boolean): Promise<void>;
  setDestination(id: string, open: boolean): Promise<void>;
  /** The whole state: kept, sent elsewhere, or opened again to fork the run. */
  save(): Promise<Uint8Array>;
  hash(): Promise<string>;
  close(): Promise<void>;
}
