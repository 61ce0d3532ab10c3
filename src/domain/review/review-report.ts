import type { AlertLevel, LevelReason } from '../alert/ladder.ts';
import type { Millis } from '../base/quantity.ts';
import type { LevelOfService } from '../crowd/level-of-service.ts';
import type { BroadcastMessage, BroadcastStep } from '../forces/broadcast.ts';
import type { Phase } from '../session/entry.ts';
import type { Disposition, Verdict } from '../session/review-mark.ts';
import type { SourceKind } from '../session/source-kind.ts';
import type { CheckpointMode, Name } from '../site/site.ts';
import type { ClockKind } from '../time/clock.ts';
import type { WarningMessage, WarningStatus } from '../warning/warning.ts';

/** A number as the replayed world shows it at `at`; without `value` it was unknown then. */
export interface FigureAt {
  readonly at: Millis;
  readonly value?: number;
}

/** A number gathered over [from, to); without `value` it is unknown. */
export interface FigureOver {
  readonly from: Millis;
  readonly to: Millis;
  readonly value?: number;
}

/** A stretch of time. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

/** The levels that a place can be shown at. */
export type ShownLevel = AlertLevel | 'unknown';

/** What the seats knew of a zone or hot-spot at one instant; absent fields were unknown. */
export interface PlaceMoment {
  readonly at: Millis;
  readonly people?: number;
  readonly densityPerM2?: number;
  readonly level: ShownLevel;
  /** Age of the newest observation that supported the place. */
  readonly dataAgeS?: number;
}

/** The recording that was reviewed. */
export interface ReviewedFile {
  /** Without its folder. */
  readonly name: string;
  readonly event: Name;
  readonly site: string;
  /** IANA name: days and printed times are its. */
  readonly timeZone: string;
  readonly source?: SourceKind;
  readonly clock?: ClockKind;
  /** Whether what was recorded was an exercise. */
  readonly exercise: boolean;
  readonly seed?: number;
  /** First and last instant of the whole recording; absent in a file in which no time has passed. */
  readonly recorded?: Span;
  readonly entries: number;
  /** Of the chain's last entry, hexadecimal: compare it with one that was kept elsewhere. */
  readonly headHash: string;
  /** Whether the chain was walked for this report, and what it showed. */
  readonly chain: 'intact' | 'notChecked' | { readonly problem: string };
  /** How the rasters stand to the digests in the log; absent: they were not compared. */
  readonly rasters?: {
    /** They are those that the log names. */
    readonly proven: number;
    /** The log does not name them. */
    readonly unproven: number;
    /** Changed, or named and missing, which nothing in the log explains. */
    readonly wrong: number;
  };
}

/** People over the whole night. */
export interface ReviewTotals {
  /** First crossings of the outer cordon up to the end of the span, by the estimator's account. */
  readonly visits: FigureAt;
  /** Of these, within the span. */
  readonly visitsInSpan: FigureOver;
  /** The greatest number of people in the area, with its minute. */
  readonly peak: FigureAt;
  readonly atStart: FigureAt;
  readonly atEnd: FigureAt;
  /** People of counters taken up as bias by the end: a figure of data quality. */
  readonly biasAbsorbed: FigureAt;
}

export interface PhaseReview {
  readonly phase: Phase;
  readonly at: Millis;
  /** The next phase's beginning; the end of the span for the last. */
  readonly until: Millis;
  readonly by: string;
  readonly reason: string;
  /** In the area when it began. */
  readonly people: FigureAt;
}

/** Minutes by level. */
export type MinutesByLevel = Readonly<Record<ShownLevel, number>>;

/** One leaf zone over the span. */
export interface ZoneReview {
  readonly zone: string;
  readonly name: Name;
  readonly span: Span;
  readonly usableAreaM2: number;
  /** Usable area × design density. */
  readonly capacity: number;
  readonly peakPeople: FigureAt;
  readonly peakDensityPerM2: FigureAt;
  /** The densest 5 × 5 m patch. */
  readonly peakWorstDensityPerM2: FigureAt;
  /** Thresholds of yellow, orange, red on its surface, ped/m². */
  readonly thresholdsPerM2: readonly [number, number, number];
  /** Minutes with the mean density at the threshold of yellow, orange, red or above. */
  readonly minutesAbove: readonly [number, number, number];
  /** The same of its densest patch. */
  readonly minutesWorstAbove: readonly [number, number, number];
  /** Minutes for which the seats showed each level. */
  readonly minutesAtLevel: MinutesByLevel;
  /** People × minutes while the seats showed each level. */
  readonly personMinutes: MinutesByLevel;
  /** People × minutes at each level of service by the mean density. */
  readonly personMinutesByService: Readonly<Record<LevelOfService, number>>;
  /** Minutes of the span without an estimate: the figures above say nothing of them. */
  readonly minutesWithoutEstimate: number;
}

