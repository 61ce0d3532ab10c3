import { rm } from 'node:fs/promises';
import { err, ok } from '../domain/base/result.ts';
import { genesis, hexHash, nextHead, sameBytes, storedEntry } from './chain.ts';
import { missing, RecordError, recordFailure } from './failure.ts';
import { canonicalPath, inspect, openForReading } from './inspect.ts';
import {
  type EndLine,
  type EntryLine,
  entryLine,
  frameLine,
  readLogLine,
  storedOfLine,
  worldLine,
} from './log-text-lines.ts';
import { readNote } from './notes.ts';
import type { Outcome } from './record.ts';
import { RecordBuilder } from './record-builder.ts';
import { bytesIn, numberIn, type Sql, type SqlRow } from './sql.ts';
import {
  digestOfFrame,
  digestOfWorld,
  type FrameRow,
  frameRow,
  type WorldRow,
  worldRow,
} from './stored-rows.ts';
import { readDocuments } from './verify.ts';
import { hasWorlds } from './worlds.ts';

/** Rows are held so many at a time. */
const ROWS = 500;

/** What a log as text holds. */
export interface LogTextSummary {
  readonly lastSeq: number;
  readonly headHash: string;
  readonly frames: number;
  readonly worlds: number;
}

/**
 * Writes a recording as lines of JSON: its documents; every row of the log with its hash; rasters and worlds with
 * their digests; and an end, so that a cut text is known as such. What the models need to go on is not among them.
 * The recording may be written meanwhile: the text is of one instant of it.
 */
export async function writeLogText(
  file: string,
  write: (line: string) => void | Promise<void>,
): Promise<Outcome<LogTextSummary>> {
  try {
    const canonical = await canonicalPath(file);
    if (typeof (await inspect(canonical)) === 'string') {
      return err(missing(file, 'there is nothing to write out'));
    }
    const sql = await openForReading(canonical);
    try {
      await sql.exec('BEGIN');
      return ok(await writeAll(sql, write));
    } finally {
      await sql.close();
    }
  } catch (error) {
    return err(await recordFailure(error, file));
  }
}

async function writeAll(
  sql: Sql,
  write: (line: string) => void | Promise<void>,
): Promise<LogTextSummary> {
  const documents = await readDocuments(sql);
  await write(JSON.stringify({ anlan: 'log', version: 1, documents }));
  let { seq: lastSeq, hash } = genesis(documents);
  for await (const row of rowsOf(sql, 'log', 'seq')) {
    lastSeq = numberIn(row, 'seq');
    hash = bytesIn(row, 'hash');
    await write(entryLine(lastSeq, storedEntry(row), hash));
  }
  let [frames, worlds] = [0, 0];
  for await (const row of rowsOf(sql, 'frames', 'id')) {
    await write(frameLine(frameRow(row)));
    frames += 1;
  }
  if (await hasWorlds(sql)) {
    for await (const row of rowsOf(sql, 'worlds', 'seq')) {
      await write(worldLine(worldRow(row)));
      worlds += 1;
    }
  }
  const end: EndLine = { lastSeq, headHash: hexHash(hash), frames, worlds };
  await write(JSON.stringify({ end }));
  return end;
}

