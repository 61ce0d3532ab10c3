import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { checkPlan } from '../../../domain/rehearsal/check-plan.ts';
import { applyPlanChanges } from '../../../domain/rehearsal/plan-changes.ts';
import type { Command, SeatContext } from './command.ts';

/** Egress, capacity and health of the hub's plan, with changes that are tried. */
export const readPlanChecks: Command<'plan.checks', SeatContext> = {
  input: z.object({
    changes: z.array(z.string().max(200)).max(100),
    people: z.number().min(1).max(1e6),
    minutes: z.number().min(1).max(600),
  }),
  async run({ rehearsals }, _, { changes, people, minutes }) {
    const plan = rehearsals.plan();
    if (!plan.ok) return err({ code: 'notPossible', message: plan.error });
    const changed = applyPlanChanges(changes, plan.value);
    if (!changed.ok) return err({ code: 'badInput', message: changed.error });
    const { site, script } = changed.value;
    return ok(checkPlan(site, script, people, minutes));
  },
};
