import { z } from 'zod';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { VERDICTS } from '../../../domain/session/review-mark.ts';
import type { WireError } from '../../../domain/wire/contract.ts';
import type { ReviewEntry } from '../replay/replay-desk.ts';
import type { Caller, Command, SeatContext } from './command.ts';

const id = z.string().min(1).max(100);
const title = z.string().trim().max(200);
const note = z.string().max(4_000);
const by = z.string().trim().min(1).max(80).optional();
const removal = z.object({ removed: id, by });

/** What reviewers have added to the recording so far. */
export const listReviewMarks: Command<'review.marks', SeatContext> = {
  input: z.object({}),
  run: async (context) => ok(await context.reviewMarks()),
};

/** An instant worth coming back to is put, changed or removed. */
export const bookmark: Command<'review.bookmark', SeatContext> = {
  input: z.union([
    z.object({
      by,
      put: z.object({
        id,
        at: z.number(),
        title,
        note,
        view: z
          .object({
            lon: z.number(),
            lat: z.number(),
            zoom: z.number(),
            layers: z.array(z.string().max(100)).max(200),
            selection: z.string().max(200).optional(),
          })
          .optional(),
      }),
    }),
    removal,
  ]),
  run: (context, caller, input) => {
    const by = signature(caller, input.by);
    const payload = 'put' in input ? { put: { ...input.put, by } } : { removed: input.removed, by };
    return write(context, { kind: 'bookmark', payload });
  },
};

/** An ordered list of bookmarks is put, changed or removed. */
export const tellStory: Command<'review.story', SeatContext> = {
  input: z.union([
    z.object({ by, put: z.object({ id, title, bookmarks: z.array(id).max(500) }) }),
    removal,
  ]),
  run: (context, caller, input) => {
    const by = signature(caller, input.by);
    const payload = 'put' in input ? { put: { ...input.put, by } } : { removed: input.removed, by };
    return write(context, { kind: 'story', payload });
  },
};

/** A reviewer says what an alert turned out to be. */
export const dispose: Command<'review.disposition', SeatContext> = {
  input: z.object({ by, alert: z.string().min(1).max(200), verdict: z.enum(VERDICTS), note }),
  run: (context, caller, input) => {
    const payload = { ...input, by: signature(caller, input.by) };
    return write(context, { kind: 'disposition', payload });
  },
};

/** The name under which somebody took over, else the one he gives, else the seat's role: recorded as it stands. */
function signature({ operator, role }: Caller, given: string | undefined): string {
  return operator ?? given ?? role;
}

async function write(
  { replays, shown }: SeatContext,
  mark: ReviewEntry,
): Promise<Result<Record<string, never>, WireError>> {
  const written = await replays.mark(shown, mark);
  return written.ok ? ok({}) : err({ code: 'notRecorded', message: written.error });
}
