import { parse } from 'csv-parse/sync';
import { type CsvColumns, csvColumns } from './csv-columns.ts';
import { TrackCollector } from './track-collector.ts';
import {
  agreedRate,
  frameIn,
  numberIn,
  plainNumber,
  refuse,
  type TrackFile,
} from './track-file.ts';

interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

/** A time may be rounded to a tenth of a second: half of that, on top of a frame. */
const ROUNDED_S = 0.05;

/**
 * Reads a table with a line of names (`id`, `frame` or `t`, `x`, `y`, in any order, between commas, semicolons, tabs
 * or blanks). Without `--fps` the rate follows from `frame` and `t` where the table has both.
 */
export function readCsvTracks(file: string, text: string, asked: number | undefined): TrackFile {
  const [header, ...rows] = rowsOf(file, text);
  if (header === undefined) refuse(file, undefined, 'it is empty');
  if (header.fields.every((field) => plainNumber(field) !== undefined)) {
    refuse(file, header.line, 'the first line must name the columns, such as id,frame,x,y');
  }
  const columns = csvColumns(file, header.line, header.fields);
  for (const { fields, line } of rows) {
    if (fields.length === header.fields.length) continue;
    refuse(file, line, `${fields.length} fields where the header has ${header.fields.length}`);
  }
  const rate = agreedRate(file, rateOf(file, rows, columns), asked);
  const collector = new TrackCollector(file);
  for (const { fields, line } of rows) {
    const id = fields[columns.id]?.trim() ?? '';
    if (id === '') refuse(file, line, 'the id is empty');
    collector.add(
      id,
      columns.frame === undefined
        ? Math.round(timeIn(file, line, fields, columns) * rate)
        : frameIn(file, line, fields[columns.frame]),
      numberIn(file, line, 'x', fields[columns.x]) / columns.perM,
      numberIn(file, line, 'y', fields[columns.y]) / columns.perM,
      line,
    );
  }
  return { format: 'CSV', tracks: collector.tracks(rate), walkable: undefined, warnings: [] };
}

function rowsOf(file: string, text: string): readonly Row[] {
  const rows: Row[] = [];
  const firstLine = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#'));
  const blanks = !/[,;\t]/.test(firstLine ?? '');
  try {
    parse(blanks ? text.replace(/[ \t]+$/gm, '') : text, {
      delimiter: blanks ? ' ' : [',', ';', '\t'].filter((mark) => firstLine?.includes(mark)),
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: !blanks,
      on_record: (fields: string[], { lines }) => {
        rows.push({
          fields: blanks ? fields.filter((field) => field !== '') : fields,
          line: lines,
        });
        return null;
      },
    });
  } catch (error) {
    refuse(file, undefined, error instanceof Error ? error.message : String(error));
  }
  return rows;
}

function timeIn(
  file: string,
  line: number,
  fields: readonly string[],
  { time, perS }: CsvColumns,
): number {
  return numberIn(file, line, 'the time', fields[time ?? -1]) / perS;
}

/** Frames per second from the columns of frame and time; undefined where the table has not both, as numbers. */
function rateOf(file: string, rows: readonly Row[], columns: CsvColumns): number | undefined {
  const { frame, time } = columns;
  if (frame === undefined || time === undefined) return undefined;
  const timed = rows.flatMap(({ fields, line }) => {
    const seconds = plainNumber(fields[time]);
    const number = plainNumber(fields[frame]);
    return seconds === undefined || number === undefined
      ? []
      : [{ number, seconds: seconds / columns.perS, line }];
  });
  // Clock times instead of seconds: --fps must tell then.
  if (timed.length < rows.length) return undefined;
  const first = timed.reduce((a, b) => (b.number < a.number ? b : a), timed[0] ?? NOTHING);
  const last = timed.reduce((a, b) => (b.number > a.number ? b : a), timed[0] ?? NOTHING);
  const raw = (last.number - first.number) / (last.seconds - first.seconds);
  if (!(raw > 0 && Number.isFinite(raw))) return undefined;
  const whole = Math.round(raw);
  const rate = Math.abs(raw / whole - 1) < 5e-4 ? whole : Number(raw.toPrecision(6));
  for (const { number, seconds, line } of timed) {
    const off = Math.abs((number - first.number) / rate - (seconds - first.seconds));
    if (off > 1 / rate + ROUNDED_S) {
      refuse(
        file,
        line,
        `frame ${number} at ${seconds} s does not go with ${rate} frames per second, as the table has from its first frame to its last`,
      );
    }
  }
  return rate;
}

const NOTHING = { number: 0, seconds: 0, line: 0 };
