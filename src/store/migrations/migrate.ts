import type { Sql } from '../sql.ts';
import { eventFile } from './0001-event-file.ts';
import { worlds } from './0002-worlds.ts';

/** A step of the file format: run once per file and never changed after a release. */
type Migration = string | ((sql: Sql) => Promise<void>);

/** Oldest first. */
const MIGRATIONS: readonly Migration[] = [eventFile, worlds];

/** "ANLN": what PRAGMA application_id of every event file says. */
export const APPLICATION_ID = 0x414e4c4e;

/** The newest format version that this program knows. */
export const FORMAT_VERSION = MIGRATIONS.length;

/**
 * Brings a file from `version` (0: an empty file) to format `target`, which only tests name. Run it inside a
 * transaction.
 */
export async function migrate(sql: Sql, version: number, target = FORMAT_VERSION): Promise<void> {
  for (const step of MIGRATIONS.slice(version, target)) {
    if (typeof step === 'string') await sql.exec(step);
    else await step(sql);
  }
  await sql.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  await sql.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('formatVersion', ?)", [
    String(target),
  ]);
}
