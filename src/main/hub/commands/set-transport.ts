import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import type { Command } from './command.ts';

/** Play, pause and speed of a session whose time is ours to move. */
export const setTransport: Command<'transport.set'> = {
  input: z.object({ playing: z.boolean(), speed: z.number().min(0.1).max(120) }),
  async run({ session }, caller, input) {
    // The contract lets reviewers move time, for replays; this one is somebody's operation.
    if (caller.role === 'reviewer') {
      const message = 'a reviewer moves the time of replays only';
      return err({ code: 'forbidden', message, says: { key: 'replaysOnly' } });
    }
    if (!session.source.transport) {
      const message = 'the time of this session is not ours to move';
      return err({ code: 'notPossible', message, says: { key: 'timeNotOurs' } });
    }
    session.source.transport.set(input);
    session.note({ kind: 'transport', payload: input, audience: 'all' });
    return ok(input);
  },
};
