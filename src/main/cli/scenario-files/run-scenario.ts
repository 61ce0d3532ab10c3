import type { Scenario } from '../../../domain/scenario/scenario.ts';
import type { Simulation } from '../../../workers/kernels/agents/simulation.ts';
import type { DestinationTally } from './destination-tally.ts';
import type { TrajectoryWriter } from './trajectory-writer.ts';

/** How a run goes. */
export interface RunOptions {
  readonly untilS: number;
  /** Scenario seconds between two frames; a multiple of the step. */
  readonly everyS: number;
  readonly writers: readonly TrajectoryWriter[];
  readonly tally: DestinationTally;
  /** Aborted by Ctrl-C: the run ends after the step at hand. */
  readonly stop: AbortSignal;
  /** Told after each frame's span. */
  onProgress(simulation: Simulation): void;
}

/**
 * Runs until the time is over, everybody has left, or it is stopped; writes a frame whenever the time is a multiple
 * of `everyS`, so that a continued run goes on with the frames of the one before.
 */
export async function runScenario(simulation: Simulation, options: RunOptions): Promise<void> {
  const { dtS } = simulation.options;
  const stepsPerFrame = Math.max(1, Math.round(options.everyS / dtS));
  const lastStep = Math.ceil(options.untilS / dtS - 1e-9);
  const nobodyComesAfterS = lastArrivalS(simulation.scenario);
  await writeFrame(simulation, stepsPerFrame, options);
  while (simulation.step < lastStep && !options.stop.aborted) {
    const toFrame = stepsPerFrame - (simulation.step % stepsPerFrame);
    await simulation.advance(Math.min(toFrame, lastStep - simulation.step));
    options.tally.add(simulation.takeEvents());
    await writeFrame(simulation, stepsPerFrame, options);
    options.onProgress(simulation);
    const { onGround, waitingOutside } = simulation.account;
    if (onGround + waitingOutside === 0 && simulation.timeS > nobodyComesAfterS) return;
  }
}

/** Whether --every fits the step: frames lie on steps. */
export function isMultipleOf(everyS: number, dtS: number): boolean {
  const steps = everyS / dtS;
  return steps >= 1 - 1e-6 && Math.abs(steps - Math.round(steps)) < 1e-6;
}

async function writeFrame(
  simulation: Simulation,
  stepsPerFrame: number,
  { writers }: RunOptions,
): Promise<void> {
  const { step, timeS, scenario, agents } = simulation;
  if (step % stepsPerFrame !== 0) return;
  const closedDoors = closedDoorsAt(scenario, timeS);
  for (const writer of writers) {
    await writer.write({ frame: step / stepsPerFrame, timeS, closedDoors, agents });
  }
}

/** Doors that the scenario closes at this time. */
function closedDoorsAt({ doors }: Scenario, timeS: number): readonly string[] {
  return doors
    .filter(({ closed }) =>
      closed.some(({ fromS, untilS = Infinity }) => timeS >= fromS && timeS < untilS),
    )
    .map(({ id }) => id);
}

/** After this nobody appears any more; a second more than the last knot, for what was rounded. */
function lastArrivalS({ groups }: Scenario): number {
  return groups.reduce((latest, { people }) => {
    if (people.kind !== 'arrivals') return latest;
    return Math.max(latest, (people.curve.at(-1)?.atS ?? 0) + 1);
  }, 0);
}
