import { type AgentParameters, parametersHash } from '../agents/agent-parameters.ts';
import type { SeedResult } from './run-test.ts';
import type { LocalText, VerificationTest } from './verification-test.ts';

/** What a figure was over the seeds. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
  /** Seeds in which the figure does not exist, a time for instance when not everybody arrived. */
  readonly missing: number;
}

/** One test over all seeds, as `anlan verify --json` prints it. */
export interface TestReport {
  readonly id: string;
  readonly title: LocalText;
  readonly criterion: LocalText;
  readonly measured: Readonly<Record<string, Spread>>;
  readonly pass: boolean;
  readonly seeds: readonly {
    readonly seed: number;
    readonly pass: boolean;
    readonly figures: Readonly<Record<string, number>>;
    readonly error?: string;
  }[];
}

export interface VerificationReport {
  readonly tests: readonly TestReport[];
  readonly passed: number;
  readonly failed: number;
  /** Studies are shown and not judged: no `pass` counts. */
  readonly studies: readonly TestReport[];
  /** Checks of the account of people over all runs. */
  readonly conservation: { readonly checks: number; readonly breaches: number };
  readonly parameters: { readonly hash: string; readonly values: Partial<AgentParameters> };
}

/** Puts the results together; a parameter set that differs between runs fails every test it touched. */
export function buildReport(
  tests: readonly VerificationTest[],
  results: readonly SeedResult[],
): VerificationReport {
  const parameters = results.find((result) => result.parameters)?.parameters;
  const hash = parameters ? parametersHash(parameters) : '';
  const reports = tests.map((test) => ({ test, report: reportOf(test, results, hash) }));
  const judged = reports.filter(({ test }) => test.kind === 'test').map(({ report }) => report);
  const passed = judged.filter(({ pass }) => pass).length;
  return {
    tests: judged,
    passed,
    failed: judged.length - passed,
    studies: reports.filter(({ test }) => test.kind === 'study').map(({ report }) => report),
    conservation: {
      checks: results.reduce((sum, { checks }) => sum + checks, 0),
      breaches: results.reduce((sum, { breaches }) => sum + breaches, 0),
    },
    parameters: { hash, values: parameters ?? {} },
  };
}

function reportOf(
  test: VerificationTest,
  results: readonly SeedResult[],
  hash: string,
): TestReport {
  const { id, title, criterion } = test;
  const own = results.filter((result) => result.id === id).sort((a, b) => a.seed - b.seed);
  const names = new Set(own.flatMap(({ measured }) => Object.keys(measured.figures)));
  const sameSet = own.every(
    ({ parameters }) => parameters === undefined || parametersHash(parameters) === hash,
  );
  const together = test.together?.(own.map(({ measured }) => measured)) ?? {};
  return {
    id,
    title,
    criterion,
    measured: Object.fromEntries([
      ...[...names].map((name) => [
        name,
        spreadOf(own.map(({ measured }) => measured.figures[name])),
      ]),
      ...Object.entries(together).map(([name, value]) => [name, spreadOf([value])]),
    ]),
    pass: own.length > 0 && sameSet && own.every(({ pass }) => pass),
    seeds: own.map(({ seed, pass, measured, error }) => ({
      seed,
      pass,
      figures: measured.figures,
      ...(error !== undefined && { error }),
    })),
  };
}

function spreadOf(values: readonly (number | undefined)[]): Spread {
  const known = values.flatMap((value) => (Number.isFinite(value) ? [value ?? 0] : []));
  const sorted = known.sort((a, b) => a - b);
  const at = (k: number) => sorted[k] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    least: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    most: at(sorted.length - 1),
    missing: values.length - sorted.length,
  };
}
