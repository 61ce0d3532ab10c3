import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import type { SeatView } from '../../../domain/session/seat-view.ts';
import { type Command, notRecorded } from './command.ts';

const name = z.string().min(1).max(100);

const viewSchema = z.object({
  layout: name,
  panel: name.optional(),
  map: z.object({ lon: z.number(), lat: z.number(), zoom: z.number() }).optional(),
  layers: z.array(name).max(100),
  selection: z.string().max(200).optional(),
  timeline: z.object({ from: z.number(), to: z.number() }).optional(),
});

/** A seat says what is on its screen now; the same again is not written twice. */
export const seatShows: Command<'seat.shows'> = {
  input: viewSchema,
  async run({ session }, caller, view: SeatView) {
    const shown = JSON.stringify(view);
    if (caller.shows === shown) return ok({});
    caller.shows = shown;
    const { seat, role, operator } = caller;
    const by = operator === undefined ? {} : { by: operator };
    const seq = await session.commit('viewSwitched', { seat, role, ...by, view });
    return seq === undefined ? err(notRecorded(session)) : ok({});
  },
};
