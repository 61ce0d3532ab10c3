import type { Millis } from '../base/quantity.ts';
import type { ClockKind } from '../time/clock.ts';
import type { Delivery } from './delivery.ts';
import type { EntryPayloads } from './entry.ts';
import { usableTime } from './usable-time.ts';

/**
 * Where drones and units are, as a delivery says it, with times that can be meant. A sender's clock that runs ahead would
 * make a position look fresh for hours, and hide every later one behind it.
 */
export function usablePositions(
  { drones, units, receivedAt }: Pick<Delivery, 'drones' | 'units' | 'receivedAt'>,
  now: Millis | undefined,
  clockKind: ClockKind,
): EntryPayloads['positions'] {
  const usable = (at: Millis) => usableTime(at, receivedAt, now, clockKind);
  return {
    drones: drones.map(({ heartbeatAt, ...drone }) => ({
      ...drone,
      observedAt: usable(drone.observedAt),
      ...(heartbeatAt === undefined ? {} : { heartbeatAt: usable(heartbeatAt) }),
    })),
    units: units.map((unit) => ({ ...unit, observedAt: usable(unit.observedAt) })),
  };
}
