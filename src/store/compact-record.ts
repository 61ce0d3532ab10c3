import { rm } from 'node:fs/promises';
import { err, ok } from '../domain/base/result.ts';
import { EventFile } from './event-file.ts';
import { missing, RecordError, recordFailure } from './failure.ts';
import { canonicalPath, exists, inspect, openForReading } from './inspect.ts';
import type { Outcome } from './record.ts';
import type { Signer } from './signing.ts';
import { numberIn } from './sql.ts';
import { hasWorlds } from './worlds.ts';

/** What a compacted copy may do without; entries are never among it. */
export interface Compaction {
  /** One raster in so many ms stays; absent: all. */
  readonly framesEveryMs?: number;
  /** One world in so many ms stays; absent: all. */
  readonly worldsEveryMs?: number;
}

/** What a compaction came to. */
export interface Compacted {
  readonly file: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly framesRemoved: number;
  readonly worldsRemoved: number;
}

/**
 * Writes a copy of an event file without the room that nothing uses any more, and without the rasters and worlds that
 * `wish` does not want; the copy's log says what was left out. The file itself stays as it is.
 */
export async function compactRecord(
  file: string,
  to: string,
  wish: Compaction,
  signer: Signer | undefined,
): Promise<Outcome<Compacted>> {
  const part = `${to}-part`;
  try {
    const canonical = await canonicalPath(file);
    if (typeof (await inspect(canonical)) === 'string') {
      return err(missing(file, 'there is nothing to compact'));
    }
    const target = await canonicalPath(to);
    if (await exists(target)) {
      const message = `${to} is there already, and nothing is written over it: name another file.`;
      return err({ code: 'io', message });
    }
    const isThinned = wish.framesEveryMs !== undefined || wish.worldsEveryMs !== undefined;
    const bytesBefore = await copyTo(canonical, isThinned ? part : target);
    let removed = { framesRemoved: 0, worldsRemoved: 0 };
    if (isThinned) {
      removed = await thinCopy(part, wish, signer);
      await copyTo(part, target);
    }
    const bytesAfter = await sizeOf(target);
    return ok({ file: to, bytesBefore, bytesAfter, ...removed });
  } catch (error) {
    return err(await recordFailure(error, file));
  } finally {
    for (const end of ['', '-wal', '-shm', '-lock']) await rm(part + end, { force: true });
  }
}

/** Resolves to the size of what was copied. */
async function copyTo(file: string, to: string): Promise<number> {
  const sql = await openForReading(file);
  try {
    const row = await sql.first(
      'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
    );
    await sql.run('VACUUM INTO ?', [to]);
    return row ? numberIn(row, 'bytes') : 0;
  } finally {
    await sql.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  const sql = await openForReading(file);
  try {
    const row = await sql.first(
      'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
    );
    return row ? numberIn(row, 'bytes') : 0;
  } finally {
    await sql.close();
  }
}

async function thinCopy(
  file: string,
  { framesEveryMs, worldsEveryMs }: Compaction,
  signer: Signer | undefined,
): Promise<{ framesRemoved: number; worldsRemoved: number }> {
  const before = (await newestPicture(file)) + 1;
  const opened = await EventFile.open(file, signer ? { signer } : {});
  if (!opened.ok) throw new RecordError(opened.error);
  const { record } = opened.value;
  try {
    const thin = async (what: 'frames' | 'worlds', everyMs: number | undefined) => {
      if (everyMs === undefined) return 0;
      const written = await record.write({ thin: { what, before, everyMs } });
      if (!written.ok) throw new RecordError(written.error);
      return written.value.removed ?? 0;
    };
    const framesRemoved = await thin('frames', framesEveryMs);
    return { framesRemoved, worldsRemoved: await thin('worlds', worldsEveryMs) };
  } finally {
    await record.close();
  }
}

/** The instant of the newest raster or world; 0 without any. */
async function newestPicture(file: string): Promise<number> {
  const sql = await openForReading(file);
  try {
    const worlds = (await hasWorlds(sql)) ? 'worlds' : 'snapshots';
    const row = await sql.first(
      `SELECT max(ifnull((SELECT max(valid_at) FROM frames), 0),
                  ifnull((SELECT max(recorded_at) FROM ${worlds}), 0)) AS newest`,
    );
    return row ? numberIn(row, 'newest') : 0;
  } finally {
    await sql.close();
  }
}
