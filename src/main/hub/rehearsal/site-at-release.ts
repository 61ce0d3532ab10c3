import { nightClock } from '../../../domain/plan/night-script.ts';
import type { ChangedPlan } from '../../../domain/rehearsal/changed-plan.ts';
import type { Checkpoint, CheckpointMode, Site } from '../../../domain/site/site.ts';

/** Modes that let nobody out, the most closed first. */
const LETS_NOBODY_OUT: readonly CheckpointMode[] = ['closed', 'oneWayIn'];

/**
 * The site as the checks of a plan count it: every checkpoint in the mode that its orders, the script's own and those
 * among the changes, have given it by the second of the release. An order in the `minutes` after it that lets nobody
 * out counts from the release on, since the plan must hold in all of them; one that opens a checkpoint does not.
 */
export function siteAtRelease({ site, script, orders }: ChangedPlan, minutes: number): Site {
  const releaseS = nightClock(script).secondOf(script.release.startsAt);
  const untilS = releaseS + minutes * 60;
  const modeOf = (checkpoint: Checkpoint): CheckpointMode => {
    const own = orders.filter((order) => order.checkpoint === checkpoint.id);
    const given = own.findLast(({ atS }) => atS <= releaseS)?.mode ?? checkpoint.mode;
    const later = own.filter(({ atS }) => atS > releaseS && atS < untilS);
    const modes = [given, ...later.map(({ mode }) => mode)];
    return LETS_NOBODY_OUT.find((shut) => modes.includes(shut)) ?? given;
  };
  const checkpoints = site.checkpoints.map((each) => ({ ...each, mode: modeOf(each) }));
  return { ...site, checkpoints };
}
