import type { LadderSettings } from '../domain/alert/ladder.ts';
import type { Millis } from '../domain/base/quantity.ts';
import type { ReviewReport } from '../domain/review/review-report.ts';
import type { Site } from '../domain/site/site.ts';
import type { Outcome } from './record-read-port.ts';

/** What is to be reviewed. */
export interface ReviewQuery {
  /** The event file. */
  readonly file: string;
  /** As the event's documents give it, with the squares of telecom grids among its sensors. */
  readonly site: Site;
  readonly ladder: LadderSettings;
  /** The event's script, if it has one: what was planned. */
  readonly night?: unknown;
  /** Absent: the whole recording. */
  readonly from?: Millis;
  readonly to?: Millis;
  /** Whether to walk the whole chain; half a second for a night. */
  readonly checkChain: boolean;
  /**
   * Whether to make the pass over the readings in the order in which they were true; without it nothing is said of
   * crossings and lead times.
   */
  readonly truePass: boolean;
}

/**
 * A thread that folds a recording into its review, off everybody's event loop. It only reads; the file may be written
 * meanwhile.
 */
export interface ReviewThread {
  review(query: ReviewQuery): Promise<Outcome<ReviewReport>>;
  /** How far the review under way is, from 0 to 1. */
  progress(): Promise<number>;
}
