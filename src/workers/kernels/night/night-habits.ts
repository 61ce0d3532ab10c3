import {
  type BodyHabits,
  type NightHappening,
  USUAL_BODY_HABITS,
} from '../../../domain/plan/night-happening.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { Gate } from '../../../domain/site/site.ts';
import { openingCapacity } from '../zone-graph/checkpoint-capacity.ts';
import { compileNight, type NightPlan } from '../zone-graph/night-plan.ts';

/** Boats of 200 people every ten minutes. */
const FERRY_PER_S = 200 / 600;

/** A script bound to a site for people who are bodies: the plan of the zone graph and what only bodies need. */
export interface NightHabits {
  readonly plan: NightPlan;
  readonly bodies: BodyHabits;
  /** Most people a second that each gate takes home. */
  readonly takesPerS: Float64Array;
  readonly happenings: readonly { readonly second: number; readonly what: NightHappening }[];
}

/** Binds a checked script (see `parseNightScript`). */
export function bindHabits(script: NightScript, ground: Ground): NightHabits {
  const plan = compileNight(script, ground);
  const { site } = ground;
  const takes = new Map(script.gates.map(({ gate, takesPerMin }) => [gate, takesPerMin]));
  return {
    plan,
    bodies: script.bodies ?? USUAL_BODY_HABITS,
    takesPerS: Float64Array.from(site.gates, (gate) => {
      const perMin = takes.get(gate.id);
      return perMin === undefined ? takesByKind(gate) : perMin / 60;
    }),
    happenings: (script.happenings ?? [])
      .map(({ at, what }) => ({ second: plan.clock.secondOf(at), what }))
      .sort((a, b) => a.second - b.second),
  };
}

/** A metro exit is a flight of stairs, a ferry takes what its boats carry. */
function takesByKind({ kind, clearWidthM }: Gate): number {
  const width = openingCapacity(clearWidthM, kind === 'metroExit' ? 'stairs' : 'walkway').totalPerS;
  return kind === 'ferry' ? Math.min(width, FERRY_PER_S) : width;
}
