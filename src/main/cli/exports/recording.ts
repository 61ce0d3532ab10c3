import path from 'node:path';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok } from '../../../domain/base/result.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import { initialWorld, reduce, type World } from '../../../domain/session/world.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { RecordSpan } from '../../../store/reading.ts';
import type { Outcome } from '../../../store/record.ts';
import { RecordReader } from '../../../store/record-reader.ts';
import { readEventDocuments } from '../../hub/event-documents.ts';

/** Entries are read in pieces of this many. */
const READ_ENTRIES = 2_000;

/** Something that an export is told about, in order. */
export type Told =
  /** An entry, with the world before it. */
  | { readonly kind: 'entry'; readonly entry: Entry; readonly world: World }
  /** The world at a full step of the clock. */
  | { readonly kind: 'step'; readonly at: Millis; readonly world: World };

/** A recording that is read for an export. */
export class Recording {
  readonly file: string;
  readonly name: string;
  readonly ground: Ground;
  readonly span: RecordSpan;
  readonly reader: RecordReader;
  readonly documents: Readonly<Record<string, string>>;

  private constructor(
    file: string,
    ground: Ground,
    span: RecordSpan,
    reader: RecordReader,
    documents: Readonly<Record<string, string>>,
  ) {
    this.file = file;
    this.name = path.basename(file, path.extname(file));
    this.ground = ground;
    this.span = span;
    this.reader = reader;
    this.documents = documents;
  }

  /** Opens an event file in which something has happened; says in words why it cannot be exported. */
  static async open(file: string): Promise<Outcome<Recording>> {
    const reader = new RecordReader();
    const opened = await reader.open({ file });
    if (!opened.ok) return opened;
    const { span, documents } = opened.value;
    const read = readEventDocuments(documents);
    if (read.ok && span) {
      return ok(new Recording(file, buildGround(read.value.site), span, reader, documents));
    }
    await reader.close();
    if (!read.ok) return err({ code: 'damaged', message: `${file}: ${read.error}` });
    return err({ code: 'missing', message: `${file}: nothing has been recorded in it` });
  }

  /**
   * Folds the recording and tells every entry, and the world at every full step: the world at t is the fold of all
   * entries recorded up to t.
   */
  async *tell(stepMs: Millis): AsyncGenerator<Told> {
    let world = initialWorld(this.ground.site, 0);
    let now = Number.NEGATIVE_INFINITY;
    let step = Math.ceil(this.span.from / stepMs) * stepMs;
    let afterSeq = 0;
    for (;;) {
      const entries = await this.reader.entries({
        afterSeq,
        until: this.span.to,
        limit: READ_ENTRIES,
      });
      for (const { seq, entry } of entries) {
        afterSeq = seq;
        if (entry.recordedAt > now) {
          for (; step < entry.recordedAt; step += stepMs) yield { kind: 'step', at: step, world };
          now = entry.recordedAt;
        }
        yield { kind: 'entry', entry, world };
        world = reduce(world, entry);
      }
      if (entries.length === 0) break;
    }
    for (; step <= this.span.to; step += stepMs) yield { kind: 'step', at: step, world };
  }

  async close(): Promise<void> {
    await this.reader.close();
  }
}
