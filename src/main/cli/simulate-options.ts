import { parseArgs } from 'node:util';
import { FormatProblem } from './scenario-files/format-problem.ts';
import { OUTPUT_ENDINGS, type OutputFile, outputFile } from './scenario-files/output-file.ts';
import type { PeopleForGround } from './scenario-files/scenario-file.ts';
import { parseWktAreas } from './scenario-files/wkt.ts';

/** What `anlan simulate` was asked for. */
export interface SimulateOptions {
  readonly file: string;
  /** Absent: the saved state's, else the scenario file's, else 1. */
  readonly seed: number | undefined;
  readonly threads: number;
  readonly kernel: 'wasm' | 'twin';
  readonly outputs: readonly OutputFile[];
  /** Scenario seconds between frames. */
  readonly everyS: number;
  /** Absent: the scenario's duration. */
  readonly untilS: number | undefined;
  /** Absent: the saved state's, else 0.05. */
  readonly dtS: number | undefined;
  /** A saved state to go on from. */
  readonly from: string | undefined;
  readonly people: PeopleForGround | undefined;
  readonly json: boolean;
}

/** Bare ground says nothing about time: an hour, unless --until ends it earlier. */
const GROUND_DURATION_S = 3_600;
const MOST_THREADS = 256;

export const SIMULATE_USAGE = `anlan simulate SCENARIO [options]
  SCENARIO              a scenario of Anlan, GeoJSON, JuPedSim (WKT or zip) or Vadere; see docs/formats.md
  --seed N              of all chance (default: the file's, else 1)
  --threads K           worker threads (default 1); the result is the same for every number
  --out FILE            what to write, by its ending: .sqlite (JuPedSim trajectory), .csv, .geojson, or
                        .anlan-state (to go on later); may be given several times
  --every S             seconds between frames (default 0.5), a multiple of --dt
  --until S             stop at this time (default: the scenario's duration)
  --dt S                step (default 0.05)
  --kernel wasm|twin    twin: the readable specification, slow and equal to the bit (default wasm)
  --from FILE           go on from an .anlan-state of the same scenario
  --spawn WKT --people N   for bare ground (WKT): who walks; a pair for each place
  --exit WKT            for bare ground: where to, nearest first; may be given several times
  --json                print one JSON object at the end`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readSimulateOptions(words: readonly string[]): SimulateOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        threads: { type: 'string', default: '1' },
        kernel: { type: 'string', default: 'wasm' },
        out: { type: 'string', multiple: true, default: [] },
        every: { type: 'string', default: '0.5' },
        until: { type: 'string' },
        dt: { type: 'string' },
        from: { type: 'string' },
        spawn: { type: 'string', multiple: true, default: [] },
        people: { type: 'string', multiple: true, default: [] },
        exit: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one SCENARIO to simulate';
    const { kernel } = values;
    if (kernel !== 'wasm' && kernel !== 'twin') return `--kernel is wasm or twin, not "${kernel}"`;
    return {
      file,
      kernel,
      seed: values.seed === undefined ? undefined : whole('seed', values.seed, 0, 0xffffffff),
      threads: whole('threads', values.threads, 1, MOST_THREADS),
      outputs: outputs(values.out),
      everyS: seconds('every', values.every),
      untilS: values.until === undefined ? undefined : seconds('until', values.until),
      dtS: values.dt === undefined ? undefined : step(values.dt),
      from: values.from,
      people: peopleForGround(values.spawn, values.people, values.exit),
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function outputs(files: readonly string[]): readonly OutputFile[] {
  return files.map((file, i) => {
    const output = outputFile(file);
    if (output === undefined) throw new Error(`--out ends in ${OUTPUT_ENDINGS}, not "${file}"`);
    if (files.indexOf(file) < i) throw new Error(`--out names ${file} twice`);
    return output;
  });
}

function peopleForGround(
  spawns: readonly string[],
  counts: readonly string[],
  exits: readonly string[],
): PeopleForGround | undefined {
  if (spawns.length + counts.length + exits.length === 0) return undefined;
  if (spawns.length !== counts.length || spawns.length === 0 || exits.length === 0) {
    throw new Error(
      'bare ground needs --spawn WKT --people N as pairs and at least one --exit WKT',
    );
  }
  return {
    spawns: spawns.map((wkt, i) => ({
      area: area('spawn', wkt),
      people: whole('people', counts[i] ?? '', 0, 400_000),
    })),
    exits: exits.map((wkt) => area('exit', wkt)),
    durationS: GROUND_DURATION_S,
  };
}

function area(option: string, wkt: string): PeopleForGround['exits'][number] {
  try {
    const [polygon, ...more] = parseWktAreas(wkt);
    if (polygon === undefined || more.length > 0) throw new Error(`--${option} is one POLYGON`);
    return polygon;
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error;
    throw new Error(`--${option}, ${error.message}`);
  }
}

function step(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 0.2) return value;
  throw new Error(`--dt is a number of seconds above 0 and up to 0.2, not "${text}"`);
}

function seconds(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1e7) return value;
  throw new Error(`--${option} is a number of seconds above 0, not "${text}"`);
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${option} is a whole number from ${least} to ${most}, not "${text}"`);
}
