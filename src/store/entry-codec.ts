import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { invariant } from '../domain/base/assert.ts';
import type { Millis } from '../domain/base/quantity.ts';
import { err, ok, type Result } from '../domain/base/result.ts';
import { ENTRY_CLASSES, type Entry, type EntryKind } from '../domain/session/entry.ts';
import { type Audience, ROLES, type Role } from '../domain/session/role.ts';
import { decodeObservations, encodeObservations } from './observation-codec.ts';
import { isRecordable, payloadProblem } from './payload-check.ts';

/** An entry as the log holds it: texts and bytes, over which the chain is computed. */
export interface StoredEntry {
  readonly observedAt: Millis;
  readonly recordedAt: Millis;
  readonly kind: string;
  /** `all`, `hub`, or the roles joined by commas. */
  readonly audience: string;
  /**
   * UTF-8 JSON, where it is long a zero byte and its raw deflate; for observations the packed columns of
   * `encodeObservations`.
   */
  readonly payload: Uint8Array;
}

/** JSON of this many bytes and more is packed: an estimate of twenty zones shrinks to an eighth. */
const PACK_FROM_BYTES = 512;
/** Stands before packed JSON; no JSON text begins with it. */
const PACKED = 0;
/** No payload is longer than this: a guard against damaged bytes that unpack without end. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Turns an entry into what the log holds. Throws on what could not be read back: that would be a bug of ours. */
export function encodeEntry(entry: Entry): StoredEntry {
  const { kind, observedAt, recordedAt } = entry;
  invariant(isRecordable(kind), `${kind} entries are not recorded`);
  invariant(Number.isFinite(observedAt), `${kind} entry with observedAt ${observedAt}`);
  invariant(Number.isFinite(recordedAt), `${kind} entry with recordedAt ${recordedAt}`);
  const payload =
    entry.kind === 'observations' ? encodeObservations(entry.payload) : encodeJson(entry);
  // Adding 0 makes -0 the 0 that the file will give back.
  return {
    observedAt: observedAt + 0,
    recordedAt: recordedAt + 0,
    kind,
    audience: encodeAudience(entry.audience),
    payload,
  };
}

/** Reads an entry back; never throws: whatever is wrong with the bytes is said in the error. */
export function decodeEntry(stored: StoredEntry): Result<Entry> {
  const { kind, observedAt, recordedAt } = stored;
  if (!isKind(kind)) return err(`entries of kind "${kind}" are unknown`);
  if (!isRecordable(kind)) return err(`entries of kind "${kind}" are not recorded`);
  const audience = decodeAudience(stored.audience);
  if (audience === undefined) return err(`audience "${stored.audience}" is unknown`);
  if (kind === 'observations') {
    const columns = decodeObservations(stored.payload);
    if (!columns.ok) return columns;
    return ok({ kind, audience, observedAt, recordedAt, payload: columns.value });
  }
  const payload = parseJson(stored.payload);
  if (payload === undefined) return err(`the payload of ${kind} is no JSON`);
  const problem = payloadProblem(kind, payload);
  if (problem !== undefined) return err(problem);
  return ok({ kind, audience, observedAt, recordedAt, payload } as Entry);
}

function encodeJson(entry: Entry): Uint8Array {
  // Numbers that JSON cannot hold turn into null; they must be found here, not when the night is read again.
  const json = JSON.stringify(entry.payload, (key, value: unknown) => {
    if (typeof value === 'number') {
      invariant(Number.isFinite(value), `${entry.kind} entry with ${key} ${value}`);
    }
    return value;
  });
  const bytes = utf8.encode(json);
  if (bytes.byteLength < PACK_FROM_BYTES) return bytes;
  const packed = deflateRawSync(bytes, { level: 1 });
  const payload = new Uint8Array(1 + packed.byteLength);
  payload[0] = PACKED;
  payload.set(packed, 1);
  return payload;
}

function encodeAudience(audience: Audience): string {
  return typeof audience === 'string' ? audience : audience.join(',');
}

function decodeAudience(text: string): Audience | undefined {
  if (text === 'all' || text === 'hub') return text;
  if (text === '') return [];
  const roles = text.split(',');
  return roles.every(isRole) ? roles : undefined;
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

function isKind(text: string): text is EntryKind {
  return Object.hasOwn(ENTRY_CLASSES, text);
}

/** The JSON of a payload, packed or not; undefined when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const json =
      bytes[0] === PACKED
        ? inflateRawSync(bytes.subarray(1), { maxOutputLength: MAX_JSON_BYTES })
        : bytes;
    return JSON.parse(strictUtf8.decode(json));
  } catch {
    return undefined;
  }
}
