import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import { type ScalarFigure, scalarFigures } from '../../../domain/rehearsal/scalar-figures.ts';
import { type Spread, spreadOf } from '../../../domain/rehearsal/spread-of.ts';

/** A sweep in figures: mean, standard deviation and 95 % interval of each over the seeds. */
export interface SweepSummary {
  readonly format: 'anlan-sweep';
  readonly version: 1;
  readonly plan: RunFigures['run']['plan'];
  readonly model: string;
  readonly changes: readonly string[];
  readonly planHash: string;
  readonly parametersHash: string;
  readonly span: { readonly from: number; readonly until: number };
  readonly seeds: readonly number[];
  /** Seeds that were asked for and gave no result, and why. */
  readonly failed: readonly { readonly seed: number; readonly error: string }[];
  readonly figures: readonly ({
    readonly key: string;
    readonly unit: ScalarFigure['unit'];
  } & Spread)[];
}

/** Sums up the runs of one plan; they must be of one plan, model and span. Undefined without a run. */
export function sweepSummary(
  runs: readonly RunFigures[],
  failed: SweepSummary['failed'],
): SweepSummary | undefined {
  const [first] = runs;
  if (first === undefined) return undefined;
  const units = new Map<string, ScalarFigure['unit']>();
  const byRun = runs.map((run) => {
    const figures = scalarFigures(run);
    for (const { key, unit } of figures) units.set(key, unit);
    return new Map(figures.map(({ key, value }) => [key, value]));
  });
  const { plan, model, changes, planHash, parametersHash } = first.run;
  return {
    format: 'anlan-sweep',
    version: 1,
    plan,
    model,
    changes,
    planHash,
    parametersHash,
    span: { from: first.span.from, until: first.span.until },
    seeds: runs.map(({ run }) => run.seed),
    failed,
    figures: [...units].flatMap(([key, unit]) => {
      const spread = spreadOf(byRun.map((values) => values.get(key)));
      return spread === undefined ? [] : [{ key, unit, ...spread }];
    }),
  };
}

/** The summary as a table; what is not known is empty. */
export function summaryTable({ figures }: SweepSummary): string {
  const cell = (value: number | undefined) => (value === undefined ? '' : String(value));
  const rows = figures.map(({ key, unit, runs, missing, mean, sd, low, high, least, most }) =>
    [key, unit, runs, missing, mean, cell(sd), cell(low), cell(high), least, most].join(','),
  );
  return `figure,unit,runs,missing,mean,sd,low95,high95,least,most\n${rows.join('\n')}\n`;
}
