/** Moves everybody by one step in the run's memory: sort, then move. */
export interface AgentKernel {
  step(): void;
  close(): Promise<void>;
}
