import { z } from 'zod';
import type { SessionId } from '../../../domain/base/ids.ts';
import { err, ok } from '../../../domain/base/result.ts';
import { mayClose } from '../../../domain/wire/session-contract.ts';
import type { Command, SeatContext } from './command.ts';

/** The sessions of this hub, and the recordings in its folder. */
export const listSessions: Command<'sessions.list', SeatContext> = {
  input: z.object({}),
  run: async ({ host, replays }) =>
    ok({ sessions: host.list(), recordings: await replays.recordings() }),
};

/** Ends a session beside the hub's own. */
export const closeSession: Command<'sessions.close', SeatContext> = {
  input: z.object({ session: z.string().transform((text) => text as SessionId) }),
  async run({ host, shown }, caller, { session }) {
    const kind = host.get(session)?.describe().kind;
    if (kind && !mayClose(caller.role, kind)) {
      return err({ code: 'forbidden', message: `a ${caller.role} closes replays only` });
    }
    const reason = `a ${caller.role} closed it`;
    const isOwn = session === shown.id && session !== host.get()?.session.id;
    // The answer goes out before the link of whoever closes his own session does.
    if (isOwn) {
      setTimeout(() => void host.close(session, reason), 0);
      return ok({});
    }
    const closed = await host.close(session, reason);
    return closed.ok ? ok({}) : err({ code: 'notPossible', message: closed.error });
  },
};
