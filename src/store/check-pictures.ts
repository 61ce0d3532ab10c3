import { hexHash, sameBytes } from './chain.ts';
import type { LogCheck } from './check-log.ts';
import { explainMissing, type KnownPicture } from './picture-account.ts';
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
  /** Named by the log and gone, which nothing explains. */
  readonly missing: number;
  /** Missing or changed, each once. */
  readonly wrong: number;
  readonly problems: readonly string[];
}

/** Rows are held so many at a time. */
const ROWS = 100;
/** So many are named; the others are counted. */
const NAMED = 5;

/** What a log says of pictures. */
export type PictureNotes = Pick<LogCheck, 'frameNotes' | 'worldNotes' | 'thinned' | 'repaired'>;

interface Picture {
  readonly series: string;
  readonly at: number;
  readonly digest: Uint8Array;
  readonly isWhole: boolean;
}

interface Promised {
  readonly seq: number;
  readonly series: string;
  readonly at: number;
  readonly digest: string;
}

/** Compares every raster, or every world, with what the log says of it. */
export async function checkPictures(
  sql: Sql,
  what: 'frames' | 'worlds',
  log: PictureNotes,
): Promise<PictureCheck> {
  if (what === 'worlds' && !(await hasWorlds(sql))) {
    return { proven: 0, unproven: 0, thinned: 0, lost: 0, missing: 0, wrong: 0, problems: [] };
  }
  const named = promises(what, log);
  const promised = new Map(named.map((one) => [one.digest, one]));
  const known: KnownPicture[] = [];
  const wrong: string[] = [];
  let [proven, unproven, changed] = [0, 0, 0];
  for await (const { at, series, digest, isWhole } of pictures(sql, what)) {
    const name = `${what === 'frames' ? 'frame' : 'world'} of ${new Date(at).toISOString()}`;
    if (!isWhole) {
      wrong.push(`the ${name} was changed`);
      changed += 1;
      promised.delete(hexHash(digest));
    } else if (promised.delete(hexHash(digest))) proven += 1;
    else {
      unproven += 1;
      known.push({ seq: 0, at, series, isThere: true });
    }
  }
  for (const { seq, at, series, digest } of named) {
    known.push({ seq, at, series, isThere: !promised.has(digest) });
  }
  const { thinned, lost, unexplained } = explainMissing(
    known,
    log.thinned.filter((note) => note.what === what),
    log.repaired.map(({ seq, ...counts }) => ({ seq, count: counts[what] })),
  );
  for (const { seq, at } of unexplained) {
    const name = `${what === 'frames' ? 'frame' : 'world'} of ${new Date(at).toISOString()}`;
    wrong.push(`the ${name} that entry ${seq} names is missing or was changed`);
  }
  const missing = unexplained.length;
  const more = wrong.length > NAMED ? [`and ${wrong.length - NAMED} more ${what}`] : [];
  const problems = [...wrong.slice(0, NAMED), ...more];
  return { proven, unproven, thinned, lost, missing, wrong: missing + changed, problems };
}

function promises(what: 'frames' | 'worlds', log: PictureNotes): readonly Promised[] {
  if (what === 'frames') {
    return [...log.frameNotes].map(([seq, { layer, member, validAt, digest }]) => ({
      seq,
      at: validAt,
      series: seriesOf(layer, member),
      digest,
    }));
  }
  // A world that was written twice at one entry has the newest of its digests.
  const bySeq = new Map<number, Promised>();
  for (const [seq, note] of log.worldNotes) {
    bySeq.set(note.seq, { seq, at: note.at, series: '', digest: note.digest });
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
  const { digest, validAt, layer, member } = stored;
  return {
    at: validAt,
    series: seriesOf(layer, member),
    digest,
    isWhole: sameBytes(digest, digestOfFrame(stored)),
  };
}

function world(row: SqlRow): Picture {
  const stored = worldRow(row);
  const { digest, recordedAt } = stored;
  return { at: recordedAt, series: '', digest, isWhole: sameBytes(digest, digestOfWorld(stored)) };
}

function seriesOf(layer: string, member: number): string {
  return `${layer}/${member}`;
}
