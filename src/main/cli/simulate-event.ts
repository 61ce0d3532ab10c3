import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { nightClock } from '../../domain/plan/night-script.ts';
import type { ChangedPlan } from '../../domain/rehearsal/changed-plan.ts';
import { figureFiles } from '../../domain/rehearsal/figure-files.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { runIdentity } from '../../domain/rehearsal/run-identity.ts';
import { runSummary } from '../../domain/rehearsal/run-summary.ts';
import { scenarioPlan } from '../hub/rehearsal/scenario-plan.ts';
import { RunsFolder } from '../hub/runs/runs-folder.ts';
import type { EventRunOptions } from './event-run-options.ts';
import { loadPlan } from './event-runs/load-plan.ts';
import { modelHash } from './event-runs/night-model.ts';
import { RunProgress } from './event-runs/run-progress.ts';
import { runSeed, spanOf } from './event-runs/run-seed.ts';
import { runText } from './event-runs/run-text.ts';
import { runSeeds, type SeedOutcome } from './event-runs/sweep.ts';
import { summaryTable, sweepSummary } from './event-runs/sweep-summary.ts';

/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** An expected failure, said in one line. */
class Refusal extends Error {}

/** A plan with its changes, those of the scenario first. */
type PlanToRun = ChangedPlan & { readonly changes: readonly string[] };

interface Asked {
  readonly options: EventRunOptions;
  readonly plan: PlanToRun;
  readonly span: { readonly fromSecond: number; readonly untilSecond: number };
  readonly stop: AbortSignal;
}

/**
 * Runs the night of an event, one seed here or several as processes of their own, and writes their figures. Resolves to
 * the exit code: 0 when all ran, 1 when one could not, 130 when Ctrl-C stopped it.
 */
export async function simulateEvent(options: EventRunOptions): Promise<number> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  try {
    const plan = await planOf(options);
    const span = spanOf(plan, options);
    if (typeof span === 'string') throw new Refusal(span);
    const asked = { options, plan, span, stop: stop.signal };
    const seeds = options.seeds ?? [plan.script.seed];
    const [seed] = seeds;
    if (seeds.length === 1 && seed !== undefined) return await single(asked, seed);
    if (options.out === undefined) throw new Refusal('several seeds need --out FOLDER');
    return await several(asked, seeds, new RunsFolder(options.out));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`anlan simulate: ${what}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, error: what })}\n`);
    return 1;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

async function planOf({
  event,
  model,
  scenario,
  changes,
  only,
}: EventRunOptions): Promise<PlanToRun> {
  const plan = await loadPlan(event);
  if (!plan.ok) throw new Refusal(plan.error);
  const changed = scenarioPlan(plan.value, scenario, changes, model);
  if (!changed.ok) throw new Refusal(changed.error);
  const zones = changed.value.script.zones.map(({ zone }) => zone);
  for (const zone of only) {
    if (!zones.includes(zone)) {
      throw new Refusal(
        `--only ${zone}: nobody of the script goes there, only to ${zones.join(', ')}`,
      );
    }
  }
  return changed.value;
}

async function single({ options, plan, span, stop }: Asked, seed: number): Promise<number> {
  const progress = new RunProgress(process.stderr);
  const began = performance.now();
  const figures = await runSeed(plan, options, seed, span, {
    stop,
    onProgress: (now) => progress.show(now),
  });
  progress.end();
  const wallS = Math.round((performance.now() - began) / 100) / 10;
  const files = options.out === undefined ? [] : await writeRun(options.out, figures, plan);
  const summary = { ok: true, wallS, files, ...runSummary(figures, 'simulate') };
  process.stdout.write(
    options.json ? `${JSON.stringify(summary)}\n` : runText(figures, plan.script, wallS, files),
  );
  return stop.aborted ? INTERRUPTED : 0;
}

/** The tables and the map first, the result last: a result that is there is whole. */
async function writeRun(
  out: string,
  figures: RunFigures,
  { site }: ChangedPlan,
): Promise<readonly string[]> {
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const { ending, text } of figureFiles(figures, site)) {
    files.push(await writeWhole(path.join(out, `${figures.run.id}${ending}`), text));
  }
  return files;
}

async function several(
  asked: Asked,
  seeds: readonly number[],
  folder: RunsFolder,
): Promise<number> {
  const { options, plan, span, stop } = asked;
  const { startsAt } = nightClock(plan.script);
  const identity = runIdentity({
    id: 'sweep',
    label: '',
    plan,
    changes: plan.changes,
    model: options.model,
    seed: 0,
    parametersHash: modelHash(options.model),
    dtS: options.dtS,
  });
  const outcomes = await runSeeds({
    seeds,
    jobs: options.jobs,
    folder,
    words: wordsOf(options),
    stop,
    isWanted: ({ run, span: had }) =>
      run.planHash === identity.planHash &&
      run.model === options.model &&
      run.parametersHash === identity.parametersHash &&
      JSON.stringify(run.only ?? []) === JSON.stringify(options.only) &&
      (run.model !== 'agents' || run.dtS === options.dtS) &&
      had.from === startsAt + span.fromSecond * 1_000 &&
      had.until ===
        startsAt +
          Math.floor((span.untilSecond - span.fromSecond) / 60) * 60_000 +
          span.fromSecond * 1_000,
    onOutcome: (outcome) => process.stderr.write(`${outcomeText(outcome)}\n`),
  });
  return await summedUp(asked, outcomes, folder);
}

async function summedUp(
  { options, stop }: Asked,
  outcomes: readonly SeedOutcome[],
  folder: RunsFolder,
): Promise<number> {
  const runs = outcomes.flatMap((outcome) => ('figures' in outcome ? [outcome.figures] : []));
  const failed = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome] : []));
  const summary = sweepSummary(runs, failed);
  if (summary === undefined) throw new Refusal(`no seed gave a result: ${failed[0]?.error ?? ''}`);
  const json = path.join(folder.folder, 'summary.json');
  const csv = path.join(folder.folder, 'summary.csv');
  await writeWhole(json, `${JSON.stringify(summary)}\n`);
  await writeWhole(csv, summaryTable(summary));
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ok: failed.length === 0, ...summary, files: [json, csv] })}\n`
      : `${runs.length} seeds summed up, ${failed.length} failed\nwrote ${json}\nwrote ${csv}\n`,
  );
  if (stop.aborted) return INTERRUPTED;
  return failed.length === 0 ? 0 : 1;
}

/** The command line of one seed of a sweep, without the seed. */
function wordsOf(options: EventRunOptions): readonly string[] {
  const { event, model, scenario, changes, from, until, out, threads, only, dtS } = options;
  return [
    ...['--event', event, '--model', model, '--threads', String(threads), '--dt', String(dtS)],
    ...(scenario === undefined ? [] : ['--scenario', scenario]),
    ...(out === undefined ? [] : ['--out', out]),
    ...(from === undefined ? [] : ['--from', from]),
    ...(until === undefined ? [] : ['--until', until]),
    ...only.flatMap((zone) => ['--only', zone]),
    ...changes.flatMap((change) => ['--set', change]),
  ];
}

function outcomeText(outcome: SeedOutcome): string {
  if ('error' in outcome) return `seed ${outcome.seed}: failed: ${outcome.error}`;
  const { area } = outcome.figures;
  const peak = Math.round(area.peak.people);
  return `seed ${outcome.seed}: ${outcome.earlier ? 'was there' : 'done'}, peak ${peak} people`;
}

async function writeWhole(file: string, text: string): Promise<string> {
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, text);
  await rename(partial, file);
  return file;
}
