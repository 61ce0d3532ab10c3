import { z } from 'zod';
import { ok } from '../../../domain/base/result.ts';
import { maySee } from '../../../domain/session/role.ts';
import { HISTORY_OBJECTS } from '../../../domain/wire/review-contract.ts';
import type { Command, SeatContext } from './command.ts';

/** Curves are read at screen width. */
const MAX_POINTS = 8_000;

const span = { from: z.number(), to: z.number() };

/** What happened to one object of the map. */
export const readHistory: Command<'review.history', SeatContext> = {
  input: z.object({
    object: z.enum(HISTORY_OBJECTS),
    // A mark's is its sender's, as long as that makes it.
    id: z.string().max(1_000),
    ...span,
    points: z.number().int().min(1).max(MAX_POINTS),
  }),
  async run({ study }, { role }, query) {
    const history = await (await study()).history(query);
    const entries = history.entries.filter(({ audience }) => maySee(audience, role));
    return ok({ ...history, entries });
  },
};

/** Flights and times without data. */
export const readSpans: Command<'review.spans', SeatContext> = {
  input: z.object(span),
  run: async ({ study }, _caller, range) => ok(await (await study()).spans(range)),
};
