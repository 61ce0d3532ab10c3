import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { CROWD_MODELS } from '../../../domain/session/rehearsal-state.ts';
import type { Command, SeatContext } from './command.ts';

const scenarioSchema = z.string().min(1).max(80);
const changesSchema = z.array(z.string().min(1).max(200)).max(200);

/** What a rehearsal can be started with. */
export const readRehearsalOptions: Command<'rehearsal.options', SeatContext> = {
  input: z.object({ scenario: scenarioSchema.optional(), changes: changesSchema.optional() }),
  run: async ({ rehearsals }, _caller, input) => {
    const options = rehearsals.options(input);
    return options.ok ? options : err({ code: 'notPossible', message: options.error });
  },
};

/** Opens a rehearsal as a session of its own. */
export const startRehearsal: Command<'rehearsal.start', SeatContext> = {
  input: z.object({
    model: z.enum(CROWD_MODELS),
    seed: z.number().int().min(0).max(0xffffffff),
    speed: z.number().min(0.1).max(120),
    scenario: scenarioSchema.optional(),
    changes: changesSchema,
    label: z.string().max(80),
  }),
  async run({ rehearsals }, _caller, input) {
    const started = await rehearsals.start(input);
    return started.ok
      ? ok({ session: started.value })
      : err({ code: 'notPossible', message: started.error });
  },
};
