import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';

/** What makes a group's figures other than of whole runs that differ in their seed alone. */
export type Unlike = 'spans' | 'models' | 'plans' | 'unfinished';

/** In what the runs of a group differ besides the seed, and whether one of them was stopped before its end. */
export function unlikeRuns(runs: readonly RunFigures[]): readonly Unlike[] {
  const differ = (of: (run: RunFigures) => unknown) =>
    new Set(runs.map((run) => JSON.stringify(of(run)))).size > 1;
  const kinds: readonly Unlike[] = ['spans', 'models', 'plans', 'unfinished'];
  const differs: Record<Unlike, boolean> = {
    spans: differ(({ span }) => [span.from, span.until]),
    models: differ(({ run }) => [run.model, run.parametersHash, run.dtS]),
    plans: differ(({ run }) => [run.planHash, run.only ?? [], run.orders]),
    unfinished: runs.some(({ span }) => !span.complete),
  };
  return kinds.filter((kind) => differs[kind]);
}
