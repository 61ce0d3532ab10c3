import { MINUTE } from '../domain/base/quantity.ts';
import type { World } from '../domain/session/world.ts';
import { type HashField, hashFields, sameBytes } from './chain.ts';
import type { Snapshot } from './record.ts';
import { bytesIn, numberIn, type Sql, SqlError, textIn } from './sql.ts';

/** The newest snapshots are all kept, to go on from; of the older ones one in ten minutes, to seek by. */
const KEPT_NEWEST = 3;
const KEPT_EVERY_MS = 10 * MINUTE;

/** A snapshot as it was found, with the hash of the log entry that it stands on. */
export interface FoundSnapshot {
  readonly snapshot: Snapshot;
  readonly logHash: Uint8Array;
}

/** Writes a snapshot and thins the older ones; part of the caller's transaction. */
export async function insertSnapshot(sql: Sql, snapshot: Snapshot): Promise<void> {
  const { seq } = snapshot;
  const anchor = await sql.first('SELECT hash FROM log WHERE seq = ?', [seq]);
  if (!anchor) {
    throw new SqlError('SQLITE_CONSTRAINT', `a snapshot names entry ${seq}, which is not recorded`);
  }
  const logHash = bytesIn(anchor, 'hash');
  const world = JSON.stringify(snapshot.world);
  const models = Object.entries(snapshot.models);
  await sql.run('DELETE FROM snapshot_models WHERE seq = ?', [seq]);
  await sql.run(
    `INSERT OR REPLACE INTO snapshots (seq, recorded_at, log_hash, digest, world)
     VALUES (?, ?, ?, ?, ?)`,
    [seq, snapshot.world.time, logHash, digestOf(seq, logHash, world, models), world],
  );
  for (const [name, state] of models) {
    await sql.run('INSERT INTO snapshot_models (seq, name, state) VALUES (?, ?, ?)', [
      seq,
      name,
      state,
    ]);
  }
  await thin(sql);
}

/** The newest snapshot that is whole, and the sequence numbers of newer ones that are not. */
export async function newestSnapshot(
  sql: Sql,
): Promise<{ readonly found?: FoundSnapshot; readonly unusable: readonly number[] }> {
  const unusable: number[] = [];
  const rows = await sql.all('SELECT seq FROM snapshots ORDER BY seq DESC');
  for (const row of rows) {
    const seq = numberIn(row, 'seq');
    const found = await wholeSnapshot(sql, seq);
    if (found) return { found, unusable };
    unusable.push(seq);
  }
  return { unusable };
}

async function wholeSnapshot(sql: Sql, seq: number): Promise<FoundSnapshot | undefined> {
  const row = await sql.first(
    `SELECT world, log_hash, digest FROM snapshots JOIN log USING (seq)
     WHERE seq = ? AND log_hash = log.hash`,
    [seq],
  );
  if (!row) return undefined;
  const models: [string, Uint8Array][] = [];
  const states = await sql.all('SELECT name, state FROM snapshot_models WHERE seq = ?', [seq]);
  for (const state of states) {
    models.push([textIn(state, 'name'), Uint8Array.from(bytesIn(state, 'state'))]);
  }
  const logHash = bytesIn(row, 'log_hash');
  const text = textIn(row, 'world');
  if (!sameBytes(bytesIn(row, 'digest'), digestOf(seq, logHash, text, models))) return undefined;
  // The digest says that these are the bytes we wrote, and we write nothing but worlds.
  const world: World = JSON.parse(text);
  return { snapshot: { seq, world, models: Object.fromEntries(models) }, logHash };
}

function digestOf(
  seq: number,
  logHash: Uint8Array,
  world: string,
  models: readonly (readonly [name: string, state: Uint8Array])[],
): Uint8Array {
  const byName = models.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields: HashField[] = [seq, logHash, world, ...byName.flat()];
  return hashFields('anlan snapshot 1', fields);
}

async function thin(sql: Sql): Promise<void> {
  const gone = `
    seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ${KEPT_NEWEST})
    AND seq NOT IN (
      SELECT min(seq) FROM snapshots GROUP BY CAST(recorded_at / ${KEPT_EVERY_MS} AS INTEGER))`;
  await sql.run(
    `DELETE FROM snapshot_models WHERE seq IN (SELECT seq FROM snapshots WHERE ${gone})`,
  );
  await sql.run(`DELETE FROM snapshots WHERE ${gone}`);
}
