import type { AgentNight } from '../night/agent-night.ts';
import type { RunSample, RunSampler } from './run-sample.ts';

/** Looks at a night on agents. It takes the night's leavers: nobody else may. */
export class AgentSampler implements RunSampler {
  readonly #night: AgentNight;

  constructor(night: AgentNight) {
    this.#night = night;
  }

  sample(): RunSample {
    const night = this.#night;
    return {
      second: night.second,
      totals: night.totals(),
      waitingOutside: night.waitingOutside.reduce((sum, people) => sum + people, 0),
      zonePeople: night.zonePeople,
      checkpointsPassed: night.checkpointPassed,
      gatesPassed: night.gatesPassed,
      queues: night.queues,
      bodies: night.people,
      leavers: night.takeLeavers(),
    };
  }
}
