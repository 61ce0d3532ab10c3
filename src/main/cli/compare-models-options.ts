import { parseArgs } from 'node:util';

/** What `anlan compare-models` was asked for. */
export interface CompareModelsOptions {
  /** A folder with site.json and night.json, or a name under resources/. */
  readonly event: string;
  /** Absent: the script's. */
  readonly seed: number | undefined;
  readonly changes: readonly string[];
  /** `HH:MM` of the site's wall clock; absent: the night's begin and end. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly threads: number;
  /** Where every minute of every zone is written as CSV. */
  readonly out: string | undefined;
  readonly json: boolean;
}

export const COMPARE_MODELS_USAGE = `anlan compare-models [EVENT] [options]
  EVENT           a name under resources/ (default: hubin), or a folder with a site.json and a night.json
  --from HH:MM --until HH:MM  the part of the night (default: all of it); agents begin filled by the script
                  and before the release, the zone graph with what it came to by then
  --seed N        the same for both models (default: the script's)
  --set CHANGE    a change of the plan, as anlan simulate takes it; may be given several times
  --threads K     of the simulator (default 1); the numbers are the same for every K
  --out FILE      every minute of every zone as CSV: time,zone,zone_graph,agents
  --json          the whole comparison as one JSON line in place of the table
Plays the same night by the zone graph and by agents and prints the people of each zone by both.`;

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads the words of the command line; an error says which word is wrong. */
export function readCompareModelsOptions(words: readonly string[]): CompareModelsOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        until: { type: 'string' },
        seed: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        threads: { type: 'string', default: '1' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [event = 'hubin', ...more] = positionals;
    if (more.length > 0) return `one EVENT at a time, not also "${more.join(' ')}"`;
    for (const name of ['from', 'until'] as const) {
      const time = values[name];
      if (time !== undefined && !CLOCK.test(time)) {
        return `--${name} is a time of the night HH:MM, not "${time}"`;
      }
    }
    const threads = wholeNumber(values.threads, 1, 64);
    if (threads === undefined) return `--threads is a number from 1 to 64, not "${values.threads}"`;
    const seed = values.seed === undefined ? undefined : wholeNumber(values.seed, 0, 0xffffffff);
    if (values.seed !== undefined && seed === undefined) {
      return `--seed is a whole number, not "${values.seed}"`;
    }
    const { set: changes, from, until, out, json } = values;
    return { event, seed, changes, from, until, threads, out, json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
