import type { AgentColumns } from '../../../workers/kernels/agents/simulation.ts';

/** Where everybody is at one time of the run. */
export interface TrajectoryFrame {
  /** Counts from 0 at the start of the scenario, `everyS` apart. */
  readonly frame: number;
  readonly timeS: number;
  /** Ids of doors that are closed. */
  readonly closedDoors: readonly string[];
  readonly agents: Pick<AgentColumns, 'count' | 'id' | 'x' | 'y'>;
}

/** Writes frames into a file that takes its name only when it is whole. */
export interface TrajectoryWriter {
  write(frame: TrajectoryFrame): Promise<void>;
  /** Ends the file and gives it its name, over an older one of that name. */
  finish(): Promise<void>;
  /** Throws away what was written; the older file of that name stays. */
  discard(): Promise<void>;
}
