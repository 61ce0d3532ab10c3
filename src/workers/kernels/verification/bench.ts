import { invariant } from '../../../domain/base/assert.ts';
import { type ScenarioInput, scenarioSchema } from '../../../domain/scenario/scenario.ts';
import type { AgentParameters } from '../agents/agent-parameters.ts';
import type { AgentColumns, OpenSimulation, Simulation } from '../agents/simulation.ts';

/** How a scenario is played. */
export interface PlayPlan {
  /** Longest time; a run ends before it when everybody expected has left. */
  readonly untilS: number;
  /** How many people will appear in all; absent: the run goes on to `untilS`. */
  readonly expected?: number;
  /** Steps between two calls of `sample`; default 2, which is 0.1 s. */
  readonly everySteps?: number;
  /** Looks at the people; `agents` is valid during the call alone. Returning 'stop' ends the run. */
  readonly sample?: (agents: AgentColumns, timeS: number) => unknown;
  /** Ends the run as stalled when people are there and nobody left for so long. */
  readonly stalledAfterS?: number;
  /** Default 0.05, the step for results. */
  readonly dtS?: number;
  /** For studies alone: another parameter set. */
  readonly parameters?: AgentParameters;
  /** Called once when the run is open. */
  readonly onOpen?: (simulation: Simulation) => void;
}

/** Somebody who left the scenario. */
export interface Departure {
  readonly agent: number;
  readonly timeS: number;
  /** Id of the destination. */
  readonly destination: string;
}

export interface Played {
  /** Time at which the run ended. */
  readonly endS: number;
  readonly stalled: boolean;
  /** Group index by agent, in the order of entry. */
  readonly entered: ReadonlyMap<number, number>;
  /** When each agent took the first step, by the simulator's word. */
  readonly startedS: ReadonlyMap<number, number>;
  /** In the order of leaving. */
  readonly left: readonly Departure[];
  readonly rerouted: number;
  /** People on the ground or still outside at the end. */
  readonly remaining: number;
}

/** Checks of the account of people, over everything a bench has played. */
export interface ConservationTally {
  checks: number;
  breaches: number;
}

interface Log {
  readonly entered: Map<number, number>;
  readonly startedS: Map<number, number>;
  readonly left: Departure[];
  rerouted: number;
}

/** Plays scenarios with one seed and watches that people are conserved and that one parameter set serves all. */
export class Bench {
  readonly seed: number;
  readonly conservation: ConservationTally = { checks: 0, breaches: 0 };
  /** The set every judged run had; undefined before the first. */
  parameters: AgentParameters | undefined;
  private readonly open: OpenSimulation;

  constructor(seed: number, open: OpenSimulation) {
    this.seed = seed;
    this.open = open;
  }

  async play(input: ScenarioInput, plan: PlayPlan): Promise<Played> {
    const scenario = scenarioSchema.parse(input);
    const simulation = await this.open(scenario, {
      seed: this.seed,
      dtS: plan.dtS ?? 0.05,
      ...(plan.parameters && { parameters: plan.parameters }),
    });
    try {
      if (!plan.parameters) this.takeParameters(simulation.options.parameters);
      plan.onOpen?.(simulation);
      return await this.follow(simulation, plan);
    } finally {
      await simulation.close();
    }
  }

  private async follow(simulation: Simulation, plan: PlayPlan): Promise<Played> {
    const log: Log = { entered: new Map(), startedS: new Map(), left: [], rerouted: 0 };
    let lastDepartureS = 0;
    let stopped: unknown;
    let stalled = false;
    while (simulation.timeS < plan.untilS - 1e-9 && stopped !== 'stop' && !stalled) {
      await simulation.advance(plan.everySteps ?? 2);
      const before = log.left.length;
      readEvents(simulation, log);
      this.checkAccount(simulation, log);
      if (log.left.length > before) lastDepartureS = simulation.timeS;
      stopped = plan.sample?.(simulation.agents, simulation.timeS);
      if (log.left.length === plan.expected) break;
      stalled =
        simulation.timeS - lastDepartureS > (plan.stalledAfterS ?? Number.POSITIVE_INFINITY);
    }
    const { onGround, waitingOutside } = simulation.account;
    return { ...log, endS: simulation.timeS, stalled, remaining: onGround + waitingOutside };
  }

  /** entered = on the ground + left, by the account, by the events and by the columns alike. */
  private checkAccount({ account, agents }: Simulation, log: Log): void {
    this.conservation.checks += 1;
    const kept =
      account.entered === account.onGround + account.left &&
      account.onGround === agents.count &&
      account.entered === log.entered.size &&
      account.left === log.left.length;
    if (!kept) this.conservation.breaches += 1;
  }

  private takeParameters(parameters: AgentParameters): void {
    this.parameters ??= parameters;
    invariant(
      JSON.stringify(this.parameters) === JSON.stringify(parameters),
      'one parameter set serves all tests',
    );
  }
}

function readEvents(simulation: Simulation, log: Log): void {
  const { dtS } = simulation.options;
  for (const event of simulation.takeEvents()) {
    const timeS = event.step * dtS;
    if (event.kind === 'entered') log.entered.set(event.agent, event.group);
    else if (event.kind === 'started') log.startedS.set(event.agent, timeS);
    else if (event.kind === 'rerouted') log.rerouted += 1;
    else if (event.kind === 'left') {
      const destination = simulation.scenario.destinations[event.destination]?.id ?? '';
      log.left.push({ agent: event.agent, timeS, destination });
    }
  }
}