/** One hot-spot over the span. */
export interface HotSpotReview {
  readonly hotSpot: string;
  readonly name: Name;
  readonly span: Span;
  readonly alertPeople: number;
  readonly peakPeople: FigureAt;
  readonly peakDensityPerM2: FigureAt;
  /** Shares of the alert value that mean yellow, orange, red. */
  readonly thresholdShares: readonly [number, number, number];
  /** Minutes with people at that share of the alert value or above. */
  readonly minutesAbove: readonly [number, number, number];
  readonly minutesAtLevel: MinutesByLevel;
  readonly personMinutes: MinutesByLevel;
  readonly minutesWithoutEstimate: number;
}

/** A rise of a place's level, as the seats saw it. Parents only repeat their worst child and have none. */
export interface AlertReview {
  /** `alertId(place, raisedAt)`. */
  readonly id: string;
  readonly place: string;
  readonly name: Name;
  readonly level: Exclude<AlertLevel, 'green'>;
  /** When the seats showed it. */
  readonly raisedAt: Millis;
  /** When the level fell below; absent: it stood at the end of the span. */
  readonly clearedAt?: Millis;
  /** What raised it. */
  readonly reason: LevelReason;
  /** What the seats knew of the place when it was raised. */
  readonly known: PlaceMoment;
  readonly disposition?: Disposition;
  /**
   * From `raisedAt` until a figure of the place reached its red threshold in the pass of `crossings` while the alert
   * stood; negative: it came after. Absent: red was not reached, or that pass was not made.
   */
  readonly leadTimeMs?: number;
}

/** How good the alerts were. Undispositioned ones are counted, never guessed. */
export interface Accuracy extends Span {
  readonly alerts: number;
  readonly byVerdict: Readonly<Record<Verdict, number>>;
  readonly undispositioned: number;
  /** true / (true + false); absent while nothing is judged either. Duplicates and unknown ones are apart. */
  readonly accuracy?: number;
  /** In seconds, over the alerts that have a lead time; absent when none has. */
  readonly leadTime?: {
    readonly alerts: number;
    readonly leastS: number;
    readonly medianS: number;
    readonly greatestS: number;
  };
}

/** A figure of a place that reached a threshold and stayed there. */
export interface Crossing {
  readonly place: string;
  readonly name: Name;
  readonly level: Exclude<AlertLevel, 'green'>;
  readonly cause: 'density' | 'worstDensity' | 'capacity' | 'alertValue';
  /** The first instant at or above the threshold. */
  readonly at: Millis;
  /** Until then; absent: it stood at the end of the span. */
  readonly until?: Millis;
  readonly value: number;
  readonly threshold: number;
  /** The alert that answers it, if there is one. */
  readonly alert?: string;
}

/** Thresholds crossed by the readings in the order in which they were true. */
export interface CrossingsReview extends Span {
  /** `notMade`: no estimator was at hand; `reason` says why. */
  readonly pass: 'true' | 'notMade';
  readonly reason?: string;
  /** Seconds between the estimates of the pass. */
  readonly stepS: number;
  /** A crossing is one that holds for as long as an alert needs to rise. */
  readonly holdS: number;
  /** An alert answers a crossing when it stands at this level or above within this time of it. */
  readonly toleranceS: number;
  readonly crossings: readonly Crossing[];
  /** Those without an alert. */
  readonly missed: number;
}

/** Before, at and after an order. An instant after the end of the span is absent. */
export interface BeforeAfter {
  readonly before5Min?: PlaceMoment;
  readonly atOrder: PlaceMoment;
  readonly after5Min?: PlaceMoment;
  readonly after10Min?: PlaceMoment;
}

/** Flow through a checkpoint, people a minute over the minutes before. */
export interface FlowMoment {
  readonly at: Millis;
  readonly inPerMin?: number;
  readonly outPerMin?: number;
}

export interface OrderReview {
  readonly order: string;
  readonly at: Millis;
  readonly by: string;
  readonly checkpoint: string;
  readonly name: Name;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
  /** Mode before. */
  readonly modeBefore: CheckpointMode;
  /** From when it was in effect as whoever carries it out says. */
  readonly effectiveAt?: Millis;
  readonly refused?: string;
  /** The zone that the checkpoint leads into. */
  readonly place: string;
  readonly placeName: Name;
  readonly known: BeforeAfter;
  readonly flow: {
    readonly before5Min?: FlowMoment;
    readonly atOrder: FlowMoment;
    readonly after5Min?: FlowMoment;
    readonly after10Min?: FlowMoment;
  };
}

export interface BroadcastReview {
  readonly order: string;
  readonly at: Millis;
  readonly by: string;
  readonly drone: string;
  readonly callsign?: string;
  readonly message: BroadcastMessage;
  /** Every step that the loudspeaker reported, oldest first. */
  readonly steps: readonly { readonly at: Millis; readonly step: BroadcastStep }[];
  /** Where the drone was, and how old that was. */
  readonly position?: { readonly lon: number; readonly lat: number; readonly ageS: number };
  /** The hot-spot or leaf zone under the drone, else the nearest hot-spot within earshot; absent: none. */
  readonly place?: string;
  readonly placeName?: Name;
  /** Metres from the drone to the place; 0 above it. */
  readonly distanceM?: number;
  readonly known?: BeforeAfter;
}

