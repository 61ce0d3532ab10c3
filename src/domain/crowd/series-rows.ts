import type { Millis } from '../base/quantity.ts';
import type { Estimate } from './estimate.ts';
import { supportedArea, supportedPlace } from './supported.ts';

/** A point of the curves of people in the area and in its zones. */
export interface PeoplePoint {
  readonly kind: 'areaPeople' | 'zonePeople';
  /** A zone, or `area`. */
  readonly id: string;
  readonly t: Millis;
  readonly value: number;
}

/** The points of curves that an estimate gives at an instant: the area's and each zone's, and no guess. */
export function seriesRows(
  estimate: Pick<Estimate, 'area' | 'zones'> | undefined,
  t: Millis,
): readonly PeoplePoint[] {
  const known = supportedArea(estimate);
  if (known === undefined) return [];
  return [
    { kind: 'areaPeople', id: 'area', t, value: known.area.people },
    ...known.zones
      .filter((zone) => supportedPlace(zone))
      .map(({ zone, people }): PeoplePoint => ({ kind: 'zonePeople', id: zone, t, value: people })),
  ];
}
