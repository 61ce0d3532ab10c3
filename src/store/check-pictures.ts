import { hexHash, sameBytes } from './chain.ts';
import type { LogCheck } from './check-log.ts';
import { numberIn, type Sql, type SqlRow } from './sql.ts';
import { digestOfFrame, digestOfWorld, frameRow, worldRow } from './stored-rows.ts';
import { hasWorlds } from './worlds.ts';

/** How the rasters (or worlds) of a file stand to its log. */
export interface PictureCheck {
  /** Their digest stands in the chain. */
  readonly proven: number;
  /** Whole by their own digest, which the chain does not hold: of format 1, or put in by somebody. */
  readonly unproven: number;
  /** Taken away, as the log says. */
  readonly thinned: number;
  /** Gone with the damaged file that this one was saved from. */
  readonly lost: number;
  readonly problems: readonly string[];
}

/** Rows are held so many at a time. */
const ROWS = 100;
/** So many are named; the others are counted. */
const NAMED = 5;

interface Picture {
  readonly at: number;
  readonly digest: Uint8Array;
  readonly isWhole: boolean;
}

interface Promised {
  readonly seq: number;
  readonly at: number;
  readonly digest: string;
}

/** Compares every raster, or every world, with what the log says of it. */
export async function checkPictures(
  sql: Sql,
  what: 'frames' | 'worlds',
  log: LogCheck,
): Promise<PictureCheck> {
  if (what === 'worlds' && !(await hasWorlds(sql))) {
    return { proven: 0, unproven: 0, thinned: 0, lost: 0, problems: [] };
  }
  const promised = new Map(promises(what, log).map((one) => [one.digest, one]));
  const wrong: string[] = [];
  let [proven, unproven, thinned, lost] = [0, 0, 0, 0];
  for await (const { at, digest, isWhole } of pictures(sql, what)) {
    const name = `${what === 'frames' ? 'frame' : 'world'} of ${new Date(at).toISOString()}`;
    if (!isWhole) wrong.push(`the ${name} was changed`);
    else if (promised.delete(hexHash(digest))) proven += 1;
    else unproven += 1;
  }
  for (const { seq, at } of promised.values()) {
    const isThinned = log.thinned.some(
      (note) => note.what === what && note.seq > seq && at < note.before,
    );
    if (isThinned) thinned += 1;
    else if (seq < log.repairedAt) lost += 1;
    else {
      const name = `${what === 'frames' ? 'frame' : 'world'} of ${new Date(at).toISOString()}`;
      wrong.push(`the ${name} that entry ${seq} names is missing or was changed`);
    }
  }
  const more = wrong.length > NAMED ? [`and ${wrong.length - NAMED} more ${what}`] : [];
  return { proven, unproven, thinned, lost, problems: [...wrong.slice(0, NAMED), ...more] };
}

function promises(what: 'frames' | 'worlds', log: LogCheck): readonly Promised[] {
  if (what === 'frames') {
    return [...log.frameNotes].map(([seq, { validAt, digest }]) => ({ seq, at: validAt, digest }));
  }
  // A world that was written twice at one entry has the newest of its digests.
  const bySeq = new Map<number, Promised>();
  for (const [seq, note] of log.worldNotes) {
    bySeq.set(note.seq, { seq, at: note.at, digest: note.digest });
  }
  return [...bySeq.values()];
}

async function* pictures(sql: Sql, what: 'frames' | 'worlds'): AsyncGenerator<Picture> {
  const key = what === 'frames' ? 'id' : 'seq';
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await sql.all(
      `SELECT * FROM ${what} WHERE ${key} > ? ORDER BY ${key} LIMIT ${ROWS}`,
      [after],
    );
    for (const row of rows) {
      after = numberIn(row, key);
      yield what === 'frames' ? frame(row) : world(row);
    }
    if (rows.length < ROWS) return;
  }
}

function frame(row: SqlRow): Picture {
  const stored = frameRow(row);
  const { digest, validAt } = stored;
  return { at: validAt, digest, isWhole: sameBytes(digest, digestOfFrame(stored)) };
}

function world(row: SqlRow): Picture {
  const stored = worldRow(row);
  const { digest, recordedAt } = stored;
  return { at: recordedAt, digest, isWhole: sameBytes(digest, digestOfWorld(stored)) };
}