/** A public warning that was written out. */
export interface WarningReview {
  readonly identifier: string;
  readonly at: Millis;
  readonly by: string;
  readonly place: string;
  readonly placeName?: Name;
  readonly status: WarningStatus;
  readonly message: WarningMessage;
  readonly known?: PlaceMoment;
}

/** A stretch without fresh observations of a place. */
export interface Void extends Span {
  readonly place: string;
  readonly name: Name;
}

/** What the sensors saw. */
export interface CoverageReview extends Span {
  /** A cell, or a place, whose newest observation is older than this is without data. */
  readonly withoutDataAfterS: number;
  /** Walkable cells × minutes without data, by leaf zone; `outside`: in no leaf zone. */
  readonly cells: readonly {
    readonly place: string;
    readonly name: Name;
    readonly cells: number;
    /** Absent: no frame was kept. */
    readonly cellMinutes?: number;
    /** Share of all cells × minutes. */
    readonly share?: number;
  }[];
  /** Minutes of which a frame was kept: the cells are counted in the first of each. */
  readonly minutesCounted: number;
  /** The longest first, at most LONGEST_VOIDS. */
  readonly voids: readonly Void[];
}

/** How the area emptied. */
export interface EgressReview extends Span {
  /** When phase egress began. */
  readonly began: FigureAt;
  /** People in the area at each full minute. */
  readonly curve: readonly FigureAt[];
  /** People that the event's plan had there at the same minutes; absent: it has none for that time. */
  readonly planned?: readonly FigureAt[];
  /** Counters of ways out of the leaf zones, the busiest first. */
  readonly exits: readonly {
    readonly sensor: string;
    readonly name: Name;
    readonly people: FigureOver;
    /** The busiest minute. */
    readonly peakPerMin: FigureOver;
    /** People out in each minute from `from`. */
    readonly perMin: readonly number[];
  }[];
  /** Minutes until that share of the people of the beginning had left the area; absent: not within the span. */
  readonly minutesUntilLeft: readonly { readonly share: number; readonly minutes?: number }[];
  /** How many fewer people were in the area than at the beginning, at the first full minute so long after it. */
  readonly leftAfter: readonly {
    readonly minutes: number;
    readonly people: FigureOver;
    /** The same by the plan. */
    readonly planned?: FigureOver;
  }[];
}

/** A time in which something did not report, as the data-quality alerts say; `recording`: nothing was recorded. */
export interface DataGap extends Span {
  readonly kind: 'recording' | 'feed' | 'sensor';
  /** The feed or sensor; the file for `recording`. */
  readonly id: string;
  readonly name?: Name;
  /** It still stood at the end of the span. */
  readonly open: boolean;
}

/** What came by a feed within the span. */
export interface FeedAccount extends Span {
  readonly feed: string;
  readonly name?: Name;
  readonly adapter: string;
  readonly messages: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly late: number;
  readonly refused: number;
  readonly recording?: string;
}

/** What one counter counted, by days of the site's clock. */
export interface CounterAccount {
  readonly sensor: string;
  readonly name: Name;
  readonly total: FigureOver;
  /** An interval belongs to the day in which it begins. */
  readonly days: readonly {
    /** `2019-01-05`. */
    readonly day: string;
    readonly people: FigureOver;
    readonly readings: number;
    readonly late: number;
  }[];
}

/** People in the area and in each leaf zone at the full minutes of the span. */
export interface ReviewCurve {
  readonly stepMs: Millis;
  readonly at: readonly Millis[];
  /** `null` in a minute without an estimate: curves travel as JSON. */
  readonly area: readonly (number | null)[];
  readonly zones: Readonly<Record<string, readonly (number | null)[]>>;
}

/**
 * Every figure of a review, as the seats saw it (by recordedAt) unless a field says otherwise. Every number carries the
 * instant or the span that it belongs to. Unknown is a value: an absent field is printed as unknown, never as 0.
 */
export interface ReviewReport {
  readonly file: ReviewedFile;
  /** What was reviewed. */
  readonly span: Span;
  readonly totals: ReviewTotals;
  readonly curve: ReviewCurve;
  readonly phases: readonly PhaseReview[];
  readonly zones: readonly ZoneReview[];
  readonly hotSpots: readonly HotSpotReview[];
  readonly alerts: readonly AlertReview[];
  readonly accuracy: Accuracy;
  readonly crossings: CrossingsReview;
  readonly orders: readonly OrderReview[];
  readonly broadcasts: readonly BroadcastReview[];
  readonly warnings: readonly WarningReview[];
  readonly coverage: CoverageReview;
  /** Absent: no phase egress began in the span. */
  readonly egress?: EgressReview;
  readonly gaps: readonly DataGap[];
  readonly feeds: readonly FeedAccount[];
  readonly counters: readonly CounterAccount[];
}

/** Voids that a report lists. */
export const LONGEST_VOIDS = 10;
