import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { type Command, inTurn, NOBODY_TOOK_OVER, notRecorded } from './command.ts';
import { isOfCap, readCap } from './context-cap.ts';

/** Characters of a file at most. */
const MAX_TEXT = 1_000_000;

/** Puts the areas of another authority's CAP message on everybody's map; an update takes its forerunner's place. */
export const importCap: Command<'context.importCap'> = {
  input: z.object({ text: z.string().min(1).max(MAX_TEXT) }),
  run: ({ session }, caller, { text }) =>
    inTurn(session, async () => {
      if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
      const context = readCap(text, session.now());
      if (!context.ok) return err({ code: 'badInput', message: context.error });
      const { marks, replaces, notices } = context.value;
      const kept = new Set(marks.map(({ id }) => id));
      const gone = Object.keys(session.world.marks).filter(
        (id) => !kept.has(id) && replaces.some((identifier) => isOfCap(id, identifier)),
      );
      const changes = [...gone.map((removed) => ({ removed })), ...marks.map((put) => ({ put }))];
      for (const change of changes) {
        const seq = await session.commit('mapMark', change);
        if (seq === undefined) return err(notRecorded(session));
      }
      return ok({ put: marks.length, removed: gone.length, notices });
    }),
};
