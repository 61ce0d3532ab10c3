import type { LonLat } from '../../../domain/base/quantity.ts';
import { SECOND } from '../../../domain/base/quantity.ts';
import type { Reading, Refusal } from '../../../domain/crowd/observation.ts';
import { toWgs84 } from '../../../domain/geo/datum.ts';
import {
  meets,
  type ReadPath,
  readPath,
  readRecords,
  textOf,
  toNumber,
  topicPart,
} from './counts-mapping-path.ts';
import type { CountsMapping, TimeMapping } from './counts-mapping-schema.ts';
import { type RecordTime, readInterval, readRecordTime } from './counts-mapping-time.ts';

/** What a message became. */
export interface MappedMessage {
  readonly readings: readonly Reading[];
  readonly refusals: readonly Refusal[];
  /** Records that are other news of the sender (`only`). */
  readonly others: number;
}

/** A mapping made ready; `read` never throws. */
export interface CompiledMapping {
  /** `topic`: under which the message came, where there is one. */
  read(message: unknown, topic?: string): MappedMessage;
}

/** A value of a record: what it amounts to, or why it cannot be read; undefined where it is not there. */
interface Amount {
  readonly value: number;
  readonly sd?: number;
}

interface CompiledValue {
  readonly mapped: CountsMapping['values'][number];
  readonly applies: ((record: unknown) => boolean) | undefined;
  amount(record: unknown): Amount | string | undefined;
  /** Seconds, why they cannot be read, or undefined where the value has none. */
  interval(record: unknown, time: RecordTime | undefined): number | string | undefined;
}

/** The sensor's name, undefined to ignore the record, or why there is none. */
type SensorOf = (record: unknown, topic: string | undefined) => string | undefined | Refusal;

/** Compiles a mapping once. `sensorAt` finds the sensor whose polygon holds a WGS84 position. */
export function compileMapping(
  mapping: CountsMapping,
  sensorAt: (position: LonLat) => string | undefined,
): CompiledMapping {
  const { records } = mapping;
  const recordsOf = records === undefined ? undefined : readRecords([records].flat());
  const isMeant = mapping.only.length === 0 ? undefined : meets(mapping.only);
  const sensorOf = mapping.position
    ? sensorByPosition(mapping.position, sensorAt)
    : sensorByName(mapping);
  const readTime = mapping.time && readPath(mapping.time.path);
  const dedupe = mapping.dedupe.map((part) =>
    typeof part === 'string'
      ? { read: readPath(part), topic: undefined }
      : { read: undefined, topic: part.topic },
  );
  const values = mapping.values.map((value) => compileValue(value, mapping.time));
  /** A bare number or text is a record only where the topic says whose it is. */
  const takesScalars = mapping.sensor?.topic !== undefined;

  const readRecord = (
    record: unknown,
    topic: string | undefined,
    readings: Reading[],
    refusals: Refusal[],
  ): void => {
    const sensor = sensorOf(record, topic);
    if (sensor === undefined) return;
    if (typeof sensor !== 'string') {
      refusals.push(sensor);
      return;
    }
    const time = readTime && mapping.time && readRecordTime(readTime(record), mapping.time);
    if (typeof time === 'string') {
      refusals.push({ sensor, reason: time });
      return;
    }
    const key = dedupe
      .map((part) => (part.read ? String(part.read(record)) : topicPart(topic, part.topic)))
      .join('|');
    let found = 0;
    for (const value of values) {
      if (value.applies?.(record) === false) continue;
      const amount = value.amount(record);
      if (amount === undefined && value.mapped.optional) continue;
      found += 1;
      const intervalS = value.interval(record, time);
      const name = sensor + (value.mapped.sensorSuffix ?? '');
      if (amount === undefined || typeof amount === 'string' || typeof intervalS === 'string') {
        refusals.push({ sensor: name, reason: problemOf(amount, intervalS, value.mapped) });
        continue;
      }
      const startOffset = mapping.time?.marks === 'intervalStart' ? (intervalS ?? 0) * SECOND : 0;
      readings.push({
        sensor: name,
        measure: value.mapped.measure,
        value: amount.value,
        ...(amount.sd === undefined ? {} : { sd: amount.sd }),
        ...(time === undefined ? {} : { observedAt: time.at + startOffset }),
        ...(intervalS === undefined ? {} : { intervalS }),
        ...(dedupe.length === 0 ? {} : { dedupeKey: key }),
      });
    }
    if (found === 0) refusals.push({ sensor, reason: 'it holds none of the mapped values' });
  };

  return {
    read(message, topic) {
      const readings: Reading[] = [];
      const refusals: Refusal[] = [];
      if ((typeof message !== 'object' || message === null) && !takesScalars) {
        const reason = 'the message is not a JSON object or array';
        return { readings, refusals: [{ reason }], others: 0 };
      }
      const all = recordsOf ? recordsOf(message) : Array.isArray(message) ? message : [message];
      if (recordsOf && all.length === 0) {
        refusals.push({ reason: `it holds no record at ${[records].flat().join(' or ')}` });
      }
      let others = 0;
      for (const record of all) {
        if (isMeant?.(record) === false) others += 1;
        else readRecord(record, topic, readings, refusals);
      }
      return { readings, refusals, others };
    },
  };
}

