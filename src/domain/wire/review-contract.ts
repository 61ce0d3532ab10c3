import type { Millis } from '../base/quantity.ts';
import type { ReviewReport } from '../review/review-report.ts';
import type { Entry } from '../session/entry.ts';
import type { Bookmark, Disposition, ReviewMarks, Story } from '../session/review-mark.ts';

/** The kinds of things on the map: each has a history. */
export const HISTORY_OBJECTS = [
  'checkpoint',
  'zone',
  'hotSpot',
  'drone',
  'sensor',
  'unit',
  'gate',
  'post',
  'mark',
] as const;

/** What a map object's history is asked for by. */
export interface HistoryQuery {
  readonly object: (typeof HISTORY_OBJECTS)[number];
  readonly id: string;
  readonly from: Millis;
  readonly to: Millis;
  /** Slices of a curve, and most points of a track. */
  readonly points: number;
}

/** A curve of a history: least and greatest of each slice that holds data. */
export interface HistoryCurve {
  readonly name: string;
  readonly unit: string;
  readonly t: readonly Millis[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** Thresholds to draw, with their alert level. */
  readonly thresholds?: readonly { readonly level: number; readonly value: number }[];
}

/** What happened to one object. */
export interface ObjectHistory {
  readonly curves: readonly HistoryCurve[];
  /** Orders, confirmations, levels, broadcasts, warnings and changes of the object, oldest first. */
  readonly entries: readonly Entry[];
  /** So many older ones are not told. */
  readonly earlier?: number;
  readonly track?: readonly { readonly at: Millis; readonly lon: number; readonly lat: number }[];
  /** Spans without data. */
  readonly gaps: readonly { readonly from: Millis; readonly to: Millis }[];
}

/** What lasts, for the timeline: flights of drones and times without data, oldest first. */
export interface ReviewSpans {
  /** A flight ends where its drone says nothing for more than a minute. */
  readonly flights: readonly {
    readonly drone: string;
    readonly from: Millis;
    readonly to: Millis;
  }[];
  /** Times at which the hub stood still, or (with `sensors`) at which these said nothing. */
  readonly gaps: readonly {
    readonly from: Millis;
    readonly to: Millis;
    readonly sensors?: readonly string[];
  }[];
}

/**
 * The reviewer's name as he gives it, unverified; recorded with what he adds. The name under which a seat has taken over
 * goes before it, and without either stands the seat's role.
 */
interface Signed {
  readonly by?: string;
}

/** Reviewing the attached session's recording. */
export interface ReviewMethods {
  'review.marks': { input: Readonly<Record<string, never>>; output: ReviewMarks };
  'review.bookmark': {
    input: Signed & ({ readonly put: Omit<Bookmark, 'by'> } | { readonly removed: string });
    output: Readonly<Record<string, never>>;
  };
  'review.story': {
    input: Signed & ({ readonly put: Omit<Story, 'by'> } | { readonly removed: string });
    output: Readonly<Record<string, never>>;
  };
  'review.disposition': {
    input: Signed & Omit<Disposition, 'by'>;
    output: Readonly<Record<string, never>>;
  };
  /** Every figure of the review; `from` and `to` absent: the whole recording. */
  'review.report': {
    input: { readonly from?: Millis; readonly to?: Millis };
    output: ReviewReport;
  };
  /** How far `review.report` of this recording is, and the time that the rest takes; empty: none is under way. */
  'review.progress': {
    input: Readonly<Record<string, never>>;
    output: { readonly share?: number; readonly leftMs?: Millis };
  };
  'review.spans': {
    input: { readonly from: Millis; readonly to: Millis };
    output: ReviewSpans;
  };
  'review.history': { input: HistoryQuery; output: ObjectHistory };
  /** The after-action report as self-contained HTML, or as a PDF (base64) where a Chromium is found. */
  'review.document': {
    input: { readonly language: 'zh' | 'en'; readonly format: 'html' | 'pdf' };
    output: { readonly name: string; readonly content: string; readonly notice?: string };
  };
}
