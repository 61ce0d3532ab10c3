import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import type { Command, SeatContext } from './command.ts';

/** The figures of the attached rehearsal so far. */
export const readFigures: Command<'rehearsal.figures', SeatContext> = {
  input: z.strictObject({}),
  async run({ rehearsals, shown }) {
    const figures = await rehearsals.figures(shown.id);
    return figures.ok ? ok(figures.value) : err({ code: 'notPossible', message: figures.error });
  },
};
