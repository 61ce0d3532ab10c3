import { err, ok } from '../domain/base/result.ts';
import { type ChainBreak, type ChainHead, genesis, hexHash, walkChain } from './chain.ts';
import { LogCheck, type LogFindings } from './check-log.ts';
import { checkPictures, type PictureCheck } from './check-pictures.ts';
import { missing, recordFailure } from './failure.ts';
import { canonicalPath, inspect, openForReading } from './inspect.ts';
import type { RecordSizes, RecordSpan } from './reading.ts';
import type { Outcome } from './record.ts';
import { recordSizes } from './record-sizes.ts';
import { readSpan } from './record-span.ts';
import { type Sql, textIn } from './sql.ts';
import { lastKnownSeq, readDocuments } from './verify.ts';

/** Everything that can be said of an event file by itself. */
export interface RecordCheck {
  readonly file: string;
  readonly formatVersion: number;
  /** What SQLite finds wrong with its own structures. */
  readonly structure: readonly string[];
  readonly lastSeq: number;
  readonly headHash: string;
  /** Where the chain first does not hold; nothing after it is proven. */
  readonly chainBreak?: string;
  readonly log: LogFindings;
  readonly frames: PictureCheck;
  readonly worlds: PictureCheck;
  readonly span?: RecordSpan;
  readonly sizes: RecordSizes;
  /** Everything that is wrong, in words; empty: nothing is. */
  readonly problems: readonly string[];
}

/** What somebody knows of a recording from elsewhere. */
export interface KnownOfRecord {
  /** A head hash that was printed or kept, in hexadecimal digits. */
  readonly head?: string;
  /** The fingerprint of the key that should have signed. */
  readonly key?: string;
}

/** Checks an event file from end to end, while others may read or write it; changes nothing. */
export async function checkRecord(
  file: string,
  known: KnownOfRecord = {},
): Promise<Outcome<RecordCheck>> {
  try {
    const canonical = await canonicalPath(file);
    const found = await inspect(canonical);
    if (typeof found === 'string') return err(missing(file, 'there is nothing to check'));
    const sql = await openForReading(canonical);
    try {
      // One transaction, so that a recorder that goes on writing cannot move anything under the walk.
      await sql.exec('BEGIN');
      return ok(await check(sql, file, found.version, known));
    } finally {
      await sql.close();
    }
  } catch (error) {
    return err(await recordFailure(error, file));
  }
}

async function check(
  sql: Sql,
  file: string,
  formatVersion: number,
  known: KnownOfRecord,
): Promise<RecordCheck> {
  const structure = await structureProblems(sql);
  const log = new LogCheck();
  const start = genesis(await readDocuments(sql));
  let isHeadFound = known.head === undefined || hexHash(start.hash) === known.head;
  const end = await walkChain(sql, start, (stored, before, after) => {
    log.row(stored, before, after);
    if (!isHeadFound) isHeadFound = hexHash(after.hash) === known.head;
  });
  const head: ChainHead = log.head ?? start;
  const chainBreak = breakOf(end, head, await lastKnownSeq(sql));
  const frames = await checkPictures(sql, 'frames', log);
  const worlds = await checkPictures(sql, 'worlds', log);
  const span = await readSpan(sql);
  const findings = log.findings();
  return {
    file,
    formatVersion,
    structure,
    lastSeq: head.seq,
    headHash: hexHash(head.hash),
    ...(chainBreak === undefined ? {} : { chainBreak }),
    log: findings,
    frames,
    worlds,
    ...(span ? { span } : {}),
    sizes: await recordSizes(sql, span),
    problems: [
      ...structure.map((line) => `SQLite: ${line}`),
      ...(chainBreak === undefined ? [] : [chainBreak]),
      ...findings.problems,
      ...frames.problems,
      ...worlds.problems,
      ...(isHeadFound ? [] : [`the hash ${known.head} is no part of this recording`]),
      ...keyProblems(findings, known.key),
    ],
  };
}

function breakOf(end: ChainHead | ChainBreak, head: ChainHead, known: number): string | undefined {
  if ('problem' in end) {
    return `the chain breaks at entry ${end.seq}: ${end.problem}; nothing from there on is proven`;
  }
  if (known <= head.seq) return undefined;
  return `entries ${head.seq + 1} to ${known} are missing at the end of the log`;
}

function keyProblems(
  { keys, signedLate, unsignedTail }: LogFindings,
  wanted: string | undefined,
): readonly string[] {
  if (wanted === undefined) return [];
  const others = keys.filter(({ fingerprint }) => fingerprint !== wanted);
  const problems = others.map(
    ({ fingerprint }) => `it was signed with another key: ${fingerprint}`,
  );
  if (others.length === keys.length) return [...problems, `the key ${wanted} signed nothing`];
  return [
    ...problems,
    ...signedLate.map(
      ({ from, to }) =>
        `rows ${from} to ${to} stood without a signature when the file was opened again, more than a crash leaves behind: the key signed them only later`,
    ),
    ...(unsignedTail
      ? [
          `rows ${unsignedTail.from} to ${unsignedTail.to} at the end are not signed, more than a crash leaves behind`,
        ]
      : []),
  ];
}

async function structureProblems(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.all('PRAGMA integrity_check(20)');
  return rows
    .flatMap((row) => textIn(row, 'integrity_check').split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('***'));
}
