import { parametersHash } from '../../../workers/kernels/agents/agent-parameters.ts';
import type { Simulation } from '../../../workers/kernels/agents/simulation.ts';
import type { DestinationTally } from './destination-tally.ts';
import type { OutputFile } from './output-file.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** What a run came to, as `--json` prints it. */
export type RunSummary = ReturnType<typeof runSummary>;

/** Figures of a run that is over or was stopped; `null` stands for a value there is none of. */
export function runSummary(
  read: ScenarioFile,
  simulation: Simulation,
  run: {
    readonly tally: DestinationTally;
    readonly wallS: number;
    /** Where this part of the run began. */
    readonly fromS: number;
    readonly interrupted: boolean;
    readonly outputs: readonly OutputFile[];
  },
) {
  const { options, account, timeS } = simulation;
  return {
    ok: true,
    interrupted: run.interrupted,
    scenario: read.scenario.name,
    format: read.format,
    notes: read.notes,
    seed: options.seed,
    threads: options.threads,
    kernel: options.kernel,
    dtS: options.dtS,
    fromS: tidy(run.fromS),
    timeS: tidy(timeS),
    steps: simulation.step,
    entered: account.entered,
    left: account.left,
    onGround: account.onGround,
    waitingOutside: account.waitingOutside,
    lastExitS: run.tally.lastExitS ?? null,
    destinations: run.tally.figures().map(({ firstS, lastS, flowPerS, ...rest }) => ({
      ...rest,
      firstS: firstS ?? null,
      lastS: lastS ?? null,
      flowPerS: flowPerS === undefined ? null : tidy(flowPerS),
    })),
    wallS: tidy(run.wallS),
    timesRealTime: run.wallS > 0 ? tidy((timeS - run.fromS) / run.wallS) : null,
    stateHash: simulation.hash(),
    parametersHash: parametersHash(options.parameters),
    files: run.outputs.map(({ file }) => file),
  };
}

/** The summary as lines for a person. */
export function summaryText(summary: RunSummary): string {
  const { destinations, notes } = summary;
  const width = Math.max(...destinations.map(({ id }) => id.length));
  const lines = [
    `${summary.scenario} (${summary.format}), seed ${summary.seed}, step ${summary.dtS} s, ${summary.threads} thread(s)`,
    ...notes.map((note) => `  note: ${note}`),
    `${summary.interrupted ? 'stopped' : 'ended'} at ${summary.timeS} s after ${summary.wallS} s, ${summary.timesRealTime ?? '—'} × real time`,
    `${summary.entered} entered, ${summary.left} left, ${summary.onGround} on the ground, ${summary.waitingOutside} waiting outside`,
    summary.lastExitS === null ? 'nobody left' : `the last person left at ${summary.lastExitS} s`,
    ...destinations.map(
      ({ id, kind, people, flowPerS }) =>
        `  ${id.padEnd(width)}  ${people} ${kind === 'exit' ? 'left' : 'passed'}${flowPerS === null ? '' : `, ${flowPerS.toFixed(2)} people/s`}`,
    ),
    `state ${summary.stateHash}, parameters ${summary.parametersHash}`,
    ...summary.files.map((file) => `wrote ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
