import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { Happenings } from '../../../workers/kernels/night/happenings.ts';
import { bindHabits } from '../../../workers/kernels/night/night-habits.ts';
import { curveOf } from '../../../workers/kernels/zone-graph/night-plan.ts';

/**
 * The share of all people that the script draws to these leaf zones at a second of the night, shows included: so many
 * are bodies when only those are who want to be there. 1 when no zone is named, 0 when nothing attracts anybody there.
 */
export function onlyShare(
  script: NightScript,
  ground: Ground,
  only: readonly string[],
  second: number,
): number {
  if (only.length === 0) return 1;
  const { plan, happenings } = bindHabits(script, ground);
  const running = new Happenings(ground, happenings, second);
  let [named, all] = [0, 0];
  ground.leaves.forEach(({ id }, zone) => {
    const attraction = curveOf(plan.attraction, zone)(second) * running.zoneFactor(id);
    all += attraction;
    if (only.includes(id)) named += attraction;
  });
  return all > 0 ? named / all : 0;
}
