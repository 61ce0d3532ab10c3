import { invariant } from '../domain/base/assert.ts';
import type { Millis } from '../domain/base/quantity.ts';
import { err, ok } from '../domain/base/result.ts';
import type { Entry, EntryKind } from '../domain/session/entry.ts';
import { reduce, type World } from '../domain/session/world.ts';
import type { SeriesPoints } from '../domain/wire/contract.ts';
import { beginningOf } from './beginning.ts';
import { missing, recordFailure } from './failure.ts';
import { readFrameAt, readFrames, readFrameTimes } from './frame-reading.ts';
import { canonicalPath, inspect } from './inspect.ts';
import {
  countRows,
  readEntries,
  readNearest,
  readObserved,
  readShownBetween,
  readToFold,
} from './log-reading.ts';
import { ReadConnection } from './read-connection.ts';
import type {
  EntriesQuery,
  FramesQuery,
  MarksQuery,
  NearestQuery,
  ObservedQuery,
  ReadableRecord,
  RecordedFrame,
  RecordedWorld,
  RecordSizes,
  RecordSpan,
} from './reading.ts';
import type { LoggedEntry, Outcome, SeriesQuery } from './record.ts';
import { recordSizes } from './record-sizes.ts';
import { readSpan } from './record-span.ts';
import { RecordTime } from './record-time.ts';
import { selectSeries } from './series.ts';
import { numberIn, type Sql, textIn } from './sql.ts';
import { readDocuments } from './verify.ts';

/** Entries are read in pieces of this many while a world is folded. */
const FOLD_ENTRIES = 1_000;

/** Reads an event file at any instant, see `RecordReads`. It never writes, and its writer never waits for it. */
export class RecordReader {
  readonly #time = new RecordTime();
  #open: { readonly at: ReadConnection; readonly beginning: World } | undefined;

  /** Opens the file; says in words why it cannot be read. */
  async open({ file }: { readonly file: string }): Promise<Outcome<ReadableRecord>> {
    invariant(!this.#open, 'a record reader opens one file');
    try {
      const canonical = await canonicalPath(file);
      const found = await inspect(canonical);
      if (typeof found === 'string') return err(missing(file, 'there is nothing to read'));
      const at = await ReadConnection.open(canonical);
      try {
        const documents = await at.use(readDocuments);
        const beginning = await at.use((sql) => beginningOf(sql, documents));
        const span = await at.use(readSpan);
        const bytes = await at.use(fileBytes);
        this.#open = { at, beginning };
        const { notices } = at;
        const formatVersion = found.version;
        return ok({ documents, formatVersion, bytes, notices, ...(span ? { span } : {}) });
      } catch (error) {
        await at.close();
        throw error;
      }
    } catch (error) {
      return err(await recordFailure(error, file));
    }
  }

  span(): Promise<RecordSpan | undefined> {
    return this.#read(readSpan);
  }

  snapshotBefore(time: Millis): Promise<RecordedWorld | undefined> {
    return this.#read(async (sql) => {
      const found = await this.#time.worldBefore(sql, time);
      return found && { seq: found.seq, world: this.#whole(found.world) };
    });
  }

  async worldAt(time: Millis): Promise<RecordedWorld> {
    const start = await this.snapshotBefore(time);
    let { seq, world } = start ?? { seq: 0, world: this.#opened().beginning };
    for (;;) {
      const query = { afterSeq: seq, until: time, limit: FOLD_ENTRIES };
      const { entries, isEnd } = await this.#read(async (sql, file) =>
        readToFold(sql, file, await this.#time.passes(sql), query),
      );
      for (const logged of entries) {
        seq = logged.seq;
        world = reduce(world, logged.entry);
      }
      if (isEnd) return { seq, world };
    }
  }

  entries(query: EntriesQuery): Promise<readonly LoggedEntry[]> {
    return this.#read(async (sql, file) =>
      readEntries(sql, file, await this.#time.passes(sql), query),
    );
  }

  observed(query: ObservedQuery): Promise<readonly Entry[]> {
    return this.#read((sql, file) => readObserved(sql, file, this.#time, query));
  }

  frameAt(time: Millis): Promise<RecordedFrame | undefined> {
    return this.#read(async (sql) => readFrameAt(sql, await this.#time.passes(sql), time));
  }

  frames(query: FramesQuery): Promise<readonly RecordedFrame[]> {
    return this.#read(async (sql) => readFrames(sql, await this.#time.passes(sql), query));
  }

  frameTimes({ from, to }: { readonly from: Millis; readonly to: Millis }) {
    return this.#read(async (sql): Promise<readonly Millis[]> => {
      const times = await readFrameTimes(sql, await this.#time.passes(sql), from, to);
      return times.map(({ at }) => at);
    });
  }

  marks(query: MarksQuery): Promise<readonly LoggedEntry[]> {
    return this.#read((sql, file) => readShownBetween(sql, file, this.#time, query));
  }

  nearest(query: NearestQuery): Promise<LoggedEntry | undefined> {
    return this.#read((sql, file) => readNearest(sql, file, this.#time, query));
  }

  counts(range?: {
    readonly from: Millis;
    readonly to: Millis;
  }): Promise<Readonly<Partial<Record<EntryKind, number>>>> {
    const { from, to } = range ?? {
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
    };
    return this.#read(async (sql) => {
      const counts: Record<string, number> = {};
      for (const part of await this.#time.stretches(sql, from, to)) {
        for (const row of await countRows(sql, part, range !== undefined)) {
          const kind = textIn(row, 'kind');
          counts[kind] = (counts[kind] ?? 0) + numberIn(row, 'n');
        }
      }
      return counts;
    });
  }

  readSeries(query: SeriesQuery): Promise<SeriesPoints> {
    return this.#read((sql) => selectSeries(sql, query));
  }

  sizes(): Promise<RecordSizes> {
    return this.#read(async (sql) => recordSizes(sql, await readSpan(sql)));
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.at.close();
  }

  /** A world of an earlier version lacks the fields that came after it. */
  #whole(world: World): World {
    return { ...this.#opened().beginning, ...world };
  }

  #read<T>(work: (sql: Sql, file: string) => Promise<T>): Promise<T> {
    const { at } = this.#opened();
    return at.use((sql) => work(sql, at.file));
  }

  #opened() {
    invariant(this.#open, 'the record is open');
    return this.#open;
  }
}

async function fileBytes(sql: Sql): Promise<number> {
  const row = await sql.first(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return row ? numberIn(row, 'bytes') : 0;
}