async function* rowsOf(sql: Sql, table: string, key: string): AsyncGenerator<SqlRow> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await sql.all(
      `SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${ROWS}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) return;
    after = numberIn(last, key);
  }
}

/**
 * Makes a new event file out of such a text: the same rows, the same hashes, nothing added. Whatever was changed on
 * the way is found and named by its line, and then there is no file.
 */
export async function readLogText(
  lines: AsyncIterable<string>,
  to: string,
): Promise<Outcome<LogTextSummary>> {
  const reading = new TextReading(to);
  try {
    for await (const line of lines) if (line.trim() !== '') await reading.line(line);
    return ok(await reading.end());
  } catch (error) {
    await reading.discard();
    return err(await recordFailure(error, to));
  }
}

/** Turns lines into a file, in their order. */
class TextReading {
  readonly #to: string;
  #builder: RecordBuilder | undefined;
  #line = 0;
  #frames = 0;
  #worlds = 0;
  #end: EndLine | undefined;
  readonly #hashes: Uint8Array[] = [];
  readonly #promised = new Map<number, string>();

  constructor(to: string) {
    this.#to = to;
  }

  async line(text: string): Promise<void> {
    this.#line += 1;
    const read = readLogLine(text);
    if (!read.ok) throw this.#wrong(read.error);
    if (this.#end) throw this.#wrong('the text goes on after its end');
    const line = read.value;
    if ('begin' in line) {
      if (this.#builder) throw this.#wrong('it begins a second time');
      this.#builder = await RecordBuilder.create(this.#to, line.begin.documents, undefined);
      this.#hashes.push(this.#builder.head.hash);
      return;
    }
    const builder = this.#builder;
    if (!builder) throw this.#wrong('the text does not begin with a line of its documents');
    if ('entry' in line) await this.#entry(builder, line.entry);
    else if ('frame' in line) await this.#frame(builder, line.frame);
    else if ('world' in line) await this.#world(builder, line.world);
    else this.#end = line.end;
  }

  async end(): Promise<LogTextSummary> {
    const { builder, end } = { builder: this.#builder, end: this.#end };
    if (!builder || !end) throw this.#wrong('the text is cut off: its end is missing');
    const head = builder.head;
    const found = {
      lastSeq: head.seq,
      headHash: hexHash(head.hash),
      frames: this.#frames,
      worlds: this.#worlds,
    };
    for (const [name, value] of Object.entries(found)) {
      const said = end[name as keyof EndLine];
      if (said !== value) throw this.#wrong(`its end says ${name} ${said}, but it has ${value}`);
    }
    this.#builder = undefined;
    await builder.close(false);
    return found;
  }

  /** Leaves nothing behind of a text that cannot be trusted. */
  async discard(): Promise<void> {
    if (!this.#builder) return;
    await this.#builder.abandon();
    for (const part of ['', '-wal', '-shm', '-lock']) await rm(this.#to + part, { force: true });
  }

  async #entry(builder: RecordBuilder, line: EntryLine): Promise<void> {
    const { head } = builder;
    if (line.seq !== head.seq + 1) {
      throw this.#wrong(`entry ${head.seq + 1} is missing (this is ${line.seq})`);
    }
    const stored = storedOfLine(line);
    if (!stored.ok) throw this.#wrong(`entry ${line.seq}: ${stored.error}`);
    if (hexHash(nextHead(head, stored.value).hash) !== line.hash) {
      throw this.#wrong(
        `entry ${line.seq} was changed, or one before it was: its hash does not fit`,
      );
    }
    const note = readNote(stored.value, 'record.frame');
    if (note) this.#promised.set(line.seq, note.digest);
    this.#hashes.push((await builder.row(stored.value)).hash);
  }

  async #frame(builder: RecordBuilder, row: FrameRow): Promise<void> {
    const promised = this.#promised.get(row.recordedSeq);
    const isWhole = sameBytes(row.digest, digestOfFrame(row));
    if (!isWhole || (promised !== undefined && promised !== hexHash(row.digest))) {
      throw this.#wrong(`the frame of ${new Date(row.validAt).toISOString()} was changed`);
    }
    await builder.frame(row);
    this.#frames += 1;
  }

  async #world(builder: RecordBuilder, row: WorldRow): Promise<void> {
    const anchor = this.#hashes[row.seq];
    const isWhole = sameBytes(row.digest, digestOfWorld(row));
    if (!isWhole || !anchor || !sameBytes(anchor, row.logHash)) {
      throw this.#wrong(`the world of ${new Date(row.recordedAt).toISOString()} was changed`);
    }
    await builder.world(row);
    this.#worlds += 1;
  }

  #wrong(what: string): RecordError {
    const message = `Line ${this.#line} of the text cannot be trusted: ${what}. No event file was made of it; get the text again from where it was written.`;
    return new RecordError({ code: 'damaged', message });
  }
}
