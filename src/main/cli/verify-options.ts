import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { allTests } from '../../workers/kernels/verification/all-tests.ts';

/** What `anlan verify` was asked for. */
export interface VerifyOptions {
  /** Ids of the tests and studies to run, in the standards' order. */
  readonly ids: readonly string[];
  readonly seeds: readonly number[];
  readonly threads: number;
  readonly json: boolean;
  /** Where the page goes; undefined: nowhere. */
  readonly out: string | undefined;
}

const DEFAULT_OUT = 'docs/verification';
const DEFAULT_SEEDS = 5;

export const VERIFY_USAGE = `anlan verify [options]
  --only ID,…           these tests alone (rimea-4, nist-2.8, …); then nothing is written without --out
  --seeds N             how many seeds each (default ${DEFAULT_SEEDS}); fewer or more write nothing without --out
  --threads N           tests at the same time (default: as many as the machine has cores)
  --out DIR             where the page with its plots goes (default: ${DEFAULT_OUT})
  --json                print one JSON object at the end`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readVerifyOptions(words: readonly string[]): VerifyOptions | string {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        only: { type: 'string' },
        seeds: { type: 'string', default: String(DEFAULT_SEEDS) },
        threads: { type: 'string', default: String(availableParallelism()) },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const count = wholeNumber(values.seeds, 1, 1000);
    if (count === undefined) return `--seeds is a whole number from 1, not "${values.seeds}"`;
    const threads = wholeNumber(values.threads, 1, 64);
    if (threads === undefined) return `--threads is a number from 1 to 64, not "${values.threads}"`;
    const wanted = values.only?.split(',').map((id) => id.trim());
    const known = new Set(allTests.map(({ id }) => id));
    const unknown = wanted?.find((id) => !known.has(id));
    if (unknown !== undefined) {
      return `there is no test "${unknown}"; there are ${[...known].join(', ')}`;
    }
    const whole = wanted === undefined && count === DEFAULT_SEEDS;
    return {
      ids: allTests.map(({ id }) => id).filter((id) => wanted?.includes(id) ?? true),
      seeds: Array.from({ length: count }, (_, k) => k + 1),
      threads,
      json: values.json,
      out: values.out ?? (whole ? DEFAULT_OUT : undefined),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
