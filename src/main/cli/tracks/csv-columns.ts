import { refuse } from './track-file.ts';

type Meaning = 'id' | 'frame' | 'time' | 'x' | 'y';

/** Where a table has what; x and y divided by `perM` are metres, times divided by `perS` seconds. */
export interface CsvColumns {
  readonly id: number;
  readonly frame: number | undefined;
  readonly time: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly perM: number;
  readonly perS: number;
}

/** Names that columns of tracks go by, without unit, in lower case. */
const NAMES: Readonly<Record<Meaning, readonly string[]>> = {
  id: [
    'id',
    'person',
    'person_id',
    'personid',
    'pedestrian',
    'pedestrian_id',
    'pedestrianid',
    'ped_id',
    'pedid',
    'pid',
    'agent',
    'agent_id',
    'track_id',
    'trackid',
  ],
  frame: ['frame', 'frame_id', 'frameid', 'fr', 'timestep'],
  time: ['t', 'time', 'simtime', 'seconds', 'timestamp'],
  x: ['x', 'pos_x', 'posx', 'x_pos'],
  y: ['y', 'pos_y', 'posy', 'y_pos'],
};

const PER_M: Readonly<Record<string, number>> = { m: 1, cm: 100, mm: 1_000 };
const PER_S: Readonly<Record<string, number>> = { s: 1, ms: 1_000 };

/** Finds the columns by their names in whatever order; a unit may follow: `x_m`, `x/cm`, `t [s]`. */
export function csvColumns(file: string, line: number, header: readonly string[]): CsvColumns {
  const found: Partial<Record<Meaning, { readonly column: number; readonly unit: string }>> = {};
  for (const [column, title] of header.entries()) {
    const { name, unit } = nameAndUnit(title);
    const meaning = meaningOf(name);
    if (meaning === undefined) continue;
    const other = found[meaning];
    if (other !== undefined) {
      const names = `"${header[other.column]}" and "${title}"`;
      refuse(file, line, `the columns ${names} both read as ${meaning}; rename one of them`);
    }
    found[meaning] = { column, unit };
  }
  const { id, frame, time, x, y } = found;
  if (!id || !x || !y || !(frame || time)) {
    const missing = [!id && 'id', !frame && !time && 'frame or t', !x && 'x', !y && 'y'].filter(
      (name) => name !== false,
    );
    refuse(
      file,
      line,
      `no column for ${missing.join(', ')} among ${header.map((title) => `"${title}"`).join(', ')}`,
    );
  }
  const perM = PER_M[x.unit || 'm'];
  if (perM === undefined || perM !== PER_M[y.unit || 'm']) {
    refuse(file, line, `x is in "${x.unit}" and y in "${y.unit}"; both must be in m, cm or mm`);
  }
  const perS = PER_S[time?.unit || 's'];
  if (perS === undefined) refuse(file, line, `the time is in "${time?.unit}", not in s or ms`);
  return {
    id: id.column,
    frame: frame?.column,
    time: time?.column,
    x: x.column,
    y: y.column,
    perM,
    perS,
  };
}

function nameAndUnit(title: string): { readonly name: string; readonly unit: string } {
  // Vadere marks columns with the processor that wrote them.
  const plain = title
    .trim()
    .toLowerCase()
    .replace(/-pid\d+$/, '');
  const split = /^(.+?)(?:[\s_/]+|\s*[[(])(cm|mm|m|ms|s)[\])]?$/.exec(plain);
  return { name: split?.[1] ?? plain, unit: split?.[2] ?? '' };
}

function meaningOf(name: string): Meaning | undefined {
  return (Object.keys(NAMES) as Meaning[]).find((meaning) => NAMES[meaning].includes(name));
}
