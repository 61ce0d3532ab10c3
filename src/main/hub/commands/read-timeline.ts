import { z } from 'zod';
import { ok } from '../../../domain/base/result.ts';
import { maySee } from '../../../domain/session/role.ts';
import { TIMELINE_KINDS, type TimelineEntry } from '../../../domain/wire/contract.ts';
import type { Command } from './command.ts';

/** Entries of each kind that are looked through: a night has some hundreds. */
const NEWEST = 2_000;

/** What happened between two instants, as far as the caller may see it. */
export const readTimeline: Command<'timeline.marks'> = {
  input: z.object({ from: z.number(), to: z.number() }),
  async run(context, caller, { from, to }) {
    const entries: TimelineEntry[] = [];
    for (const kind of TIMELINE_KINDS) {
      for (const { entry } of await context.recent(kind, NEWEST)) {
        const isIn = entry.observedAt >= from && entry.observedAt <= to;
        if (isIn && maySee(entry.audience, caller.role)) entries.push(entry as TimelineEntry);
      }
    }
    return ok({ entries: entries.sort((a, b) => a.observedAt - b.observedAt) });
  },
};
