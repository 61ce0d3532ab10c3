import type { Millis } from '../../../domain/base/quantity.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import { runIdentity } from '../../../domain/rehearsal/run-identity.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { CheckpointCommand, RunName } from '../../rehearse-port.ts';
import { AGENT_PARAMETERS, parametersHash } from '../agents/agent-parameters.ts';
import { AgentSampler } from '../run-figures/agent-sampler.ts';
import { RunCollector } from '../run-figures/run-collector.ts';
import type { RunSampler } from '../run-figures/run-sample.ts';
import { ZoneGraphSampler } from '../run-figures/zone-graph-sampler.ts';
import type { NightPlan } from '../zone-graph/night-plan.ts';
import { AgentPeople } from './agent-people.ts';
import type { RehearsedPeople } from './rehearsed-people.ts';
import { ZoneGraphPeople } from './zone-graph-people.ts';

/** The zone graph's constants stand in its code: this is raised with every change of them. */
const ZONE_GRAPH_PARAMETERS = '00000000000001';
/** The simulator's step for results. */
const AGENTS_DT_S = 0.05;

/** What figures are of. */
export interface NightFiguresPlan {
  readonly run: RunName;
  readonly ground: Ground;
  readonly script: NightScript;
  readonly night: NightPlan;
  readonly people: RehearsedPeople;
  readonly seed: number;
  /** What `save` gave at this very second of the night. */
  readonly saved: string | undefined;
}

/** The figures of a rehearsed night while it goes on. */
export class NightFigures {
  readonly #collector: RunCollector;
  readonly #sampler: RunSampler | undefined;

  constructor(plan: NightFiguresPlan) {
    const { ground, script, run, seed, people } = plan;
    const isAgents = people instanceof AgentPeople;
    const identity = runIdentity({
      ...run,
      plan: { site: ground.site, script, orders: [], widths: [] },
      model: isAgents ? 'agents' : 'zoneGraph',
      seed,
      parametersHash: isAgents ? parametersHash(AGENT_PARAMETERS) : ZONE_GRAPH_PARAMETERS,
      dtS: isAgents ? AGENTS_DT_S : 1,
    });
    const options = { ground, script, identity };
    this.#collector =
      plan.saved === undefined
        ? new RunCollector(options)
        : RunCollector.restore(options, plan.saved);
    this.#sampler = samplerOf(plan);
    this.look();
  }

  /** Looks at the people after each second's step. */
  look(): void {
    if (this.#sampler) this.#collector.add(this.#sampler.sample());
  }

  noteOrder(at: Millis, { checkpoint, mode, meteredPerMinLane }: CheckpointCommand): void {
    this.#collector.noteOrder(at, `checkpoint.${checkpoint}.mode=${mode}`);
    if (meteredPerMinLane === undefined) return;
    const rate = `checkpoint.${checkpoint}.meteredPerMinLane=${meteredPerMinLane}`;
    this.#collector.noteOrder(at, rate);
  }

  read(complete: boolean): RunFigures {
    return this.#collector.figures(complete);
  }

  save(): string {
    return this.#collector.save();
  }
}

function samplerOf({ people, ground, night }: NightFiguresPlan): RunSampler | undefined {
  if (people instanceof AgentPeople) return new AgentSampler(people.night);
  if (people instanceof ZoneGraphPeople) {
    return new ZoneGraphSampler(ground, people.crowd, night.pulls);
  }
  return undefined;
}
