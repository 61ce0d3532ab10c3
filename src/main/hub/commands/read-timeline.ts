import { z } from 'zod';
import { ok } from '../../../domain/base/result.ts';
import { maySee } from '../../../domain/session/role.ts';
import { TIMELINE_KINDS, type TimelineEntry } from '../../../domain/wire/contract.ts';
import type { Command, SeatContext } from './command.ts';

/** What happened between two instants, as far as the caller may see it. */
export const readTimeline: Command<'timeline.marks', SeatContext> = {
  input: z.object({
    from: z.number(),
    to: z.number(),
    kinds: z.array(z.enum(TIMELINE_KINDS)).optional(),
  }),
  async run(context, caller, { from, to, kinds = TIMELINE_KINDS }) {
    const reads = await context.recording();
    const { entries: logged, left } = await reads.timeline({ kinds, from, to });
    const entries = logged.flatMap(({ entry }) =>
      maySee(entry.audience, caller.role) ? [entry as TimelineEntry] : [],
    );
    return ok({ entries, ...(left ? { left } : {}) });
  },
};
