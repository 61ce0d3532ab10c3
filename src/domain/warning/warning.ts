import type { AlertLevel } from '../alert/ladder.ts';
import type { LonLat, Millis } from '../base/quantity.ts';

/** Languages a public warning can be written in. */
export const WARNING_LANGUAGES = ['zh', 'en'] as const;
export type WarningLanguage = (typeof WARNING_LANGUAGES)[number];

/** CAP 1.2: `Actual` is acted on, `Exercise` only by those who take part, `Draft` by nobody. */
export const WARNING_STATUSES = ['Actual', 'Exercise', 'Draft'] as const;
export type WarningStatus = (typeof WARNING_STATUSES)[number];

/** CAP 1.2: the first of a warning, one that takes its place, and its end. */
export const WARNING_MESSAGES = ['Alert', 'Update', 'Cancel'] as const;
export type WarningMessage = (typeof WARNING_MESSAGES)[number];

/** How a warning is named to others: what an update or a cancel refers to. */
export interface WarningReference {
  readonly sender: string;
  readonly identifier: string;
  /** As it was written, with its offset. */
  readonly sent: string;
}

/** The place a warning is about, as it stands when the warning is written. */
export interface WarnedPlace {
  readonly id: string;
  readonly kind: 'zone' | 'hotSpot';
  readonly name: Readonly<Record<WarningLanguage, string>>;
  /** Outer rings in lon/lat, one for each part; need not be closed. */
  readonly rings: readonly (readonly LonLat[])[];
  readonly level: AlertLevel | 'unknown';
  /** Absent: nothing is known of it. */
  readonly figures?: {
    readonly people: number;
    readonly sd: number;
    readonly densityPerM2: number;
    readonly supportAt?: Millis;
  };
  /** The alert value of a hot-spot, people. */
  readonly alertPeople?: number;
}

/** What a person may write for each language; the rest are templates. */
export interface WarningText {
  readonly headline: string;
  readonly instruction: string;
}

/** What a person asks for when a warning is to be written. */
export interface WarningRequest {
  /** A zone or hot-spot. */
  readonly place: string;
  readonly message: WarningMessage;
  readonly status: WarningStatus;
  readonly languages: readonly WarningLanguage[];
  /** Absent for a language: its template. */
  readonly texts: Partial<Readonly<Record<WarningLanguage, WarningText>>>;
  readonly validMin: number;
  readonly withCircle: boolean;
}

/**
 * The statuses that a session may give its warnings: what is not the real thing of now, a rehearsal or a recording, can
 * only warn as an exercise.
 */
export function allowedStatuses(isExercise: boolean): readonly WarningStatus[] {
  return isExercise ? ['Exercise'] : WARNING_STATUSES;
}

/** Everything a CAP message is made of. */
export interface Warning {
  readonly identifier: string;
  readonly sender: string;
  readonly senderName?: Readonly<Record<WarningLanguage, string>>;
  readonly sentAt: Millis;
  readonly timeZone: string;
  readonly status: WarningStatus;
  readonly message: WarningMessage;
  readonly references: readonly WarningReference[];
  readonly event: Readonly<Record<WarningLanguage, string>>;
  readonly place: WarnedPlace;
  readonly languages: readonly WarningLanguage[];
  readonly texts: Readonly<Record<WarningLanguage, WarningText>>;
  readonly validMin: number;
  /** Adds the circle round the place, for receivers that know no polygons. */
  readonly withCircle: boolean;
}

/** Urgency, severity and certainty of CAP 1.2. */
export interface WarningGrade {
  readonly urgency: 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown';
  readonly severity: 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
  readonly certainty: 'Observed' | 'Likely' | 'Unknown';
}

const GRADES: Readonly<Record<WarnedPlace['level'], Omit<WarningGrade, 'certainty'>>> = {
  red: { urgency: 'Immediate', severity: 'Extreme' },
  orange: { urgency: 'Expected', severity: 'Severe' },
  yellow: { urgency: 'Future', severity: 'Moderate' },
  green: { urgency: 'Future', severity: 'Minor' },
  unknown: { urgency: 'Unknown', severity: 'Unknown' },
};

/** A figure older than this is no observation of now. */
const OBSERVED_WITHIN_MS: Millis = 60_000;

/**
 * How grave a warning is. The colours map to severity as China's emergency warnings write them in CAP (red Extreme,
 * orange Severe, yellow Moderate). An estimate with a fresh observation behind it is `Observed`, an older one `Likely`.
 */
export function gradeOf(place: WarnedPlace, at: Millis): WarningGrade {
  const supportAt = place.figures?.supportAt;
  const isFresh = supportAt !== undefined && at - supportAt <= OBSERVED_WITHIN_MS;
  const stale = place.figures ? 'Likely' : 'Unknown';
  return { ...GRADES[place.level], certainty: isFresh ? 'Observed' : stale };
}
