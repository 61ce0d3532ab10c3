import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { checkPlan } from '../../../domain/rehearsal/check-plan.ts';
import { applyPlanChanges } from '../../../domain/rehearsal/plan-changes.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import { knownGround } from '../known-ground.ts';
import { siteAtRelease } from '../rehearsal/site-at-release.ts';
import type { SessionHost } from '../session-host.ts';
import type { Command, SeatContext } from './command.ts';

/** The ground that was checked last: a planner who tries numbers and orders stays on it. */
let last: { readonly site: string; readonly ground: Ground } | undefined;

/** Egress, capacity and health of the hub's plan, with changes that are tried. */
export const readPlanChecks: Command<'plan.checks', SeatContext> = {
  input: z.object({
    changes: z.array(z.string().max(200)).max(100),
    people: z.number().min(1).max(1e6),
    minutes: z.number().min(1).max(600),
  }),
  async run({ rehearsals, host }, _, { changes, people, minutes }) {
    const plan = rehearsals.plan();
    if (!plan.ok) return err({ code: 'notPossible', message: plan.error });
    const changed = applyPlanChanges(changes, plan.value);
    if (!changed.ok) return err({ code: 'badInput', message: changed.error });
    const site = siteAtRelease(changed.value, minutes);
    // Modes shape no ground: the one of a session under way serves a plan with timed orders, too.
    const ground = { ...groundOf(changed.value.site, host), site };
    return ok(checkPlan(site, changed.value.script, people, minutes, ground));
  },
};

/** Making a ground holds the live session up for a tenth of a second: only for one that nobody stands on. */
function groundOf(site: Site, host: SessionHost): Ground {
  const known = knownGround(site, host);
  if (known) return known;
  const text = JSON.stringify(site);
  if (last?.site !== text) last = { site: text, ground: buildGround(site) };
  return last.ground;
}
