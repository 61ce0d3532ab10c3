import { compile, type JSONPathQuery } from 'json-p3';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import { MEASURES, type Reading, type Refusal } from '../../../domain/crowd/observation.ts';
import { DATUMS, toWgs84 } from '../../../domain/geo/datum.ts';

const pathSchema = z.string().refine(
  (path) => {
    try {
      compile(path);
      return true;
    } catch {
      return false;
    }
  },
  { error: (issue) => `"${String(issue.input)}" is not a JSONPath (RFC 9535)` },
);

/** How a feed's JSON becomes readings: configuration, so that a new sender needs no code. */
export const countsMappingSchema = z.object({
  /** Each record of a message; default: the message itself, or every member of an array. */
  records: pathSchema.optional(),
  /** Which sensor: an id in the message, by `table` where the sender has names of its own … */
  sensor: z
    .object({ path: pathSchema, table: z.record(z.string(), z.string()).optional() })
    .optional(),
  /** … or the sensor whose polygon holds the position, in a named datum. */
  position: z.object({ lon: pathSchema, lat: pathSchema, datum: z.enum(DATUMS) }).optional(),
  /** When it was true; without it the receipt time stands in. */
  time: z
    .object({
      path: pathSchema,
      form: z.enum(['iso', 'unixSeconds', 'unixMillis']),
      /** IANA zone of times that carry no offset. */
      zone: z
        .string()
        .refine((zone) => IANAZone.isValidZone(zone), 'not an IANA time zone')
        .optional(),
      /** What the time marks, for counts over an interval. */
      marks: z.enum(['intervalStart', 'intervalEnd']).default('intervalEnd'),
    })
    .optional(),
  values: z
    .array(
      z.object({
        path: pathSchema,
        measure: z.enum(MEASURES),
        /** Appended to the sensor's name, where one record carries several sensors' values. */
        sensorSuffix: z.string().optional(),
        intervalS: z.number().positive().optional(),
        intervalPath: pathSchema.optional(),
        /** Whether a record may come without this value. */
        optional: z.boolean().default(false),
        /** The reading is multiplied by this (a sender that counts in hundreds). */
        factor: z.number().positive().default(1),
      }),
    )
    .min(1),
  /** Parts of the key, beside sensor, measure and time, that tell a reading from a repeat of it. */
  dedupe: z.array(pathSchema).default([]),
  /** What to do with records of senders that are not in the table. */
  others: z.enum(['refuse', 'ignore']).default('refuse'),
});
export type CountsMapping = z.infer<typeof countsMappingSchema>;

/** A mapping made ready; `read` never throws. */
export interface CompiledMapping {
  read(message: unknown): {
    readonly readings: readonly Reading[];
    readonly refusals: readonly Refusal[];
  };
}