function problemOf(
  amount: Amount | string | undefined,
  intervalS: number | string | undefined,
  { path, range }: CountsMapping['values'][number],
): string {
  if (typeof amount === 'string') return amount;
  if (amount === undefined) return `it has no number at ${path ?? range?.low ?? ''}`;
  return String(intervalS);
}

function sensorByPosition(
  position: NonNullable<CountsMapping['position']>,
  sensorAt: (position: LonLat) => string | undefined,
): SensorOf {
  const readLon = readPath(position.lon);
  const readLat = readPath(position.lat);
  return (record) => {
    const lon = toNumber(readLon(record));
    const lat = toNumber(readLat(record));
    if (lon === undefined || lat === undefined) return { reason: 'it has no position' };
    return (
      sensorAt(toWgs84([lon, lat], position.datum)) ?? {
        reason: `no sensor covers ${lon}, ${lat} (${position.datum})`,
      }
    );
  };
}

function sensorByName({ sensor, others }: CountsMapping): SensorOf {
  const paths = sensor?.path === undefined ? [] : [sensor.path].flat();
  const reads = paths.map(readPath);
  const part = sensor?.topic;
  const sentName = (record: unknown, topic: string | undefined): string | undefined => {
    if (part !== undefined) return topicPart(topic, part);
    const [only, ...more] = reads;
    const first = textOf(only?.(record));
    if (more.length === 0) return first;
    const all = [first, ...more.map((read) => textOf(read(record)))];
    return all.includes(undefined) ? undefined : all.join('/');
  };
  const where =
    part === undefined ? `at ${paths.join(' and ') || '(no path given)'}` : 'in its topic';
  const table = sensor?.table;
  return (record, topic) => {
    const sent = sentName(record, topic);
    if (sent === undefined) return { reason: `it has no sensor name ${where}` };
    if (!table) return sent;
    const known = Object.hasOwn(table, sent) ? table[sent] : undefined;
    if (known !== undefined || others === 'ignore') return known;
    return { sensor: sent, reason: `sender "${sent}" is not in the mapping's table` };
  };
}

function compileValue(
  mapped: CountsMapping['values'][number],
  time: TimeMapping | undefined,
): CompiledValue {
  const readFixed = mapped.intervalPath === undefined ? undefined : readPath(mapped.intervalPath);
  const between = mapped.intervalBetween && {
    start: readPath(mapped.intervalBetween.start),
    end: readPath(mapped.intervalBetween.end),
  };
  return {
    mapped,
    applies: mapped.when && meets([mapped.when]),
    amount: mapped.range
      ? amountOfRange(mapped.range, mapped.factor)
      : amountAt(readPath(mapped.path ?? '$'), mapped.path ?? '$', mapped.factor),
    interval(record, recordTime) {
      if (between && time) return readInterval(between.start(record), between.end(record), time);
      if (readFixed) return toNumber(readFixed(record));
      return mapped.intervalS ?? recordTime?.intervalS;
    },
  };
}

function amountAt(read: ReadPath, path: string, factor: number): CompiledValue['amount'] {
  return (record) => {
    const raw = read(record);
    if (raw === undefined) return undefined;
    const number = toNumber(raw);
    return number === undefined ? `it has no number at ${path}` : { value: number * factor };
  };
}

/**
 * Whoever gives a least and a greatest number says that every number between is as likely: a uniform distribution,
 * whose mean is the middle and whose standard deviation is its width divided by the square root of 12.
 */
function amountOfRange(
  range: { readonly low: string; readonly high: string },
  factor: number,
): CompiledValue['amount'] {
  const readLow = readPath(range.low);
  const readHigh = readPath(range.high);
  return (record) => {
    const [rawLow, rawHigh] = [readLow(record), readHigh(record)];
    if (rawLow === undefined && rawHigh === undefined) return undefined;
    const low = toNumber(rawLow);
    const high = toNumber(rawHigh);
    if (low === undefined || high === undefined) {
      return `it has no numbers at ${range.low} and ${range.high}`;
    }
    if (high < low) return `its greatest number ${high} is below its least ${low}`;
    return { value: ((low + high) / 2) * factor, sd: ((high - low) / Math.sqrt(12)) * factor };
  };
}
