import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Millis } from '../../domain/base/quantity.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import type { Entry } from '../../domain/session/entry.ts';
import { foldReviewMark, NO_REVIEW_MARKS } from '../../domain/session/fold-review-mark.ts';
import type { ReviewMarks } from '../../domain/session/review-mark.ts';
import type { TransportState } from '../../domain/session/source-kind.ts';
import type { InputOf, Method, OutputOf } from '../../domain/wire/contract.ts';

import { createSeeker } from './seeker.ts';
import type { StoryPlay } from './story-play.ts';

/** What a seat knows of reviewing its session, besides the world. */
export interface ReviewState {
  readonly marks: ReviewMarks;
  /** Where the playhead is wanted while the hub has not moved it there. */
  readonly wanted: Millis | undefined;
  /** The transport that was asked for and has not been answered: the next key builds on it. */
  readonly asked: TransportState | undefined;
  /** Why the last request was refused, in the hub's words; cleared by the next. */
  readonly failure: string | undefined;
  /** The figures are being worked out. */
  readonly isComputing: boolean;
  /** Every figure of the review; kept while panels come and go, for it takes its time. */
  readonly report: ReviewReport | undefined;
  /** Why there is no report; absent while it is computed. */
  readonly reportFailure: string | undefined;
  /** A second session is being opened beside this one. */
  readonly isOpening: boolean;
  /** The story that is being told. */
  readonly playing: StoryPlay | undefined;
}

/** Marks, playhead and story of one attached session. */
export interface ReviewStore {
  readonly store: StoreApi<ReviewState>;
  /** Asks for the marks; call when attached. */
  load(): void;
  /** Has the report computed, unless it is at hand and `anew` is not asked. */
  compute(anew: boolean): void;
  /** Takes a reviewer's entry; others leave it as it is. */
  apply(entry: Entry): void;
  /** Moves the playhead; of many wishes the last one counts. */
  seek(time: Millis): Promise<void>;
  /** Lets go of a refusal that was told: what opens next has none of its own yet. */
  forgetFailure(): void;
  /** Runs a request and tells its refusal in `failure`; resolves to whether it was carried out. */
  attempt(request: () => Promise<unknown>): Promise<boolean>;
}

type Call = <M extends Method>(method: M, input: InputOf<M>) => Promise<OutputOf<M>>;

export function createReviewStore(call: Call): ReviewStore {
  const store = createStore<ReviewState>(() => ({
    marks: NO_REVIEW_MARKS,
    wanted: undefined,
    asked: undefined,
    failure: undefined,
    report: undefined,
    isComputing: false,
    isOpening: false,
    reportFailure: undefined,
    playing: undefined,
  }));
  const seeker = createSeeker(
    (time) => call('replay.seek', { time }),
    (wanted) => store.setState({ wanted }),
  );
  const forgetFailure = () => {
    if (store.getState().failure !== undefined) store.setState({ failure: undefined });
  };
  const attempt = async (request: () => Promise<unknown>) => {
    forgetFailure();
    try {
      await request();
      return true;
    } catch (error) {
      store.setState({ failure: error instanceof Error ? error.message : `${error}` });
      return false;
    }
  };
  return {
    store,
    attempt,
    forgetFailure,
    load: () => {
      call('review.marks', {}).then(
        (marks) => store.setState({ marks }),
        // A session that keeps no marks has none; what is refused is said when one is added.
        () => {},
      );
    },
    compute: (anew) => {
      const { isComputing, report: known } = store.getState();
      if (isComputing || (!anew && known)) return;
      store.setState({ isComputing: true, reportFailure: undefined });
      call('review.report', {})
        .then(
          (report) => store.setState({ report }),
          (error: Error) => store.setState({ reportFailure: error.message }),
        )
        .finally(() => store.setState({ isComputing: false }));
    },
    apply: (entry) => {
      const { marks } = store.getState();
      const next = foldReviewMark(marks, entry);
      if (next !== marks) store.setState({ marks: next });
    },
    seek: async (time) => {
      await attempt(() => seeker.seek(time));
    },
  };
}
