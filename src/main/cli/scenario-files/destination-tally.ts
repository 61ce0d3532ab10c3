import type { Scenario } from '../../../domain/scenario/scenario.ts';
import type { AgentEvent } from '../../../workers/kernels/agents/simulation.ts';

/** People at one destination during a run. */
export interface DestinationFigures {
  readonly id: string;
  readonly kind: 'exit' | 'waypoint';
  /** Who left by the exit, or reached the waypoint. */
  readonly people: number;
  readonly firstS: number | undefined;
  readonly lastS: number | undefined;
  /** (people - 1) / (last - first), people per second; undefined for fewer than two. */
  readonly flowPerS: number | undefined;
}

/** Counts people at destinations from the simulator's events. */
export class DestinationTally {
  readonly #scenario: Scenario;
  readonly #dtS: number;
  readonly #counts: { people: number; firstS: number | undefined; lastS: number | undefined }[];

  constructor(scenario: Scenario, dtS: number) {
    this.#scenario = scenario;
    this.#dtS = dtS;
    this.#counts = scenario.destinations.map(() => ({
      people: 0,
      firstS: undefined,
      lastS: undefined,
    }));
  }

  add(events: readonly AgentEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'left' && event.kind !== 'reached') continue;
      const destination = this.#scenario.destinations[event.destination];
      // An exit is told as reached and left: once is enough.
      if (destination?.kind !== (event.kind === 'left' ? 'exit' : 'waypoint')) continue;
      const count = this.#counts[event.destination];
      if (count === undefined) continue;
      const atS = Math.round(event.step * this.#dtS * 1e6) / 1e6;
      count.people += 1;
      count.firstS ??= atS;
      count.lastS = atS;
    }
  }

  /** When the last person left, in scenario seconds. */
  get lastExitS(): number | undefined {
    const lasts = this.figures().flatMap(({ kind, lastS }) =>
      kind === 'exit' && lastS !== undefined ? [lastS] : [],
    );
    return lasts.length === 0 ? undefined : Math.max(...lasts);
  }

  figures(): readonly DestinationFigures[] {
    return this.#scenario.destinations.map(({ id, kind }, i) => {
      const { people = 0, firstS, lastS } = this.#counts[i] ?? {};
      const spanS = firstS === undefined || lastS === undefined ? 0 : lastS - firstS;
      const flowPerS = spanS > 0 ? (people - 1) / spanS : undefined;
      return { id, kind, people, firstS, lastS, flowPerS };
    });
  }
}
