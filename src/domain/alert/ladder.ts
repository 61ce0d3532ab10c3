import type { Surface } from '../crowd/surface.ts';

/** The alert ladder (预警等级), rising; `unknown` stands apart: nothing fresh to judge by. */
export const ALERT_LEVELS = ['green', 'yellow', 'orange', 'red'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** Thresholds of yellow, orange, red. */
export type Thresholds = readonly [yellow: number, orange: number, red: number];

/** What raises a level: data, never constants of the rules. Every event uses `DEFAULT_LADDER` until it can bring its own. */
export interface LadderSettings {
  /** ped/m² by surface. */
  readonly densityPerM2: Readonly<Record<Surface, Thresholds>>;
  /** Share of capacity. */
  readonly capacityShare: Thresholds;
  /** Share of a hot-spot's alert value; red at the value itself. */
  readonly alertValueShare: Thresholds;
  /** A level falls only when the figure is below its threshold by this share (hysteresis). */
  readonly hysteresisShare: number;
  /** A rise must hold for this long, a fall for the other (dwell), seconds. */
  readonly riseDwellS: number;
  readonly fallDwellS: number;
  /** Figures older than this are no ground for green. */
  readonly staleAfterS: number;
}

/** The defaults of the field: standing 2.5 / 3.5 / 4.5, stairs and passages 1.1 / 1.5 / 2.7, capacity 80 / 90 / 100 %. */
export const DEFAULT_LADDER: LadderSettings = {
  densityPerM2: {
    walkway: [2.5, 3.5, 4.5],
    queue: [2.5, 3.5, 4.5],
    stairs: [1.1, 1.5, 2.7],
  },
  capacityShare: [0.8, 0.9, 1],
  alertValueShare: [0.8, 0.9, 1],
  hysteresisShare: 0.05,
  riseDwellS: 5,
  fallDwellS: 30,
  staleAfterS: 60,
};

/** Why a level stands as it does: the figure that binds, so that it can be said in words in any language. */
export interface LevelReason {
  readonly cause:
    | 'density'
    | 'worstDensity'
    | 'capacity'
    | 'alertValue'
    | 'child'
    | 'none'
    | 'stale';
  /** The binding figure and the threshold it passed; ped/m² or a share. */
  readonly figure?: number;
  readonly threshold?: number;
  /** For a parent: the child that is worst. */
  readonly child?: string;
}

/** The level of a zone or hot-spot. */
export interface LevelState {
  readonly level: AlertLevel | 'unknown';
  readonly reason: LevelReason;
  readonly since: number;
}
