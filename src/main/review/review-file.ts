import type { Millis } from '../../domain/base/quantity.ts';
import { err } from '../../domain/base/result.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { RecordReader } from '../../store/record-reader.ts';
import type { Outcome } from '../../workers/record-read-port.ts';
import { startThread, threadFile } from '../../workers/remote.ts';
import type { ReviewThread } from '../../workers/review-port.ts';
import { type EventDocuments, readEventDocuments } from '../hub/event-documents.ts';

/** What of a recording is reviewed, and how. */
export interface ReviewFileOptions {
  readonly file: string;
  /** Absent: the whole recording. */
  readonly from?: Millis;
  readonly to?: Millis;
  /** Default: both. */
  readonly checkChain?: boolean;
  readonly truePass?: boolean;
  /** Hears a few times a second how far it is, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends it: it rejects then. */
  readonly signal?: AbortSignal;
}

/**
 * What is read and folded is garbage at once. By itself V8 would let it gather up to some hundred megabytes, and promote
 * it, before it looks.
 */
const YOUNG_GENERATION_MB = 24;
/** A thread under way is asked this often how far it is. */
const ASK_EVERY_MS = 300;

/**
 * Reviews an event file in a thread of its own: half a minute of computing for a night, off the caller's event loop.
 * The file is only read, and may be written meanwhile.
 */
export async function reviewFile(options: ReviewFileOptions): Promise<Outcome<ReviewReport>> {
  const documents = await documentsOf(options.file);
  if (!documents.ok) return documents;
  const { site, ladder, night } = documents.value;
  const { checkChain = true, truePass = true, signal, onProgress, ...what } = options;
  signal?.throwIfAborted();
  const thread = startThread<ReviewThread>(threadFile('review.thread.ts'), {
    maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
  });
  const stop = () => void thread.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  // One that has ended meanwhile has no progress to tell.
  const ask = () => void thread.api.progress().then(onProgress, () => undefined);
  const asking = onProgress ? setInterval(ask, ASK_EVERY_MS) : undefined;
  try {
    const died = new Promise<never>((_, reject) => thread.onDeath(reject));
    return await Promise.race([
      thread.api.review({ ...what, site, ladder, night, checkChain, truePass }),
      died,
    ]);
  } finally {
    clearInterval(asking);
    signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

/** The checked documents of an event file. */
export async function documentsOf(file: string): Promise<Outcome<EventDocuments>> {
  const reader = new RecordReader();
  const opened = await reader.open({ file });
  if (!opened.ok) return opened;
  await reader.close();
  const documents = readEventDocuments(opened.value.documents);
  if (documents.ok) return documents;
  return err({ code: 'damaged', message: `${file}: ${documents.error}` });
}
