import { parseArgs } from 'node:util';
import { PLAN_CHANGES_HELP } from '../../domain/rehearsal/plan-changes.ts';
import { CROWD_MODELS, type CrowdModel } from '../../domain/session/rehearsal-state.ts';

/** What `anlan simulate` was asked to do with an event. */
export interface EventRunOptions {
  /** A name under resources/ or a folder with site.json and night.json. */
  readonly event: string;
  readonly model: CrowdModel;
  /** Absent: the script's. */
  readonly seeds: readonly number[] | undefined;
  /** Of the event's scenarios.json; absent: the script as it is. */
  readonly scenario: string | undefined;
  readonly changes: readonly string[];
  /** `HH:MM` of the site's wall clock; absent: the night's begin and end. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Where results go; absent: only a summary is printed. */
  readonly out: string | undefined;
  readonly jobs: number;
  readonly threads: number;
  readonly dtS: number;
  /** Leaf zones of a question around one place; empty: everybody. */
  readonly only: readonly string[];
  readonly json: boolean;
}

const MOST_SEEDS = 1_000;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export const EVENT_RUN_USAGE = `anlan simulate [--event EVENT] [options]
  --event EVENT         a name under resources/ (default: hubin) or a folder with site.json and night.json
  --model agents|zoneGraph   every person a body (default), or shares on the graph of zones
  --seed N, --seeds 1..20    of all chance (default: the script's); lists too: 1,5,9..12
  --scenario ID         what the night meets, of the event's scenarios.json (hubin: rain, fountain-encore, station-closed,
                        exit-blocked)
  --set CHANGE          a change of the plan; may be given several times:
${PLAN_CHANGES_HELP.replaceAll(/^/gm, '      ').trimEnd()}
  --from HH:MM --until HH:MM  the part of the night (default: all of it); a later start begins filled by the script;
                        agents begin before the release
  --out FOLDER          for every seed N seed-N.run.json, seed-N.figures.csv, curves and queues as .csv, lines and
                        zones as .geojson, and for several seeds summary.json and summary.csv; seeds with a whole result are not run again
  --jobs N              processes at a time (default 1), one a seed
  --threads K           threads of one run on agents (default 1); the result is the same for every number
  --only ZONE           only those who want to be in this zone are bodies, all night as great a share of the people as
                        it attracts at --from; agents only; may be given several times
  --dt S                step of the agents (default 0.05)
  --json                print one JSON object at the end`;

/** Whether the words speak of an event and not of a scenario's file. */
export function isEventRun(words: readonly string[]): boolean {
  const own = ['--event', '--model', '--seeds', '--scenario', '--set', '--jobs', '--only'];
  return words.some((word) => own.some((flag) => word === flag || word.startsWith(`${flag}=`)));
}

/** Reads the words of the command line; an error says which word is wrong. */
export function readEventRunOptions(words: readonly string[]): EventRunOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        event: { type: 'string', default: 'hubin' },
        model: { type: 'string', default: 'agents' },
        seed: { type: 'string' },
        seeds: { type: 'string' },
        scenario: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        from: { type: 'string' },
        until: { type: 'string' },
        out: { type: 'string' },
        jobs: { type: 'string', default: '1' },
        threads: { type: 'string', default: '1' },
        only: { type: 'string', multiple: true, default: [] },
        dt: { type: 'string', default: '0.05' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 0) {
      return `an event is named with --event; "${positionals[0]}" does not belong here`;
    }
    const model = CROWD_MODELS.find((each) => each === values.model);
    if (model === undefined)
      return `--model is ${CROWD_MODELS.join(' or ')}, not "${values.model}"`;
    if (values.seed !== undefined && values.seeds !== undefined) {
      return 'give --seed or --seeds, not both';
    }
    const seeds = values.seeds ?? values.seed;
    return {
      event: values.event,
      model,
      seeds: seeds === undefined ? undefined : readSeeds(seeds),
      scenario: values.scenario,
      changes: values.set,
      from: clock('from', values.from),
      until: clock('until', values.until),
      out: values.out,
      jobs: whole('jobs', values.jobs, 1, 256),
      threads: whole('threads', values.threads, 1, 256),
      dtS: step(values.dt),
      only: values.only,
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `1..20`, `3`, `1,5,9..12`; in this order, each once. */
function readSeeds(text: string): readonly number[] {
  const seeds = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last ?? first);
    if (first === undefined || to < from || to > 0xffffffff) {
      throw new Error(`--seeds is like 1..20 or 1,5,9..12, not "${text}"`);
    }
    if (to - from >= MOST_SEEDS) throw new Error(`--seeds names more than ${MOST_SEEDS}`);
    for (let seed = from; seed <= to; seed++) seeds.add(seed);
  }
  if (seeds.size > MOST_SEEDS) throw new Error(`--seeds names more than ${MOST_SEEDS}`);
  return [...seeds];
}

function clock(option: string, text: string | undefined): string | undefined {
  if (text === undefined || CLOCK.test(text)) return text;
  throw new Error(`--${option} is a time of the night HH:MM, not "${text}"`);
}

function step(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 0.2 && Number.isInteger(Math.round(1e6 / value) / 1e6)) return value;
  throw new Error(
    `--dt is a part of a second, at most 0.2, that fits whole into it; not "${text}"`,
  );
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${option} is a whole number from ${least} to ${most}, not "${text}"`);
}
