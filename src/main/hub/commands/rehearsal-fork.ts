import { z } from 'zod';
import type { CheckpointId } from '../../../domain/base/ids.ts';
import { err, ok } from '../../../domain/base/result.ts';
import { CHECKPOINT_MODES } from '../../../domain/site/site.ts';
import type { Command } from './command.ts';

/** What if: the attached rehearsal again from now, with changes, as another session. */
export const forkRehearsal: Command<'rehearsal.fork'> = {
  input: z.object({
    changes: z
      .array(
        z
          .object({
            checkpoint: z.string().transform((text) => text as CheckpointId),
            mode: z.enum(CHECKPOINT_MODES),
            meteredPerMinLane: z.number().min(1).max(60).optional(),
          })
          .refine((input) => input.mode !== 'metered' || input.meteredPerMinLane !== undefined, {
            error: 'mode metered needs people per minute and lane',
            path: ['meteredPerMinLane'],
          }),
      )
      .max(200),
    label: z.string().max(80),
  }),
  async run({ rehearsals, session }, caller, input) {
    const forked = await rehearsals.fork(session.id, input, caller.operator ?? caller.role);
    return forked.ok
      ? ok({ session: forked.value })
      : err({ code: 'notPossible', message: forked.error });
  },
};
