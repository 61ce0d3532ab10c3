import type { Surface } from '../../../domain/crowd/surface.ts';
import type { CheckpointMode } from '../../../domain/site/site.ts';
import { PEAK_SPECIFIC_FLOW } from './fundamental-diagram.ts';

/** What a link can pass, people a second. `total` binds both directions together. */
export interface LinkCapacity {
  readonly inPerS: number;
  readonly outPerS: number;
  readonly totalPerS: number;
  /** Inward only in the green minutes of a wave release. */
  readonly waves: boolean;
}

/** How a checkpoint is set. */
export interface CheckpointSetting {
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/**
 * Both directions of an opening together, ped/m/s: 82 ped/m/min on the level and 66 on stairs
 * (Guide to Safety at Sports Grounds, the Green Guide).
 */
const TOTAL_PER_METRE: Readonly<Record<Surface, number>> = {
  walkway: 82 / 60,
  queue: 82 / 60,
  stairs: 66 / 60,
};

/** People a minute and lane that a metered checkpoint lets in when the order names no rate (our default). */
const METERED_PER_MIN_LANE = 25;

/** Of a wave release's cycle of three minutes, counted from the start of the night, the first is green. */
const WAVE_GREEN_S = 60;
const WAVE_CYCLE_S = 180;
/** Share of the time in which a wave release lets people in. */
export const WAVE_GREEN_SHARE = WAVE_GREEN_S / WAVE_CYCLE_S;

/** Whether a wave release lets people in at this second of the night. */
export function waveIsGreen(second: number): boolean {
  return second % WAVE_CYCLE_S < WAVE_GREEN_S;
}

/**
 * A free opening: each direction up to Weidmann's peak (1.22 ped/m/s), both together up to the Green Guide's rate;
 * the directions share it by their demand.
 */
export function openingCapacity(widthM: number, surface: Surface): LinkCapacity {
  const totalPerS = TOTAL_PER_METRE[surface] * widthM;
  const onePerS = Math.min(PEAK_SPECIFIC_FLOW * widthM, totalPerS);
  return { inPerS: onePerS, outPerS: onePerS, totalPerS, waves: false };
}

/**
 * A checkpoint in its mode. Metering and wave release hold back those who come in, never those who leave.
 * Metered: lanes × rate. Wave release: the whole width, one minute in three.
 */
export function checkpointCapacity(
  widthM: number,
  lanes: number,
  setting: CheckpointSetting,
): LinkCapacity {
  const open = openingCapacity(widthM, 'walkway');
  switch (setting.mode) {
    case 'open':
      return open;
    case 'metered': {
      const ratePerS = (lanes * (setting.meteredPerMinLane ?? METERED_PER_MIN_LANE)) / 60;
      return { ...open, inPerS: Math.min(open.inPerS, ratePerS) };
    }
    case 'oneWayIn':
      return { ...open, outPerS: 0 };
    case 'oneWayOut':
      return { ...open, inPerS: 0 };
    case 'waveRelease':
      return { ...open, waves: true };
    case 'closed':
      return { inPerS: 0, outPerS: 0, totalPerS: 0, waves: false };
  }
}
