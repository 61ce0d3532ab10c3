import type { LadderSettings } from '../domain/alert/ladder.ts';
import type { Millis } from '../domain/base/quantity.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import type { Entry } from '../domain/session/entry.ts';
import type { ReplayView } from '../domain/session/replay-state.ts';
import type { World } from '../domain/session/world.ts';
import type { Site } from '../domain/site/site.ts';
import type { HistoryQuery, ObjectHistory, ReviewSpans } from '../domain/wire/review-contract.ts';
import type { TimelineMarks } from './kernels/replay/timeline-marks.ts';
import type { MarksQuery, RecordReads } from './record-read-port.ts';

/** An instant of a recording in one view. */
export type Sought =
  /** Its world, and the newest raster at or before it. */
  | {
      readonly done: true;
      readonly time: Millis;
      readonly world: World;
      readonly frame?: DensityFrame;
    }
  /** It must be computed: ask again with the same instant and view to go on. */
  | { readonly done: false; readonly progress: number };

/** What happened while a replay moved on. */
export interface Played {
  readonly time: Millis;
  /** Reliable entries in order, each once; of every latest topic the newest. */
  readonly entries: readonly Entry[];
  readonly frame?: DensityFrame;
}

/** What is asked of a recording as a whole, wherever a playhead stands. */
export interface RecordingReads
  extends Pick<RecordReads, 'span' | 'entries' | 'marks' | 'nearest' | 'readSeries'> {
  /** What happened in a range, for a timeline. */
  timeline(query: Pick<MarksQuery, 'kinds' | 'from' | 'to'>): Promise<TimelineMarks>;
  /** What happened to one object. */
  history(query: HistoryQuery): Promise<ObjectHistory>;
  /** What lasts in [from, to]: flights, and times without data. */
  spans(range: { from: Millis; to: Millis }): Promise<ReviewSpans>;
}

/**
 * The thread of one replay: reads the recording, folds it in the view that is looked at, and computes what was not
 * recorded. What moves the playhead comes one after the other; questions about the recording may come between.
 */
export interface ReplayThread extends RecordingReads, Pick<RecordReads, 'open' | 'close'> {
  /** What models compute with; once, after `open` and before anything else. */
  prepare(models: { site: Site; ladder: LadderSettings }): Promise<void>;
  /** Goes to an instant. Computes for at most `budgetMs` before it answers. */
  seek(to: { time: Millis; view: ReplayView; budgetMs: number }): Promise<Sought>;
  /** Folds everything up to `time`, which is not before the last one; a raster only when it is wished. */
  play(to: { time: Millis; withFrame: boolean }): Promise<Played>;
}
