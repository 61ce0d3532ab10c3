import path from 'node:path';
import type { Millis } from '../domain/base/quantity.ts';
import { MINUTE } from '../domain/base/quantity.ts';
import { ok } from '../domain/base/result.ts';
import { ReviewFold } from '../domain/review/review-fold.ts';
import type { ReviewedFile, ReviewReport, Span } from '../domain/review/review-report.ts';
import { buildGround } from '../domain/site/ground.ts';
import type { Site } from '../domain/site/site.ts';
import { RecordReader } from '../store/record-reader.ts';
import { verifyChain } from '../store/verify.ts';
import { verifyRasters } from '../store/verify-rasters.ts';
import { openEstimator } from './kernels/estimator/estimator.ts';
import type { Outcome, RecordSpan } from './record-read-port.ts';
import type { ReviewQuery } from './review-port.ts';

/** Entries are read in pieces of this many. */
const READ_ENTRIES = 500;
/** Rasters are read for this long at a time, one a minute. */
const READ_FRAMES_MS: Millis = 10 * MINUTE;
/** The true pass makes an estimate at the recorded ticks, at most one in this time. */
const TRUE_STEP_MS: Millis = 5_000;
/** Readings of the true pass are read for this long at a time. */
const READ_OBSERVED_MS: Millis = MINUTE;
/** Where the parts of the work end, as shares of the time that they take for a night. */
const PARTS = { chain: 0.1, entries: 0.55, frames: 0.6, truePass: 1 } as const;
/** Before this nothing was ever observed. */
const BEGINNING: Millis = -1;

/**
 * Folds a recording into its review and says now and then how far it is, from 0 to 1; memory does not grow with the
 * length of the recording.
 */
export async function reviewRecording(
  query: ReviewQuery,
  tell: (share: number) => void = () => {},
): Promise<Outcome<ReviewReport>> {
  const reader = new RecordReader();
  const opened = await reader.open({ file: query.file });
  if (!opened.ok) return opened;
  try {
    const ground = buildGround(query.site);
    const recorded = opened.value.span;
    const span = reviewedSpan(query, recorded);
    const { ladder, night } = query;
    const isWhole = query.from === undefined && query.to === undefined;
    const file = await aboutFile(query, recorded);
    const fold = new ReviewFold({ file, ground, ladder, span, isWhole, night });
    const { chain, entries, frames, truePass } = PARTS;
    const steps = await foldEntries(reader, fold, span.to, (seq) =>
      tell(chain + (entries - chain) * Math.min(1, seq / (recorded?.headSeq ?? seq))),
    );
    await foldFrames(reader, fold, span);
    tell(frames);
    if (query.truePass) {
      await foldTrue(reader, fold, query.site, steps, (done) =>
        tell(frames + (truePass - frames) * done),
      );
    }
    return ok(fold.report(query.truePass ? undefined : 'it was not asked for'));
  } finally {
    await reader.close();
  }
}

function reviewedSpan(query: ReviewQuery, recorded: RecordSpan | undefined): Span {
  const from = Math.max(query.from ?? Number.NEGATIVE_INFINITY, recorded?.from ?? 0);
  const to = Math.min(query.to ?? Number.POSITIVE_INFINITY, recorded?.to ?? 0);
  return { from, to: Math.max(from, to) };
}

async function aboutFile(
  { file, checkChain }: ReviewQuery,
  recorded: RecordSpan | undefined,
): Promise<Pick<ReviewedFile, 'name' | 'recorded' | 'entries' | 'headHash' | 'chain' | 'rasters'>> {
  const common = {
    name: path.basename(file),
    ...(recorded ? { recorded: { from: recorded.from, to: recorded.to } } : {}),
  };
  const entries = recorded?.headSeq ?? 0;
  if (!checkChain) return { ...common, entries, headHash: '', chain: 'notChecked' };
  const chain = await verifyChain(file);
  if (!chain.ok) {
    return { ...common, entries, headHash: '', chain: { problem: chain.error.message } };
  }
  const { headHash } = chain.value;
  const rasters = await verifyRasters(file);
  return {
    ...common,
    entries: chain.value.entries,
    headHash,
    chain: 'intact',
    ...(rasters.ok ? { rasters: rasters.value } : {}),
  };
}

/** Folds the log up to `until` and what reviewers added later; returns the instants of the true pass. */
async function foldEntries(
  reader: RecordReader,
  fold: ReviewFold,
  until: Millis,
  tellSeq: (seq: number) => void,
): Promise<readonly Millis[]> {
  const steps: Millis[] = [];
  let afterSeq = 0;
  for (;;) {
    const entries = await reader.entries({ afterSeq, limit: READ_ENTRIES });
    for (const { seq, entry } of entries) {
      afterSeq = seq;
      fold.take(entry);
      if (entry.kind !== 'tick' || entry.payload.time > until) continue;
      const last = steps.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (entry.payload.time - last >= TRUE_STEP_MS) steps.push(entry.payload.time);
    }
    if (entries.length === 0) return steps;
    tellSeq(afterSeq);
  }
}

async function foldFrames(reader: RecordReader, fold: ReviewFold, span: Span): Promise<void> {
  // Whole minutes of the clock, of each of which the first raster counts.
  const first = Math.floor(span.from / MINUTE) * MINUTE;
  for (let from = first; from <= span.to; from += READ_FRAMES_MS) {
    const to = Math.min(span.to, from + READ_FRAMES_MS - 1);
    const frames = await reader.frames({ from, to, everyMs: MINUTE });
    for (const { frame } of frames) fold.takeFrame(frame);
  }
}

/** Steps a fresh estimator at `steps` over the readings in the order in which they were true. */
async function foldTrue(
  reader: RecordReader,
  fold: ReviewFold,
  site: Site,
  steps: readonly Millis[],
  tell: (share: number) => void,
): Promise<void> {
  const estimator = openEstimator(site);
  let after = BEGINNING;
  for (let first = 0; first < steps.length; ) {
    const last = endOfPiece(steps, first);
    const until = steps[last] ?? after;
    const entries = await reader.observed({ after, until, kinds: ['observations'] });
    let next = 0;
    for (const step of steps.slice(first, last + 1)) {
      const due = [];
      for (; next < entries.length; next++) {
        const entry = entries[next];
        if (!entry || entry.observedAt > step) break;
        if (entry.kind === 'observations') due.push(entry.payload);
      }
      fold.takeTrue(estimator.step(step, due));
    }
    after = until;
    first = last + 1;
    tell(first / steps.length);
  }
}

/** The last step whose readings are read together with those of `first`. */
function endOfPiece(steps: readonly Millis[], first: number): number {
  const until = (steps[first] ?? 0) + READ_OBSERVED_MS;
  let last = first;
  while ((steps[last + 1] ?? Number.POSITIVE_INFINITY) <= until) last += 1;
  return last;
}
