import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { invariant } from '../domain/base/assert.ts';
import { err, ok, type Result } from '../domain/base/result.ts';
import { emptyColumns, MEASURES, type ObservationColumns } from '../domain/crowd/observation.ts';

const FORMAT = 2;
const HEADER_BYTES = 5;
/** More readings than any entry of one second can hold: a guard against damaged counts. */
const MAX_ROWS = 1_000_000;

type Column = Exclude<keyof ObservationColumns, 'count'>;

type Layout = readonly (readonly [column: Column, bytes: 1 | 2 | 4 | 8])[];

/** The columns in the order in which format 1 wrote them, with their width in bytes. */
const FIRST_LAYOUT: Layout = [
  ['sensor', 2],
  ['measure', 1],
  ['observedAt', 8],
  ['intervalS', 4],
  ['value', 8],
  ['amount', 8],
  ['key', 8],
  ['flags', 1],
];

/** What is written: format 2 adds what the sender says of a reading's error. */
const LAYOUT: Layout = [...FIRST_LAYOUT, ['sd', 4]];

/** Every format that can be read. */
const LAYOUTS: ReadonlyMap<number, Layout> = new Map([
  [1, FIRST_LAYOUT],
  [FORMAT, LAYOUT],
]);

const rowBytes = (layout: Layout) => layout.reduce((sum, [, bytes]) => sum + bytes, 0);

/**
 * Readings as bytes: u8 format, u32 count, then the raw deflate of the columns one after another (u16 sensor,
 * u8 measure, f64 observedAt, f32 intervalS, f64 value, f64 amount, f64 key, u8 flags, f32 sd), all little-endian.
 */
export function encodeObservations(columns: ObservationColumns): Uint8Array {
  const { count } = columns;
  invariant(count <= MAX_ROWS, `an entry of ${count} readings is too long to record`);
  const raw = new Uint8Array(count * rowBytes(LAYOUT));
  const view = new DataView(raw.buffer);
  let at = 0;
  for (const [name, bytes] of LAYOUT) {
    const column = columns[name];
    invariant(column.length === count, `column ${name} has ${column.length} of ${count} rows`);
    for (let row = 0; row < count; row++, at += bytes) put(view, at, bytes, name, column[row] ?? 0);
  }
  const packed = deflateRawSync(raw, { level: 1 });
  const payload = new Uint8Array(HEADER_BYTES + packed.byteLength);
  payload[0] = FORMAT;
  new DataView(payload.buffer).setUint32(1, count, true);
  payload.set(packed, HEADER_BYTES);
  return payload;
}

/** Reads `encodeObservations` back; never throws, whatever the bytes. */
export function decodeObservations(bytes: Uint8Array): Result<ObservationColumns> {
  if (bytes.byteLength < HEADER_BYTES) return err(`${bytes.byteLength} bytes hold no header`);
  const layout = LAYOUTS.get(bytes[0] ?? 0);
  if (!layout) return err(`observation format ${bytes[0]} is unknown`);
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  if (count > MAX_ROWS) return err(`${count} readings are more than an entry can hold`);
  const raw = inflate(bytes.subarray(HEADER_BYTES), count * rowBytes(layout));
  if (raw === undefined) return err(`its ${count} readings cannot be unpacked`);
  const columns = emptyColumns(count);
  const view = new DataView(raw.buffer, raw.byteOffset);
  let at = 0;
  for (const [name, bytes] of layout) {
    const column = columns[name];
    for (let row = 0; row < count; row++, at += bytes) column[row] = take(view, at, bytes, name);
  }
  const unknown = columns.measure.find((measure) => measure >= MEASURES.length);
  return unknown === undefined ? ok(columns) : err(`measure ${unknown} is unknown`);
}

function put(view: DataView, at: number, bytes: number, column: Column, value: number): void {
  if (bytes === 8) view.setFloat64(at, value, true);
  else if (bytes === 1) view.setUint8(at, value);
  else if (column === 'sensor') view.setUint16(at, value, true);
  else view.setFloat32(at, value, true);
}

function take(view: DataView, at: number, bytes: number, column: Column): number {
  if (bytes === 8) return view.getFloat64(at, true);
  if (bytes === 1) return view.getUint8(at);
  return column === 'sensor' ? view.getUint16(at, true) : view.getFloat32(at, true);
}

function inflate(packed: Uint8Array, expected: number): Uint8Array | undefined {
  try {
    // zlib refuses a limit of 0, and one byte too many is enough to tell.
    const raw = inflateRawSync(packed, { maxOutputLength: expected + 1 });
    return raw.byteLength === expected ? raw : undefined;
  } catch {
    return undefined;
  }
}