/** Compiles a mapping once. `sensorAt` finds the sensor whose polygon holds a WGS84 position. */
export function compileMapping(
  mapping: CountsMapping,
  sensorAt: (position: LonLat) => string | undefined,
): CompiledMapping {
  const one = (path: string | undefined) => (path === undefined ? undefined : first(compile(path)));
  const records = mapping.records === undefined ? undefined : compile(mapping.records);
  const sensorPath = one(mapping.sensor?.path);
  const lonPath = one(mapping.position?.lon);
  const latPath = one(mapping.position?.lat);
  const timePath = one(mapping.time?.path);
  const dedupePaths = mapping.dedupe.map((path) => first(compile(path)));
  const values = mapping.values.map((value) => ({
    ...value,
    read: first(compile(value.path)),
    readInterval: one(value.intervalPath),
  }));

  /** The sensor's name, undefined to ignore the record, or why there is none. */
  const sensorOf = (record: unknown): string | undefined | Refusal => {
    if (lonPath && latPath && mapping.position) {
      const lon = Number(lonPath(record));
      const lat = Number(latPath(record));
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) return { reason: 'it has no position' };
      return (
        sensorAt(toWgs84([lon, lat], mapping.position.datum)) ?? {
          reason: `no sensor covers ${lon}, ${lat} (${mapping.position.datum})`,
        }
      );
    }
    const raw = sensorPath?.(record);
    if (raw === undefined || raw === null || typeof raw === 'object') {
      return { reason: `it has no sensor name at ${mapping.sensor?.path ?? '(no path given)'}` };
    }
    const sent = String(raw);
    if (!mapping.sensor?.table) return sent;
    const known = Object.hasOwn(mapping.sensor.table, sent)
      ? mapping.sensor.table[sent]
      : undefined;
    if (known !== undefined || mapping.others === 'ignore') return known;
    return { sensor: sent, reason: `sender "${sent}" is not in the mapping's table` };
  };

  const readRecord = (record: unknown, readings: Reading[], refusals: Refusal[]): void => {
    const sensor = sensorOf(record);
    if (sensor === undefined) return;
    if (typeof sensor !== 'string') {
      refusals.push(sensor);
      return;
    }
    const at = timePath && mapping.time ? readTime(timePath(record), mapping.time) : undefined;
    if (typeof at === 'string') {
      refusals.push({ sensor, reason: at });
      return;
    }
    const keyParts = dedupePaths.map((path) => String(path(record)));
    let found = 0;
    for (const value of values) {
      const name = sensor + (value.sensorSuffix ?? '');
      const raw = value.read(record);
      if (raw === undefined && value.optional) continue;
      found += 1;
      const amount = toNumber(raw);
      if (amount === undefined) {
        refusals.push({ sensor: name, reason: `it has no number at ${value.path}` });
        continue;
      }
      const intervalS = value.readInterval ? toNumber(value.readInterval(record)) : value.intervalS;
      const startOffset = mapping.time?.marks === 'intervalStart' ? (intervalS ?? 0) * 1_000 : 0;
      readings.push({
        sensor: name,
        measure: value.measure,
        value: amount * value.factor,
        ...(at === undefined ? {} : { observedAt: at + startOffset }),
        ...(intervalS === undefined ? {} : { intervalS }),
        ...(keyParts.length === 0 ? {} : { dedupeKey: keyParts.join('|') }),
      });
    }
    if (found === 0) refusals.push({ sensor, reason: 'it holds none of the mapped values' });
  };

  return {
    read(message) {
      const readings: Reading[] = [];
      const refusals: Refusal[] = [];
      if (typeof message !== 'object' || message === null) {
        return { readings, refusals: [{ reason: 'the message is not a JSON object or array' }] };
      }
      const all = records
        ? records.query(message as JsonRoot).values()
        : Array.isArray(message)
          ? message
          : [message];
      for (const record of all) readRecord(record, readings, refusals);
      return { readings, refusals };
    },
  };
}

type JsonRoot = Parameters<JSONPathQuery['query']>[0];

/** The first value a path finds, or undefined. */
function first(query: JSONPathQuery): (record: unknown) => unknown {
  const member = /^\$\.(\w+)$/.exec(String(query))?.[1];
  if (member !== undefined) {
    // Nearly every path of a mapping: read without the query engine.
    return (record) =>
      typeof record === 'object' && record !== null && Object.hasOwn(record, member)
        ? (record as Record<string, unknown>)[member]
        : undefined;
  }
  return (record) => query.match(record as JsonRoot)?.value;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
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

/** Reads a time to milliseconds, or says why it cannot. */
function readTime(
  raw: unknown,
  time: { form: 'iso' | 'unixSeconds' | 'unixMillis'; zone?: string | undefined },
): Millis | string {
  if (raw === undefined || raw === null || raw === '') return 'it has no time';
  if (time.form !== 'iso') {
    const number = toNumber(raw);
    if (number === undefined) return `its time "${String(raw)}" is not a number`;
    return time.form === 'unixSeconds' ? number * 1_000 : number;
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
