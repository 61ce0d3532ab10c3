import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Millis } from '../domain/base/quantity.ts';
import type { World } from '../domain/session/world.ts';
import { type HashField, hashFields, sameBytes } from './chain.ts';
import type { Snapshot } from './record.ts';
import {
  bytesIn,
  numberIn,
  type Sql,
  SqlError,
  type SqlRow,
  type SqlValue,
  textIn,
} from './sql.ts';
import { digestOfWorld, insertWorldRow, worldRow } from './stored-rows.ts';

/** Models' states are kept for the newest worlds, to go on from; the worlds themselves are all kept, to seek by. */
const KEPT_MODELS = 3;
/** The raw deflate of a world's JSON in UTF-8. */
const CODEC = 'json-deflate-1';
/** No world is longer than this: a guard against damaged bytes that unpack without end. */
const MAX_WORLD_BYTES = 64 * 1024 * 1024;

/** A table stays where it is: a connection that has found it need not look again. */
const KNOWN_TO_HAVE = new WeakSet<Sql>();

type Models = readonly (readonly [name: string, state: Uint8Array])[];

/** A snapshot as it was found, with the hash of the log entry that it stands on. */
export interface FoundSnapshot {
  readonly snapshot: Snapshot;
  readonly logHash: Uint8Array;
}

/** A kept world whose digest has been checked. */
export interface StoredWorld {
  readonly seq: number;
  readonly world: World;
  readonly logHash: Uint8Array;
}

/**
 * Writes a world with the models' states and lets go of the states of older ones; part of the caller's transaction.
 * Resolves to the digest that belongs into the log.
 */
export async function insertWorld(sql: Sql, snapshot: Snapshot): Promise<Uint8Array> {
  const { seq, world } = snapshot;
  const anchor = await sql.first('SELECT hash FROM log WHERE seq = ?', [seq]);
  if (!anchor) {
    throw new SqlError('SQLITE_CONSTRAINT', `a snapshot names entry ${seq}, which is not recorded`);
  }
  const models = Object.entries(snapshot.models);
  const digest = await putWorld(sql, {
    seq,
    recordedAt: world.time,
    logHash: bytesIn(anchor, 'hash'),
    json: JSON.stringify(world),
    models,
  });
  await sql.run(
    `DELETE FROM models
     WHERE seq NOT IN (SELECT seq FROM worlds ORDER BY seq DESC LIMIT ${KEPT_MODELS})`,
  );
  return digest;
}

/** Writes the row of one world and those of its models. */
export async function putWorld(
  sql: Sql,
  what: {
    readonly seq: number;
    readonly recordedAt: Millis;
    readonly logHash: Uint8Array;
    readonly json: string;
    readonly models: Models;
  },
): Promise<Uint8Array> {
  const { seq, recordedAt, logHash, models } = what;
  const packed = deflateRawSync(what.json, { level: 1 });
  const modelsDigest = digestOfModels(models);
  const content = { seq, logHash, codec: CODEC, modelsDigest, world: packed };
  const digest = digestOfWorld(content);
  await sql.run('DELETE FROM models WHERE seq = ?', [seq]);
  await insertWorldRow(sql, { ...content, recordedAt, digest });
  for (const [name, state] of models) {
    await sql.run('INSERT INTO models (seq, name, state) VALUES (?, ?, ?)', [seq, name, state]);
  }
  return digest;
}

/**
 * The newest snapshot that a session can go on from, models and all, and the sequence numbers of newer ones that are
 * damaged.
 */
export async function newestSnapshot(
  sql: Sql,
): Promise<{ readonly found?: FoundSnapshot; readonly unusable: readonly number[] }> {
  const unusable: number[] = [];
  const rows = await sql.all(`SELECT seq FROM worlds ORDER BY seq DESC LIMIT ${KEPT_MODELS}`);
  for (const row of rows) {
    const seq = numberIn(row, 'seq');
    const found = await wholeSnapshot(sql, seq);
    if (typeof found === 'object') return { found, unusable };
    if (found === 'damaged') unusable.push(seq);
  }
  return { unusable };
}

/** Reads a row of `worlds`; undefined when it is not what was written. */
export function storedWorld(row: SqlRow): StoredWorld | undefined {
  const stored = worldRow(row);
  if (!sameBytes(stored.digest, digestOfWorld(stored))) return undefined;
  const { seq, logHash } = stored;
  const world = unpack(stored.codec, stored.world);
  return world && { seq, world, logHash };
}

/** `bare`: a world without its models, as a file has it that was saved from a damaged one or read in from a text. */
async function wholeSnapshot(sql: Sql, seq: number): Promise<FoundSnapshot | 'bare' | 'damaged'> {
  const row = await sql.first(
    `SELECT worlds.* FROM worlds JOIN log USING (seq) WHERE seq = ? AND log_hash = log.hash`,
    [seq],
  );
  const stored = row && storedWorld(row);
  if (!stored) return 'damaged';
  const states = await sql.all('SELECT name, state FROM models WHERE seq = ?', [seq]);
  const models = states.map(
    (state) => [textIn(state, 'name'), Uint8Array.from(bytesIn(state, 'state'))] as const,
  );
  if (!sameBytes(bytesIn(row, 'models_digest'), digestOfModels(models))) {
    return models.length === 0 ? 'bare' : 'damaged';
  }
  const snapshot = { seq, world: stored.world, models: Object.fromEntries(models) };
  return { snapshot, logHash: stored.logHash };
}

function unpack(codec: string, packed: Uint8Array): World | undefined {
  if (codec !== CODEC) return undefined;
  try {
    // The digest says that these are the bytes we wrote, and we write nothing but worlds.
    return JSON.parse(
      inflateRawSync(packed, { maxOutputLength: MAX_WORLD_BYTES }).toString('utf8'),
    );
  } catch {
    return undefined;
  }
}

function digestOfModels(models: Models): Uint8Array {
  const byName = models.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields: HashField[] = byName.flat();
  return hashFields('anlan models 1', fields);
}

/** Reads a row of `snapshots`, as files of format 1 have them; the log proves nothing about it. */
function legacyWorld(row: SqlRow): StoredWorld | undefined {
  try {
    const world: World = JSON.parse(textIn(row, 'world'));
    return { seq: numberIn(row, 'seq'), world, logHash: bytesIn(row, 'log_hash') };
  } catch {
    return undefined;
  }
}

/** The world that a part of a statement after `WHERE true` finds, in a file of any format. */
export async function keptWorld(
  sql: Sql,
  rest: string,
  values: readonly SqlValue[],
): Promise<StoredWorld | 'damaged' | undefined> {
  const isLegacy = !(await hasWorlds(sql));
  const table = isLegacy ? 'snapshots' : 'worlds';
  const row = await sql.first(`SELECT * FROM ${table} WHERE true ${rest}`, values);
  if (!row) return undefined;
  return (isLegacy ? legacyWorld(row) : storedWorld(row)) ?? 'damaged';
}

/** Whether a file has the table of worlds: one on read-only media stays of the format that it is of. */
export async function hasWorlds(sql: Sql): Promise<boolean> {
  if (KNOWN_TO_HAVE.has(sql)) return true;
  const row = await sql.first("SELECT 1 AS found FROM sqlite_schema WHERE name = 'worlds'");
  if (row) KNOWN_TO_HAVE.add(sql);
  return row !== undefined;
}
