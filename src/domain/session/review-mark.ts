import type { Millis } from '../base/quantity.ts';

/** An instant worth coming back to, with what was looked at; kept in the recording. */
export interface Bookmark {
  readonly id: string;
  readonly at: Millis;
  readonly title: string;
  readonly note: string;
  readonly by: string;
  /** What the map showed. */
  readonly view?: {
    readonly lon: number;
    readonly lat: number;
    readonly zoom: number;
    readonly layers: readonly string[];
    /** The object that was selected, as the seat names it. */
    readonly selection?: string;
  };
}

/** Bookmarks in an order, to be played and paused at. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly bookmarks: readonly string[];
  readonly by: string;
}

/** What an alert turned out to be (处置): `unknown` is a judgement too, none is not. */
export const VERDICTS = ['true', 'false', 'duplicate', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A reviewer's judgement of one alert; a later one of the same alert takes its place. */
export interface Disposition {
  /** `PLACE@RAISED_AT`. */
  readonly alert: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly by: string;
}

/** What reviewers have added to a recording; laid over any instant of it. */
export interface ReviewMarks {
  readonly bookmarks: readonly Bookmark[];
  readonly stories: readonly Story[];
  /** By alert. */
  readonly dispositions: Readonly<Record<string, Disposition>>;
}

/** An alert's name: the place and the instant at which its level was raised. */
export function alertId(place: string, raisedAt: Millis): string {
  return `${place}@${raisedAt}`;
}
