import type { Sql } from '../sql.ts';
import { eventFile } from './0001-event-file.ts';

/** The steps of the file format, oldest first: SQL that is run once per file and never changed after a release. */
const MIGRATIONS: readonly string[] = [eventFile];

/** "ANLN": what PRAGMA application_id of every event file says. */
export const APPLICATION_ID = 0x414e4c4e;

/** The newest format version that this program knows. */
export const FORMAT_VERSION = MIGRATIONS.length;

/** Brings a file from `version` (0: an empty file) to the newest format. Run it inside a transaction. */
export async function migrate(sql: Sql, version: number): Promise<void> {
  for (const step of MIGRATIONS.slice(version)) await sql.exec(step);
  await sql.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  await sql.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('formatVersion', ?)", [
    String(FORMAT_VERSION),
  ]);
}
