import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { type Command, notRecorded } from './command.ts';

/** A person takes over the seat by name; the name is recorded as unverified and signs every order. */
export const takeOver: Command<'operator.takeOver'> = {
  input: z.object({ name: z.string().trim().min(1).max(80) }),
  async run({ session }, caller, { name }) {
    const seq = await session.commit('operator', { name, role: caller.role, verified: false });
    if (seq === undefined) return err(notRecorded(session));
    caller.operator = name;
    return ok({ name, since: session.now() });
  },
};
