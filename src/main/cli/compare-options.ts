import { parseArgs } from 'node:util';

/** What `anlan compare` was asked for. */
export interface CompareOptions {
  /** Folders or files with results; the first is what the others are compared with. */
  readonly places: readonly string[];
  readonly pairing: 'seed' | 'none';
  /** Only figures whose name holds one of these; empty: the choice that fits a page. */
  readonly figures: readonly string[];
  readonly all: boolean;
  readonly json: boolean;
}

export const COMPARE_USAGE = `anlan compare A B [C…] [options]
  A B …                 folders (or files) with results of anlan simulate --out; A is what the others are compared with
  --pairs seed|none     differences of runs with the same seed (default), or of the groups' means
  --figure TEXT         only figures whose name holds TEXT; may be given several times
  --all                 every figure
  --json                print one JSON object: figures, egress curves and difference maps`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readCompareOptions(words: readonly string[]): CompareOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        pairs: { type: 'string', default: 'seed' },
        figure: { type: 'string', multiple: true, default: [] },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { pairs } = values;
    if (positionals.length < 2) return 'name at least two folders or files with results';
    if (pairs !== 'seed' && pairs !== 'none') return `--pairs is seed or none, not "${pairs}"`;
    return {
      places: positionals,
      pairing: pairs,
      figures: values.figure,
      all: values.all,
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
