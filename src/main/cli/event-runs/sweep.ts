import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import type { RunsFolder } from '../../hub/runs/runs-folder.ts';

const PROGRAM = fileURLToPath(new URL('../anlan.mjs', import.meta.url));
/** Of what a failed process said, so much is repeated. */
const LAST_WORDS = 400;

/** What became of a seed. */
export type SeedOutcome =
  | { readonly seed: number; readonly figures: RunFigures; readonly earlier: boolean }
  | { readonly seed: number; readonly error: string };

/**
 * Runs each seed as a process of its own, `jobs` at a time. A seed with a whole result of the same plan and span is
 * not run again; one that fails is told and does not end the others.
 *
 * @param isWanted whether a result that is already there is of what was asked for
 */
export async function runSeeds(sweep: {
  readonly seeds: readonly number[];
  readonly jobs: number;
  readonly folder: RunsFolder;
  /** The words of the command line without seeds, jobs and json. */
  readonly words: readonly string[];
  readonly stop: AbortSignal;
  isWanted(figures: RunFigures): boolean;
  onOutcome(outcome: SeedOutcome): void;
}): Promise<readonly SeedOutcome[]> {
  const queue = [...sweep.seeds];
  const outcomes = new Map<number, SeedOutcome>();
  const work = async (): Promise<void> => {
    for (let seed = queue.shift(); seed !== undefined; seed = queue.shift()) {
      if (sweep.stop.aborted) return;
      const outcome = await oneSeed(seed, sweep);
      outcomes.set(seed, outcome);
      sweep.onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(sweep.jobs, queue.length) }, work));
  return sweep.seeds.flatMap((seed) => outcomes.get(seed) ?? []);
}

async function oneSeed(
  seed: number,
  { folder, words, stop, isWanted }: Parameters<typeof runSeeds>[0],
): Promise<SeedOutcome> {
  const id = `seed-${seed}`;
  const before = await folder.read(id);
  if (before.ok && before.value.span.complete && isWanted(before.value)) {
    return { seed, figures: before.value, earlier: true };
  }
  const failure = await runProcess([...words, '--seed', String(seed)], stop);
  if (failure !== undefined) return { seed, error: failure };
  const after = await folder.read(id);
  if (!after.ok) return { seed, error: after.error };
  return { seed, figures: after.value, earlier: false };
}

/** Runs `anlan simulate` with these words; resolves to what went wrong. */
async function runProcess(
  words: readonly string[],
  stop: AbortSignal,
): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, 'simulate', ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      said = (said + text).slice(-LAST_WORDS);
    });
    const onStop = () => child.kill('SIGINT');
    stop.addEventListener('abort', onStop);
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      stop.removeEventListener('abort', onStop);
      if (code === 0) resolve(undefined);
      else resolve(said.trim() || `ended with ${signal ?? `code ${code}`}`);
    });
  });
}
