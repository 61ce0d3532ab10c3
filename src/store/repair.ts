import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { err, ok } from '../domain/base/result.ts';
import { type ChainHead, genesis, hexHash, nextHead, sameBytes } from './chain.ts';
import { LogCheck } from './check-log.ts';
import { damaged, missing, RecordError, recordFailure } from './failure.ts';
import { canonicalPath, exists } from './inspect.ts';
import { PageScan, type ScannedRow } from './page-scan.ts';
import type { Documents, Outcome } from './record.ts';
import { RecordBuilder } from './record-builder.ts';
import { asDocument, asFrame, asLogRow, asWorld, type LogRow } from './scanned-rows.ts';
import type { Signer } from './signing.ts';
import { Sql } from './sql.ts';
import { digestOfFrame, digestOfWorld } from './stored-rows.ts';

/** What could be saved of a damaged file. */
export interface Repaired {
  readonly file: string;
  /** The last row of the log that the chain proves. */
  readonly lastSeq: number;
  readonly headHash: string;
  readonly frames: number;
  readonly worlds: number;
  /** In words. */
  readonly lost: readonly string[];
}

/** Where rows were found: by number the pages that hold one, and what is small. */
interface Found {
  readonly logPages: ReadonlyMap<number, ReadonlySet<number>>;
  readonly otherPages: ReadonlySet<number>;
  readonly documents: Documents;
}

/**
 * Saves what a cut or damaged event file still holds into a new one, up to the last entry that the chain proves; the
 * damaged file is left as it is. It trusts nothing but the hashes: rows are looked for on every page, whatever the
 * file's own trees say.
 */
