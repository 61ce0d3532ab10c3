import { ByTime } from './by-time.ts';
import { readCsvRows } from './csv-rows.ts';
import { instantIn } from './instant-in.ts';
import { isWithin, type RecordedMessage, refuseRow, type TimeRange } from './recording.ts';

/** How a table of a telecom grid is to be read. */
export interface GridOptions {
  /** Name of the column of times; absent: `time`. */
  readonly timeColumn: string | undefined;
  /** IANA zone of times without an offset. */
  readonly zone: string | undefined;
}

/**
 * People by the squares of a telecom grid (`lon,lat,time` and whatever figures): the rows of one instant are one
 * message, CSV with the file's own line of names, as the adapter `telecom-grid` takes it.
 */
export async function* readGrid(
  file: string,
  range: TimeRange,
  options: GridOptions,
): AsyncGenerator<RecordedMessage> {
  const timeColumn = options.timeColumn ?? 'time';
  const rows = new ByTime<Readonly<Record<string, string>>>();
  let names: readonly string[] = [];
  for await (const { fields, line } of readCsvRows(file)) {
    names = Object.keys(fields);
    const time = fields[timeColumn];
    if (time === undefined) {
      throw new Error(`${file}: no column "${timeColumn}"; name it with --columns time=NAME`);
    }
    const at = instantIn(time, options.zone);
    if (at === undefined) {
      refuseRow(file, line, `"${time}" is no ISO 8601 instant with an offset (name its --zone)`);
    }
    if (isWithin(range, at)) rows.add(at, fields);
  }
  for (const [at, squares] of rows.inOrder()) {
    yield {
      at,
      records: squares.length,
      bytes: (shiftMs) => {
        const keep = shiftMs === 0 && options.zone === undefined;
        const time = new Date(at + shiftMs).toISOString();
        const lines = squares.map((square) =>
          names.map((name) => quoted(name === timeColumn && !keep ? time : (square[name] ?? ''))),
        );
        return Buffer.from(
          `${[names.map(quoted), ...lines].map((one) => one.join(',')).join('\n')}\n`,
        );
      },
    };
  }
}

function quoted(field: string): string {
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
