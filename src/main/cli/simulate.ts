import { openSimulation } from '../../workers/kernels/agents/open-simulation.ts';
import type { Simulation } from '../../workers/kernels/agents/simulation.ts';
import { DestinationTally } from './scenario-files/destination-tally.ts';
import { openTrajectories } from './scenario-files/output-file.ts';
import { readScenarioFile } from './scenario-files/read-scenario-file.ts';
import { isMultipleOf, runScenario } from './scenario-files/run-scenario.ts';
import { runSummary, summaryText } from './scenario-files/run-summary.ts';
import { readSavedState, type SavedState, writeSavedState } from './scenario-files/saved-state.ts';
import type { ScenarioFile } from './scenario-files/scenario-file.ts';
import type { TrajectoryWriter } from './scenario-files/trajectory-writer.ts';
import type { SimulateOptions } from './simulate-options.ts';
import { SimulationProgress } from './simulation-progress.ts';

const DEFAULT_SEED = 1;
const DEFAULT_DT_S = 0.05;
/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** An expected failure, said in one line. */
class Refusal extends Error {}

/**
 * Runs a scenario and writes what was asked for. Resolves to the exit code: 0 when the run ended, 1 when it could
 * not be run or written, 130 when Ctrl-C stopped it; what was written by then is whole files.
 */
export async function simulate(options: SimulateOptions): Promise<number> {
  const stop = new AbortController();
  // A launcher may hand the same Ctrl-C on a second time: it asks for nothing more.
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  try {
    return await simulateUntil(options, stop.signal);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`anlan simulate: ${what}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, error: what })}\n`);
    return 1;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

async function simulateUntil(options: SimulateOptions, stop: AbortSignal): Promise<number> {
  const read = orRefuse(await readScenarioFile(options.file, options.people));
  const saved =
    options.from === undefined
      ? undefined
      : orRefuse(await readSavedState(options.from, read.scenario));
  const simulation = await open(options, read, saved);
  try {
    const { everyS, outputs } = options;
    const writers = orRefuse(await openTrajectories(outputs, read.scenario, everyS));
    const tally = new DestinationTally(read.scenario, simulation.options.dtS);
    const untilS = options.untilS ?? read.scenario.durationS;
    const fromS = simulation.timeS;
    const progress = new SimulationProgress(process.stderr, simulation, untilS);
    const began = performance.now();
    await writingTo(writers, () =>
      runScenario(simulation, {
        untilS,
        everyS,
        writers,
        tally,
        stop,
        onProgress: (run) => progress.show(run),
      }),
    );
    const wallS = (performance.now() - began) / 1_000;
    progress.end();
    for (const { file, kind } of outputs) {
      if (kind === 'state') await writeSavedState(file, simulation);
    }
    const interrupted = stop.aborted;
    const summary = runSummary(read, simulation, { tally, wallS, fromS, interrupted, outputs });
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
    return interrupted ? INTERRUPTED : 0;
  } finally {
    await simulation.close();
  }
}

async function open(
  options: SimulateOptions,
  read: ScenarioFile,
  saved: SavedState | undefined,
): Promise<Simulation> {
  const seed = options.seed ?? saved?.seed ?? read.seed ?? DEFAULT_SEED;
  const dtS = options.dtS ?? saved?.dtS ?? DEFAULT_DT_S;
  if (saved && (seed !== saved.seed || dtS !== saved.dtS)) {
    throw new Refusal(
      `${options.from}: was saved with seed ${saved.seed} and step ${saved.dtS} s; leave out --seed and --dt`,
    );
  }
  if (!isMultipleOf(options.everyS, dtS)) {
    throw new Refusal(`--every ${options.everyS} is no multiple of the step of ${dtS} s`);
  }
  const { threads, kernel } = options;
  return await openSimulation(read.scenario, { seed, threads, dtS, kernel }, saved?.bytes);
}

/** Whole files whether the run ends or is stopped; none when it fails. */
async function writingTo(
  writers: readonly TrajectoryWriter[],
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
    for (const writer of writers) await writer.finish();
  } catch (error) {
    for (const writer of writers) await writer.discard().catch(() => undefined);
    throw error;
  }
}

function orRefuse<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string },
): T {
  if (!result.ok) throw new Refusal(result.error);
  return result.value;
}
