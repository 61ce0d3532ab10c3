import type { LadderSettings } from '../alert/ladder.ts';
import type { Millis } from '../base/quantity.ts';
import { MINUTE } from '../base/quantity.ts';
import {
  LEVELS_OF_SERVICE,
  type LevelOfService,
  levelOfService,
} from '../crowd/level-of-service.ts';
import type { Surface } from '../crowd/surface.ts';
import type { FigureAt, MinutesByLevel, ShownLevel } from './review-report.ts';

/** What a stretch says of one place. */
export interface PlaceStretch {
  readonly from: Millis;
  /** How long the figures held. */
  readonly knownMs: Millis;
  /** How long nothing was known. */
  readonly unknownMs: Millis;
  readonly level: ShownLevel;
  /** Absent: no estimate of the place. */
  readonly people?: number;
  readonly densityPerM2?: number;
  readonly worstDensityPerM2?: number;
}

/** The greatest value so far and the first instant at which it was seen. */
export class Peak {
  #at: Millis | undefined;
  #value = Number.NEGATIVE_INFINITY;

  take(at: Millis, value: number | undefined): void {
    if (value === undefined || value <= this.#value) return;
    this.#at = at;
    this.#value = value;
  }

  /** Without a value, at `otherwise`, when there never was one. */
  figure(otherwise: Millis): FigureAt {
    return this.#at === undefined ? { at: otherwise } : { at: this.#at, value: this.#value };
  }
}

/** Minutes of a figure at each of three thresholds or above. */
export class MinutesAbove {
  readonly #thresholds: readonly [number, number, number];
  readonly #ms: [Millis, Millis, Millis] = [0, 0, 0];

  constructor(thresholds: readonly [number, number, number]) {
    this.#thresholds = thresholds;
  }

  take(value: number | undefined, ms: Millis): void {
    if (value === undefined) return;
    this.#thresholds.forEach((threshold, index) => {
      if (value >= threshold) this.#ms[index] = (this.#ms[index] ?? 0) + ms;
    });
  }

  minutes(): readonly [number, number, number] {
    const [yellow, orange, red] = this.#ms;
    return [yellow / MINUTE, orange / MINUTE, red / MINUTE];
  }
}

/** Gathers one zone or hot-spot over the stretches of a night: integrals are left sums, exact for what holds. */
export class PlaceFold {
  readonly #surface: Surface;
  readonly #levelMs = byLevel();
  readonly #levelPersonMs = byLevel();
  readonly #servicePersonMs: Record<LevelOfService, number> = {
    A: 0,
    B: 0,
    C: 0,
    D: 0,
    E: 0,
    F: 0,
  };
  #unknownMs: Millis = 0;
  readonly people = new Peak();
  readonly density = new Peak();
  readonly worst = new Peak();
  readonly densityAbove: MinutesAbove;
  readonly worstAbove: MinutesAbove;

  constructor(surface: Surface, ladder: LadderSettings) {
    this.#surface = surface;
    this.densityAbove = new MinutesAbove(ladder.densityPerM2[surface]);
    this.worstAbove = new MinutesAbove(ladder.densityPerM2[surface]);
  }

  take(stretch: PlaceStretch): void {
    const { from, knownMs, level, people, densityPerM2, worstDensityPerM2 } = stretch;
    this.#levelMs[level] += knownMs + stretch.unknownMs;
    if (people === undefined || densityPerM2 === undefined) {
      this.#unknownMs += knownMs + stretch.unknownMs;
      return;
    }
    this.#unknownMs += stretch.unknownMs;
    this.people.take(from, people);
    this.density.take(from, densityPerM2);
    this.worst.take(from, worstDensityPerM2);
    this.densityAbove.take(densityPerM2, knownMs);
    this.worstAbove.take(worstDensityPerM2, knownMs);
    this.#levelPersonMs[level] += people * knownMs;
    this.#servicePersonMs[levelOfService(densityPerM2, this.#surface)] += people * knownMs;
  }

  minutesAtLevel(): MinutesByLevel {
    return inMinutes(this.#levelMs);
  }

  personMinutes(): MinutesByLevel {
    return inMinutes(this.#levelPersonMs);
  }

  personMinutesByService(): Readonly<Record<LevelOfService, number>> {
    const minutes = { ...this.#servicePersonMs };
    for (const level of LEVELS_OF_SERVICE) minutes[level] /= MINUTE;
    return minutes;
  }

  minutesWithoutEstimate(): number {
    return this.#unknownMs / MINUTE;
  }
}

function byLevel(): Record<ShownLevel, number> {
  return { green: 0, yellow: 0, orange: 0, red: 0, unknown: 0 };
}

function inMinutes(ms: Readonly<Record<ShownLevel, number>>): MinutesByLevel {
  return {
    green: ms.green / MINUTE,
    yellow: ms.yellow / MINUTE,
    orange: ms.orange / MINUTE,
    red: ms.red / MINUTE,
    unknown: ms.unknown / MINUTE,
  };
}
