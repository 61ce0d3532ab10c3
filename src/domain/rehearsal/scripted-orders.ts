import type { CheckpointId } from '../base/ids.ts';
import { type NightScript, nightClock } from '../plan/night-script.ts';
import type { PlannedOrder } from './changed-plan.ts';

/** The orders of a script itself: whoever plays the night gives them, so that both models obey the same. */
export function scriptedOrders(script: NightScript): readonly PlannedOrder[] {
  const clock = nightClock(script);
  return (script.orders ?? []).map(({ at, checkpoint, mode, meteredPerMinLane }) => ({
    atS: clock.secondOf(at),
    checkpoint: checkpoint as CheckpointId,
    mode,
    ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
  }));
}
