import { z } from 'zod';
import type { SessionId } from '../../../domain/base/ids.ts';
import { err, ok } from '../../../domain/base/result.ts';
import { REPLAY_VIEWS } from '../../../domain/session/replay-state.ts';
import type { Command, SeatContext } from './command.ts';

/** A recording becomes a session of its own, paused. */
export const openRecording: Command<'replay.open', SeatContext> = {
  input: z.object({
    file: z.string().min(1).max(255).optional(),
    view: z.enum(REPLAY_VIEWS).optional(),
    at: z.number().optional(),
    follow: z
      .object({
        session: z.string().transform((text) => text as SessionId),
        offsetMs: z.number(),
      })
      .optional(),
  }),
  async run({ replays }, _caller, input) {
    const opened = await replays.open(input);
    return opened.ok
      ? ok({ session: opened.value })
      : err({ code: 'notPossible', message: opened.error });
  },
};
