import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import type { Command } from './command.ts';

/** Goes back to a saved state of the attached rehearsal. */
export const jumpRehearsal: Command<'rehearsal.jump'> = {
  input: z.object({ to: z.number() }),
  async run({ rehearsals, session }, caller, { to }) {
    const jumped = await rehearsals.jump(session.id, to, caller.operator ?? caller.role);
    return jumped.ok
      ? ok({ time: jumped.value })
      : err({ code: 'notPossible', message: jumped.error });
  },
};
