import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';

/** In what runs of one group may differ that should differ in their seed alone. */
export type Unlike = 'spans' | 'models' | 'plans';

/** In what the runs of a group differ besides the seed: a mean over such runs is of no one layout. */
export function unlikeRuns(runs: readonly RunFigures[]): readonly Unlike[] {
  const differ = (of: (run: RunFigures) => unknown) =>
    new Set(runs.map((run) => JSON.stringify(of(run)))).size > 1;
  const kinds: readonly Unlike[] = ['spans', 'models', 'plans'];
  const differs: Record<Unlike, boolean> = {
    spans: differ(({ span }) => [span.from, span.until]),
    models: differ(({ run }) => [run.model, run.parametersHash, run.dtS]),
    plans: differ(({ run }) => [run.planHash, run.only ?? [], run.orders]),
  };
  return kinds.filter((kind) => differs[kind]);
}
