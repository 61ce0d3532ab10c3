import { type HashField, hashFields, sameBytes } from '../chain.ts';
import { bytesIn, numberIn, type Sql, textIn } from '../sql.ts';
import { putWorld } from '../worlds.ts';

const TABLES = `
    -- One world in ten seconds, packed; a seek reads one of them and the log after it.
    CREATE TABLE worlds (
      seq INTEGER PRIMARY KEY,
      recorded_at REAL NOT NULL,
      log_hash BLOB NOT NULL,
      codec TEXT NOT NULL,
      models_digest BLOB NOT NULL,
      digest BLOB NOT NULL,
      world BLOB NOT NULL
    ) STRICT;
    CREATE INDEX worlds_by_time ON worlds (recorded_at, seq);

    -- What the models need to go on, of the newest worlds only.
    CREATE TABLE models (
      seq INTEGER NOT NULL REFERENCES worlds (seq) ON DELETE CASCADE,
      name TEXT NOT NULL,
      state BLOB NOT NULL,
      PRIMARY KEY (seq, name)
    ) STRICT;
  `;

/** All worlds are kept and packed, apart from the models' states; those of format 1 that are whole move over. */
export async function worlds(sql: Sql): Promise<void> {
  await sql.exec(TABLES);
  const rows = await sql.all('SELECT seq FROM snapshots ORDER BY seq');
  for (const row of rows) await moveSnapshot(sql, numberIn(row, 'seq'));
  await sql.exec('DROP TABLE snapshot_models; DROP TABLE snapshots');
}

async function moveSnapshot(sql: Sql, seq: number): Promise<void> {
  const row = await sql.first('SELECT * FROM snapshots WHERE seq = ?', [seq]);
  if (!row) return;
  const states = await sql.all('SELECT name, state FROM snapshot_models WHERE seq = ?', [seq]);
  const models = states.map(
    (state) => [textIn(state, 'name'), Uint8Array.from(bytesIn(state, 'state'))] as const,
  );
  const logHash = bytesIn(row, 'log_hash');
  const json = textIn(row, 'world');
  const byName = models.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields: HashField[] = [seq, logHash, json, ...byName.flat()];
  // One that is damaged stays behind: the log gives its world again.
  if (!sameBytes(bytesIn(row, 'digest'), hashFields('anlan snapshot 1', fields))) return;
  await putWorld(sql, { seq, recordedAt: numberIn(row, 'recorded_at'), logHash, json, models });
}
