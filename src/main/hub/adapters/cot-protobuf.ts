import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { CotDetail, CotEvent } from './cot-event.ts';
import { NO_DETAIL, readCotDetail } from './cot-xml.ts';

/**
 * Reads the TAK protocol version 1 (takproto of ATAK-CIV: takmessage, cotevent, detail and their parts). The messages
 * are nine small ones, so that the wire format is read by hand: varint, 64 bit, length-delimited and 32 bit.
 */
export function readTakMessage(bytes: Uint8Array): Result<CotEvent | undefined> {
  try {
    const event = lastBytes(bytes, 2);
    // Nothing but a TakControl: somebody says which versions they speak.
    return ok(event && readEvent(event));
  } catch (error) {
    if (error instanceof Malformed) return err(`TAK protocol message: ${error.message}`);
    throw error;
  }
}

/** Whether bytes can be a TakMessage: fields 1 and 2 alone, each whole. */
export function looksLikeTakMessage(bytes: Uint8Array): boolean {
  try {
    let holds = false;
    eachField(bytes, (field, wire) => {
      if (wire !== LENGTH_DELIMITED || field > 2) throw new Malformed('no TakMessage');
      holds = true;
    });
    return holds;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

class Malformed extends Error {}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

type FieldValue = number | Uint8Array;

/** Calls `visit` with every field of a message; throws Malformed where the bytes are none. */
function eachField(
  bytes: Uint8Array,
  visit: (field: number, wire: number, value: FieldValue) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) throw new Malformed(`ends inside a number at byte ${at}`);
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Malformed(`a number longer than ten bytes at byte ${at}`);
  };
  const skip = (length: number): number => {
    const from = at;
    if (from + length > bytes.length) throw new Malformed(`ends inside a field at byte ${from}`);
    at += length;
    return from;
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (field === 0) throw new Malformed(`field 0 at byte ${at}`);
    if (wire === VARINT) visit(field, wire, varint());
    else if (wire === FIXED_64) visit(field, wire, view.getFloat64(skip(8), true));
    else if (wire === LENGTH_DELIMITED) {
      const length = varint();
      const from = skip(length);
      visit(field, wire, bytes.subarray(from, from + length));
    } else if (wire === FIXED_32) visit(field, wire, view.getFloat32(skip(4), true));
    else throw new Malformed(`wire type ${wire} at byte ${at}`);
  }
}

/** The fields of a message by number; of a repeated one the last, as protobuf says. */
function fieldsOf(bytes: Uint8Array): ReadonlyMap<number, FieldValue> {
  const fields = new Map<number, FieldValue>();
  eachField(bytes, (field, _wire, value) => fields.set(field, value));
  return fields;
}

function lastBytes(bytes: Uint8Array, wanted: number): Uint8Array | undefined {
  const value = fieldsOf(bytes).get(wanted);
  if (typeof value === 'number') throw new Malformed(`field ${wanted} is no message`);
  return value;
}

function readEvent(bytes: Uint8Array): CotEvent {
  const fields = fieldsOf(bytes);
  const text = (field: number) => textOf(fields.get(field));
  // Proto3 leaves a zero away, so that an absent figure is 0.
  const figure = (field: number) => numberOf(fields.get(field)) ?? 0;
  const detail = fields.get(15);
  return {
    type: text(1) ?? '',
    uid: text(5) ?? '',
    how: text(9) ?? '',
    time: figure(6),
    stale: figure(8),
    lat: figure(10),
    lon: figure(11),
    hae: figure(12),
    ce: figure(13),
    detail: detail instanceof Uint8Array ? readDetail(detail) : NO_DETAIL,
  };
}

function readDetail(bytes: Uint8Array): CotDetail {
  const fields = fieldsOf(bytes);
  const part = (field: number) => {
    const value = fields.get(field);
    return value instanceof Uint8Array ? fieldsOf(value) : undefined;
  };
  const xml = textOf(fields.get(1));
  const read = xml === undefined ? undefined : readCotDetail(xml);
  if (read && !read.ok) throw new Malformed(`xmlDetail: ${read.error}`);
  const group = part(3);
  const callsign = textOf(part(2)?.get(2));
  const battery = numberOf(part(5)?.get(1));
  const track = part(7);
  const speed = numberOf(track?.get(1));
  const course = numberOf(track?.get(2));
  return {
    ...(read?.value ?? NO_DETAIL),
    ...(callsign === undefined ? {} : { callsign }),
    ...(group
      ? { group: { name: textOf(group.get(1)) ?? '', role: textOf(group.get(2)) ?? '' } }
      : {}),
    ...(battery === undefined ? {} : { batteryPct: battery }),
    ...(track ? { track: { speedMps: speed ?? 0, courseDeg: course ?? 0 } } : {}),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(value: FieldValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') throw new Malformed('a number where a text belongs');
  try {
    return utf8.decode(value);
  } catch {
    throw new Malformed('a text that is not UTF-8');
  }
}

function numberOf(value: FieldValue | undefined): number | undefined {
  if (value instanceof Uint8Array) throw new Malformed('bytes where a number belongs');
  return value;
}
