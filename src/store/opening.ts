import type { Millis } from '../domain/base/quantity.ts';
import { type ChainHead, genesis, hexHash, storedEntry } from './chain.ts';
import { decodeEntry } from './entry-codec.ts';
import { damaged, missing, RecordError } from './failure.ts';
import { checkWritable, exists, type Found, inspect, wasLeftOpen } from './inspect.ts';
import { FORMAT_VERSION, migrate } from './migrations/migrate.ts';
import type { Documents, OpenedRecord, Snapshot } from './record.ts';
import { numberIn, Sql, textIn } from './sql.ts';
import { checkedHead, readDocuments } from './verify.ts';
import { newestSnapshot } from './worlds.ts';
import { takeWriterLock, type WriterLock } from './writer-lock.ts';

/** Clocks of machines that are kept right differ by less. */
const CLOCK_SLACK_MS: Millis = 5_000;

/** An event file that is ours to write. */
export interface OpenFile {
  readonly writer: Sql;
  /** Reads see what is committed and nothing else, and never wait for the writer. */
  readonly reader: Sql;
  readonly lock: WriterLock;
  readonly head: ChainHead;
  /** The head before the first entry. */
  readonly empty: ChainHead;
  readonly opened: OpenedRecord;
}

/** How a file is opened. */
export interface OpeningWay {
  readonly wallNow: Millis;
  /** SQLite reads the whole file for it: too much for one who writes a line into a recording that is over. */
  readonly checkStructure: boolean;
}

/**
 * Opens the event file at a canonical path for writing, or makes it from `documents` when nothing is there.
 * Throws a `RecordError` or `SqlError` when it cannot, and holds nothing then.
 */
export async function openForWriting(
  file: string,
  documents: Documents | undefined,
  how: OpeningWay,
): Promise<OpenFile> {
  if (documents === undefined && !(await exists(file))) {
    throw new RecordError(missing(file, 'nothing is at that path'));
  }
  await checkWritable(file);
  // Before the lock is taken: no side file is laid beside a stranger's file.
  await inspect(file);
  const lock = await takeWriterLock(file);
  try {
    // Looked at again: before the lock was ours another program may have made or written the file.
    const found = await inspect(file);
    if (found === 'empty' && documents === undefined) {
      throw new RecordError(missing(file, 'the file there is empty'));
    }
    const leftOpen = await wasLeftOpen(file);
    const writer = await Sql.open(file, 'create');
    try {
      const content = await openContent(writer, file, {
        found,
        leftOpen,
        documents,
        ...how,
      });
      return { writer, lock, reader: await Sql.open(file, 'readOnly'), ...content };
    } catch (error) {
      await writer.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openContent(
  writer: Sql,
  file: string,
  before: {
    readonly found: Found;
    readonly leftOpen: boolean;
    readonly documents: Documents | undefined;
  } & OpeningWay,
): Promise<Pick<OpenFile, 'head' | 'empty' | 'opened'>> {
  const { found, leftOpen } = before;
  await prepareWriter(writer);
  const created = typeof found === 'string';
  if (created) await createContent(writer, before.documents ?? {});
  else {
    await checkWriting(writer);
    if (before.checkStructure) await checkStructure(writer, file);
  }
  const upgraded = created ? [] : await upgrade(writer, found.version);
  const { documents, head, snapshot, notices } = await checkTail(writer, file);
  return {
    head,
    empty: genesis(documents),
    opened: {
      created,
      documents,
      headSeq: head.seq,
      headHash: hexHash(head.hash),
      notices: [
        ...(found === 'empty' ? ['The file was there but empty; it was begun anew.'] : []),
        ...(leftOpen && !created ? [leftOpenNotice(head.seq)] : []),
        ...upgraded,
        ...notices,
        ...(await clockNotices(writer, before.wallNow)),
      ],
      ...(snapshot ? { snapshot } : {}),
    },
  };
}

function leftOpenNotice(headSeq: number): string {
  return `The file was not closed the last time (power loss, or the program was killed). Everything that was acknowledged is here, up to entry ${headSeq}.`;
}

/** A wall clock that stands before the end of its own record cannot be right: said before anything is added. */
async function clockNotices(sql: Sql, wallNow: Millis): Promise<readonly string[]> {
  const [opened] = await sql.all(
    "SELECT * FROM log WHERE kind = 'sessionOpened' ORDER BY seq DESC LIMIT 1",
  );
  const [tick] = await sql.all(
    "SELECT recorded_at FROM log WHERE kind = 'tick' ORDER BY seq DESC LIMIT 1",
  );
  if (!opened || !tick) return [];
  const entry = decodeEntry(storedEntry(opened));
  if (!entry.ok || entry.value.kind !== 'sessionOpened' || entry.value.payload.clock !== 'wall') {
    return [];
  }
  const last = numberIn(tick, 'recorded_at');
  if (wallNow >= last - CLOCK_SLACK_MS) return [];
  const [shown, recorded] = [wallNow, last].map((at) => new Date(at).toISOString());
  return [
    `The clock of this machine shows ${shown}, but the record already goes to ${recorded}: one of them is wrong. Set the clock; until it has passed ${recorded}, the time of this session stands still.`,
  ];
}

/** What the tail of a log holds, once its chain was checked. */
interface CheckedLog {
  readonly documents: Documents;
  readonly head: ChainHead;
  readonly snapshot?: Snapshot;
  readonly notices: readonly string[];
}

/** Sets a writing connection up: write-ahead log, and every commit on the disk before it is acknowledged. */
async function prepareWriter(sql: Sql): Promise<void> {
  await sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
}

/** Makes an empty file an event file, all of it or nothing. */
async function createContent(sql: Sql, documents: Documents): Promise<void> {
  await sql.exec('BEGIN IMMEDIATE');
  await migrate(sql, 0);
  for (const [name, content] of Object.entries(documents)) {
    await sql.run('INSERT INTO documents (name, content) VALUES (?, ?)', [name, content]);
  }
  await sql.exec('COMMIT');
}

/** Brings an older file to the newest format; says so. */
async function upgrade(sql: Sql, version: number): Promise<readonly string[]> {
  if (version === FORMAT_VERSION) return [];
  await sql.exec('BEGIN IMMEDIATE');
  await migrate(sql, version);
  await sql.exec('COMMIT');
  return [`The file was brought from format version ${version} to ${FORMAT_VERSION}.`];
}

/** SQLite opens a file that it may not write for reading, and says so only when something is written. */
async function checkWriting(sql: Sql): Promise<void> {
  await sql.exec('BEGIN IMMEDIATE; UPDATE meta SET value = value; ROLLBACK');
}

/** Throws `damaged` unless SQLite finds its own structures whole. */
async function checkStructure(sql: Sql, file: string): Promise<void> {
  const rows = await sql.all('PRAGMA quick_check(3)');
  const problems = rows
    .flatMap((row) => textIn(row, 'quick_check').split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('***'));
  if (problems.length > 0) throw new RecordError(damaged(file, problems.join('; ')));
}

/** Reads documents and newest snapshot, and checks the chain from that snapshot to the end of the log. */
async function checkTail(sql: Sql, file: string): Promise<CheckedLog> {
  const documents = await readDocuments(sql);
  const { found, unusable } = await newestSnapshot(sql);
  const start = found ? { seq: found.snapshot.seq, hash: found.logHash } : genesis(documents);
  const head = await checkedHead(sql, file, start);
  const notices = unusable.map(
    (seq) =>
      `The snapshot at entry ${seq} is damaged and was passed over; the log itself is whole.`,
  );
  return { documents, head, notices, ...(found ? { snapshot: found.snapshot } : {}) };
}
