import type { UnitId, ZoneId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** Newest report of a unit (力量): two or more people with a leader. */
export interface UnitReport {
  readonly unit: UnitId;
  readonly callsign: string;
  readonly agency: string;
  readonly observedAt: Millis;
  readonly lon: number;
  readonly lat: number;
  readonly status: 'free' | 'busy' | 'unknown';
  readonly zone?: ZoneId;
}
