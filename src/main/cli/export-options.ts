import { parseArgs } from 'node:util';
import type { Millis } from '../../domain/base/quantity.ts';
import { instant } from './report-options.ts';

export const EXPORT_FORMATS = ['csv', 'geojson', 'parquet', 'mcap', 'jupedsim', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What `anlan export` was asked for. */
export interface ExportOptions {
  readonly file: string;
  readonly format: ExportFormat;
  /** A folder for csv and parquet, else a file; absent: beside the recording. */
  readonly out: string | undefined;
  /** For jupedsim: seconds between frames, and the part of the night. */
  readonly everyS: number;
  readonly from: Millis | undefined;
  readonly to: Millis | undefined;
}

/** Of 75,000 people a night by the second would be two thousand million rows. */
const DEFAULT_EVERY_S = '10';
/** What only a trajectory can be asked for. */
const JUPEDSIM_ONLY = ['every', 'from', 'to'] as const;

export const EXPORT_USAGE = `anlan export FILE --format FORMAT [--out PATH]
  FILE                  a recording (.anlan); it is only read
  --format csv          a folder of tables: area, zones, hot-spots (by minute), counters, drones, alerts, orders,
                        seats
  --format parquet      the same tables as Parquet
  --format geojson      zones and hot-spots at the peak, checkpoints with their modes, tracks with times
  --format mcap         topics for Foxglove and Lichtblick: /zones /density /crowd /drones/… /log
  --format jupedsim     the people of a rehearsal on agents as a JuPedSim trajectory (SQLite)
  --format ndjson       the log with its hashes, to be imported again
  --every S             jupedsim alone: seconds between frames (default 10)
  --from T --to T       jupedsim alone: ISO 8601 instants; every other format holds the whole recording
  --out PATH            default: beside the recording; what is there is replaced when the new one is whole
docs/exports.md says what every field means`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readExportOptions(words: readonly string[]): ExportOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        out: { type: 'string' },
        every: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one recording FILE';
    const format = EXPORT_FORMATS.find((one) => one === values.format);
    if (!format)
      return `--format is one of ${EXPORT_FORMATS.join(', ')}, not "${values.format ?? ''}"`;
    const given = JUPEDSIM_ONLY.find((option) => values[option] !== undefined);
    if (given !== undefined && format !== 'jupedsim') {
      return `--${given} is for jupedsim alone: ${format} holds the whole recording`;
    }
    const every = values.every ?? DEFAULT_EVERY_S;
    const everyS = Number(every);
    if (!Number.isInteger(everyS) || everyS < 1) {
      return `--every is a whole number of seconds above 0, not "${every}"`;
    }
    const [from, to] = [instant('from', values.from), instant('to', values.to)];
    return { file, format, out: values.out, everyS, from, to };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
