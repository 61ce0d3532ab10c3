import { DateTime } from 'luxon';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { toNumber } from './counts-mapping-path.ts';
import type { TimeMapping } from './counts-mapping-schema.ts';

/** When a record was true, and over how long where the time itself says so. */
export interface RecordTime {
  readonly at: Millis;
  readonly intervalS?: number;
}

/**
 * What programs write: an instant with seconds and offset on a day that its month has. Date.parse reads it at a
 * fiftieth of luxon's price; everything else is luxon's.
 */
const PLAIN_INSTANT = new RegExp(
  [
    '^\\d{4}-',
    '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)',
    'T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?',
    '(?:Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)$',
  ].join(''),
);

/** Reads a record's time, or says why it cannot. */
export function readRecordTime(raw: unknown, time: TimeMapping): RecordTime | string {
  if (time.form !== 'isoInterval') {
    const at = readInstant(raw, time);
    return typeof at === 'string' ? at : { at };
  }
  const [start, end, ...more] = String(raw ?? '').split('/');
  if (more.length > 0) return `its time "${String(raw)}" is not START/END`;
  if (end === undefined) {
    const at = readInstant(raw, time);
    return typeof at === 'string' ? at : { at };
  }
  const at = readInstant(end, time);
  const intervalS = readInterval(start, end, time);
  if (typeof at === 'string') return at;
  if (typeof intervalS === 'string') return intervalS;
  return { at, intervalS };
}

/** Seconds between two times, or why there are none. */
export function readInterval(start: unknown, end: unknown, time: TimeMapping): number | string {
  const from = readInstant(start, time);
  const to = readInstant(end, time);
  if (typeof from === 'string') return from;
  if (typeof to === 'string') return to;
  if (to <= from) return `its interval from ${String(start)} to ${String(end)} is not positive`;
  return (to - from) / SECOND;
}

/** Reads an instant to milliseconds, or says why it cannot. */
function readInstant(raw: unknown, time: TimeMapping): Millis | string {
  if (raw === undefined || raw === null || raw === '') return 'it has no time';
  if (time.form === 'unixSeconds' || time.form === 'unixMillis') {
    const number = toNumber(raw);
    if (number === undefined) return `its time "${String(raw)}" is not a number`;
    return time.form === 'unixSeconds' ? number * SECOND : number;
  }
  const text = String(raw);
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (!hasOffset && time.zone === undefined) {
    return `its time "${text}" has no offset and the mapping names no zone`;
  }
  if (PLAIN_INSTANT.test(text)) return Date.parse(text);
  const parsed = DateTime.fromISO(text.replace(' ', 'T'), { zone: time.zone ?? 'utc' });
  return parsed.isValid ? parsed.toMillis() : `its time "${text}" cannot be read`;
}
