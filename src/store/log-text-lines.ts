import { z } from 'zod';
import { err, ok, type Result } from '../domain/base/result.ts';
import { parseJson, type StoredEntry } from './entry-codec.ts';
import type { FrameRow, WorldRow } from './stored-rows.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const beginSchema = z.object({
  anlan: z.literal('log'),
  version: z.literal(1),
  documents: z.record(z.string(), z.string()),
});
const entrySchema = z.object({
  seq: count,
  observedAt: z.number(),
  recordedAt: z.number(),
  kind: z.string(),
  audience: z.string(),
  /** The payload to read; together with `bytes` it only repeats them. */
  payload: z.unknown().optional(),
  /** The payload as the file holds it, where that is not the plain text of `payload`. */
  bytes: z.base64().optional(),
  hash,
});
const frameSchema = z.object({
  frame: z.object({
    layer: z.string(),
    member: z.number(),
    issuedAt: z.number(),
    validAt: z.number(),
    recordedSeq: count,
    codec: z.string(),
    digest: hash,
    blob: z.base64(),
  }),
});
const worldSchema = z.object({
  world: z.object({
    seq: count,
    recordedAt: z.number(),
    logHash: hash,
    codec: z.string(),
    modelsDigest: hash,
    digest: hash,
    world: z.base64(),
  }),
});
const endSchema = z.object({
  end: z.object({ lastSeq: count, headHash: hash, frames: count, worlds: count }),
});

export type BeginLine = z.infer<typeof beginSchema>;
export type EntryLine = z.infer<typeof entrySchema>;
export type EndLine = z.infer<typeof endSchema>['end'];

/** A line of a log that comes as text, in the form that the file needs. */
export type LogLine =
  | { readonly begin: BeginLine }
  | { readonly entry: EntryLine }
  | { readonly frame: FrameRow }
  | { readonly world: WorldRow }
  | { readonly end: EndLine };

const bytesOf = (text: string, encoding: 'hex' | 'base64') =>
  Uint8Array.from(Buffer.from(text, encoding));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Reads a line; the error says what is wrong with it. */
export function readLogLine(text: string): Result<LogLine> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  if (typeof json !== 'object' || json === null) return err('it is no object');
  if ('anlan' in json) return checked(beginSchema, json, (begin) => ({ begin }));
  if ('frame' in json) {
    return checked(frameSchema, json, ({ frame }) => ({
      frame: {
        ...frame,
        digest: bytesOf(frame.digest, 'hex'),
        blob: bytesOf(frame.blob, 'base64'),
      },
    }));
  }
  if ('world' in json) {
    return checked(worldSchema, json, ({ world }) => ({
      world: {
        ...world,
        logHash: bytesOf(world.logHash, 'hex'),
        modelsDigest: bytesOf(world.modelsDigest, 'hex'),
        digest: bytesOf(world.digest, 'hex'),
        world: bytesOf(world.world, 'base64'),
      },
    }));
  }
  if ('end' in json) return checked(endSchema, json, ({ end }) => ({ end }));
  return checked(entrySchema, json, (entry) => ({ entry }));
}

function checked<T>(
  schema: z.ZodType<T>,
  json: unknown,
  make: (read: T) => LogLine,
): Result<LogLine> {
  const read = schema.safeParse(json);
  if (read.success) return ok(make(read.data));
  const [issue] = read.error.issues;
  return err(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}`);
}

/** A row of the log as a line: with a payload that people can read, where it is JSON. */
export function entryLine(seq: number, stored: StoredEntry, rowHash: Uint8Array): string {
  const { payload: bytes, ...fields } = stored;
  const readable = readablePayload(stored);
  const isPlain = readable !== undefined && Buffer.from(bytes).equals(plainBytes(readable));
  const line: EntryLine = {
    seq,
    ...fields,
    ...(readable === undefined ? {} : { payload: readable }),
    ...(isPlain ? {} : { bytes: base64(bytes) }),
    hash: hex(rowHash),
  };
  return JSON.stringify(line);
}

/** The row that a line stands for; the error says where the line contradicts itself. */
export function storedOfLine(line: EntryLine): Result<StoredEntry> {
  const { observedAt, recordedAt, kind, audience } = line;
  const payload =
    line.bytes === undefined ? plainBytes(line.payload) : bytesOf(line.bytes, 'base64');
  const stored = { observedAt, recordedAt, kind, audience, payload };
  if (line.bytes === undefined) return ok(stored);
  const readable = readablePayload(stored);
  if (JSON.stringify(readable) === JSON.stringify(line.payload)) return ok(stored);
  return err('its payload was changed: it does not say what its bytes say');
}

export function frameLine({ digest, blob, ...fields }: FrameRow): string {
  return JSON.stringify({ frame: { ...fields, digest: hex(digest), blob: base64(blob) } });
}

export function worldLine(row: WorldRow): string {
  const { logHash, modelsDigest, digest, world, ...fields } = row;
  return JSON.stringify({
    world: {
      ...fields,
      logHash: hex(logHash),
      modelsDigest: hex(modelsDigest),
      digest: hex(digest),
      world: base64(world),
    },
  });
}

function plainBytes(payload: unknown): Uint8Array {
  return Uint8Array.from(Buffer.from(JSON.stringify(payload) ?? '', 'utf8'));
}

/** What a payload says as JSON; undefined for readings, which are columns. */
function readablePayload({ kind, payload }: StoredEntry): unknown {
  return kind === 'observations' ? undefined : parseJson(payload);
}