export async function repairRecord(
  file: string,
  to: string,
  signer: Signer | undefined,
): Promise<Outcome<Repaired>> {
  try {
    const canonical = await canonicalPath(file);
    if (!(await exists(canonical))) return err(missing(file, 'nothing is at that path'));
    const copy = await mkdtemp(path.join(tmpdir(), 'anlan-repair-'));
    try {
      const scan = await PageScan.open(await folded(canonical, copy));
      try {
        return ok(await save(scan, canonical, to, signer));
      } finally {
        await scan.close();
      }
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  } catch (error) {
    return err(await recordFailure(error, file));
  }
}

/** The file with its write-ahead log folded in, in a copy; the file itself when it has none. */
async function folded(file: string, folder: string): Promise<string> {
  if (!(await exists(`${file}-wal`))) return file;
  const copy = path.join(folder, 'copy.anlan');
  await copyFile(file, copy);
  await copyFile(`${file}-wal`, `${copy}-wal`);
  const sql = await Sql.open(copy, 'readWrite');
  try {
    // A file that is shorter than it says is refused without this.
    await sql.exec('PRAGMA writable_schema = ON');
    await sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Then the file alone must do: what only the write-ahead log held is lost, and the report says up to where.
  }
  await sql.close();
  return copy;
}

async function save(
  scan: PageScan,
  file: string,
  to: string,
  signer: Signer | undefined,
): Promise<Repaired> {
  const found = await find(scan);
  const start = genesis(found.documents);
  const first = await candidates(scan, found, 1);
  if (!first.some(({ previous }) => sameBytes(previous, start.hash))) {
    const what =
      first.length === 0 ? 'its first entry is lost' : 'its documents are lost or changed';
    throw new RecordError(damaged(file, `${what}, so that nothing after it can be proven`));
  }
  const builder = await RecordBuilder.create(to, found.documents, signer);
  try {
    const log = new LogCheck();
    const hashes: Uint8Array[] = [start.hash];
    for (let head = start; ; ) {
      const row = await nextRow(scan, found, head);
      if (!row) break;
      const after = await builder.row(row.stored);
      log.row(row.stored, head, after);
      head = after;
      hashes.push(head.hash);
    }
    const last = builder.head;
    const kept = await saveOthers(scan, found, builder, hashes);
    const lost = await losses(scan, found, last);
    const without = {
      frames: (await builder.pictures('frames', log)).missing,
      worlds: (await builder.pictures('worlds', log)).missing,
    };
    await builder.note('record.repaired', { file: path.basename(file), lost, without });
    const { unsignedTail } = log.findings();
    if (signer && unsignedTail) await builder.note('record.unsignedTail', unsignedTail);
    await builder.close(true);
    return { file: to, lastSeq: last.seq, headHash: hexHash(last.hash), ...kept, lost };
  } catch (error) {
    await builder.abandon();
    throw error;
  }
}

async function find(scan: PageScan): Promise<Found> {
  const logPages = new Map<number, Set<number>>();
  const otherPages = new Set<number>();
  const documents: Record<string, string> = {};
  for (let page = 1; page <= scan.pages; page++) {
    for (const row of await scan.rowsOf(page)) {
      const logged = asLogRow(row);
      const document = asDocument(row);
      if (logged) logPages.set(logged.seq, (logPages.get(logged.seq) ?? new Set()).add(page));
      else if (document) documents[document[0]] = document[1];
      else otherPages.add(page);
    }
  }
  return { logPages, otherPages, documents };
}

async function candidates(scan: PageScan, found: Found, seq: number): Promise<readonly LogRow[]> {
  const rows: LogRow[] = [];
  for (const page of found.logPages.get(seq) ?? []) {
    for (const scanned of await scan.rowsOf(page)) {
      const row = scanned.rowid === seq ? asLogRow(scanned) : undefined;
      if (row) rows.push(row);
    }
  }
  return rows;
}

async function nextRow(scan: PageScan, found: Found, head: ChainHead): Promise<LogRow | undefined> {
  const rows = await candidates(scan, found, head.seq + 1);
  return rows.find(
    ({ previous, hash, stored }) =>
      sameBytes(previous, head.hash) && sameBytes(hash, nextHead(head, stored).hash),
  );
}

/** Saves the rasters and worlds that belong to the entries that were saved. */
async function saveOthers(
  scan: PageScan,
  found: Found,
  builder: RecordBuilder,
  hashes: readonly Uint8Array[],
): Promise<{ frames: number; worlds: number }> {
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key).size > 0;
  let [frames, worlds] = [0, 0];
  const take = async (row: ScannedRow) => {
    const frame = asFrame(row);
    if (
      frame &&
      frame.recordedSeq < hashes.length &&
      sameBytes(frame.digest, digestOfFrame(frame))
    ) {
      if (!isNew(`frame ${hexHash(frame.digest)}`)) return;
      await builder.frame(frame);
      frames += 1;
      return;
    }
    const world = asWorld(row);
    const anchor = world && hashes[world.seq];
    if (!world || !anchor || !sameBytes(world.logHash, anchor)) return;
    if (!sameBytes(world.digest, digestOfWorld(world))) return;
    if (!isNew(`world ${hexHash(world.digest)}`)) return;
    await builder.world(world);
    worlds += 1;
  };
  for (const page of found.otherPages) for (const row of await scan.rowsOf(page)) await take(row);
  return { frames, worlds };
}

async function losses(scan: PageScan, found: Found, last: ChainHead): Promise<readonly string[]> {
  const after = [...found.logPages.keys()].filter((seq) => seq > last.seq).sort((a, b) => a - b);
  const lost: string[] = [];
  const newest = after.at(-1);
  if (newest !== undefined) {
    const [row] = await candidates(scan, found, newest);
    const until = row ? `, up to ${new Date(row.stored.recordedAt).toISOString()}` : '';
    lost.push(
      `entries ${last.seq + 1} to ${newest}${until}: ${after.length} of them are still in the damaged file, but the chain no longer proves them`,
    );
  }
  const [end] = await candidates(scan, found, last.seq);
  const at = end ? ` (${new Date(end.stored.recordedAt).toISOString()})` : '';
  lost.push(
    `whatever was recorded after entry ${last.seq}${at}, of which this file shows nothing more`,
  );
  return newest === undefined ? lost : lost.slice(0, 1);
}
