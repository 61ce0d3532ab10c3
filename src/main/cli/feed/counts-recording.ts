import { plainNumber } from '../tracks/track-file.ts';
import { ByTime } from './by-time.ts';
import { readCsvRows } from './csv-rows.ts';
import { instantIn } from './instant-in.ts';
import { isWithin, type RecordedMessage, refuseRow, type TimeRange } from './recording.ts';

type CountsColumn = 'sensor' | 'time' | 'count';

/** Names by which the columns of counts go where the command line names none. */
const NAMES: Readonly<Record<CountsColumn, readonly string[]>> = {
  sensor: ['sensor', 'device', 'sensor_id', 'sensor_name', 'device_id'],
  time: ['time', 'start', 'start_local', 'timestamp', 'datetime', 'date_time'],
  count: ['count', 'counts', 'people', 'pedestrians', 'value'],
};

/** How a table of counts is to be read. */
export interface CountsOptions {
  /** Columns by name, where they are not called as usual. */
  readonly columns: Readonly<Partial<Record<CountsColumn, string>>>;
  /** IANA zone of times without an offset. */
  readonly zone: string | undefined;
  /** Length of the counting interval, sent along with every count. */
  readonly intervalS: number | undefined;
}

interface Count {
  readonly device: string;
  /** As the file writes it. */
  readonly time: string;
  readonly count: number;
}

/**
 * Counts of any sensors (a sensor, a time and a count in each row): the rows of one instant are one message, a JSON
 * array of `{device, time, count, interval_s?}`. Throws with the line number on a row that cannot be read.
 */
export async function* readCounts(
  file: string,
  range: TimeRange,
  options: CountsOptions,
): AsyncGenerator<RecordedMessage> {
  const rows = new ByTime<Count>();
  let columns: Readonly<Record<CountsColumn, string>> | undefined;
  for await (const { fields, line } of readCsvRows(file)) {
    columns ??= columnsOf(file, Object.keys(fields), options.columns);
    const time = fields[columns.time] ?? '';
    const at = instantIn(time, options.zone);
    if (at === undefined) {
      refuseRow(
        file,
        line,
        `${columns.time}: "${time}" is no ISO 8601 instant with an offset (name its zone with --zone)`,
      );
    }
    if (!isWithin(range, at)) continue;
    const device = fields[columns.sensor] ?? '';
    if (device === '') refuseRow(file, line, `${columns.sensor} is empty`);
    const count = plainNumber(fields[columns.count]);
    if (count === undefined || count < 0) {
      refuseRow(file, line, `${columns.count} is no count: "${fields[columns.count] ?? ''}"`);
    }
    rows.add(at, { device, time, count });
  }
  const interval = options.intervalS === undefined ? {} : { interval_s: options.intervalS };
  for (const [at, counts] of rows.inOrder()) {
    yield {
      at,
      records: counts.length,
      bytes: (shiftMs) => {
        // As written where it is written whole: the offset says which zone the counts were made in.
        const keep = shiftMs === 0 && options.zone === undefined;
        const time = new Date(at + shiftMs).toISOString();
        const sent = counts.map((one) => ({ ...one, ...(keep ? {} : { time }), ...interval }));
        return Buffer.from(JSON.stringify(sent));
      },
    };
  }
}

/** Whether a line of names is that of a table of counts. */
export function areCounts(names: readonly string[]): boolean {
  return (Object.keys(NAMES) as CountsColumn[]).every((one) => find(names, one) !== undefined);
}

function columnsOf(
  file: string,
  names: readonly string[],
  asked: CountsOptions['columns'],
): Readonly<Record<CountsColumn, string>> {
  const column = (meaning: CountsColumn): string => {
    const wanted = asked[meaning];
    const found = wanted === undefined ? find(names, meaning) : names.find((n) => n === wanted);
    if (found !== undefined) return found;
    const what = wanted === undefined ? `column for the ${meaning}` : `column "${wanted}"`;
    const among = names.map((name) => `"${name}"`).join(', ');
    throw new Error(`${file}: no ${what} among ${among}; name it with --columns ${meaning}=NAME`);
  };
  return { sensor: column('sensor'), time: column('time'), count: column('count') };
}

function find(names: readonly string[], meaning: CountsColumn): string | undefined {
  return names.find((name) => NAMES[meaning].includes(name.trim().toLowerCase()));
}
