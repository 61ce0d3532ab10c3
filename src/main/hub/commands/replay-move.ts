import { z } from 'zod';
import { MINUTE, type Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { REPLAY_VIEWS } from '../../../domain/session/replay-state.ts';
import type { InputOf, WireError } from '../../../domain/wire/contract.ts';
import type { ReplaySession } from '../replay/replay-session.ts';
import type { Command, SeatContext } from './command.ts';

/** What commands of a replay may use. */
export interface ReplayContext extends SeatContext {
  readonly replay: ReplaySession;
}

/** Levels that are looked at for the next rise; between two rises lie their falls. */
const MOST_LEVELS = 2_000;

type Step = InputOf<'replay.step'>;

/** Goes to an instant. */
export const seekReplay: Command<'replay.seek', ReplayContext> = {
  input: z.object({ time: z.number() }),
  run: ({ replay }, _caller, { time }) => goTo(replay, time),
};

/** Goes to the next, or last, of something. */
export const stepReplay: Command<'replay.step', ReplayContext> = {
  input: z.object({
    by: z.enum(['tick', 'minute', 'alert', 'order', 'bookmark', 'gap']),
    direction: z.union([z.literal(1), z.literal(-1)]),
  }),
  async run(context, _caller, step) {
    const time = await nextInstant(context, step);
    if (time !== undefined) return await goTo(context.replay, time);
    const isOn = step.direction === 1;
    return err({
      code: 'notPossible',
      message: `there is no ${step.by} ${isOn ? 'after' : 'before'} this instant`,
      says: { key: isOn ? 'noNext' : 'noLast', what: step.by },
    });
  },
};

/** Plays a part of the recording over and over; without one it plays on to the end. */
export const loopReplay: Command<'replay.loop', ReplayContext> = {
  input: z
    .object({ from: z.number().optional(), to: z.number().optional() })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), {
      error: 'a loop has a beginning and an end',
    })
    .refine(({ from, to }) => from === undefined || to === undefined || to - from >= 1_000, {
      error: 'a loop lasts a second at least',
      path: ['to'],
    }),
  async run({ replay }, _caller, { from, to }) {
    const moved = replay.leader ?? replay;
    if (from === undefined || to === undefined) {
      moved.setLoop(undefined);
      return ok({});
    }
    // What a follower's seat says is of its own recording.
    const offsetMs = replay.state.follow?.offsetMs ?? 0;
    const loop = {
      from: Math.max(moved.state.from, from - offsetMs),
      to: Math.min(moved.state.to, to - offsetMs),
    };
    if (loop.to - loop.from < 1_000) {
      return err({
        code: 'badInput',
        message: 'that part lies outside the recording',
        says: { key: 'outsideRecording' },
      });
    }
    moved.setLoop(loop);
    return ok({});
  },
};

/** Looks at the same instant in another view. */
export const viewReplay: Command<'replay.view', ReplayContext> = {
  input: z.object({ view: z.enum(REPLAY_VIEWS) }),
  async run({ replay }, _caller, { view }) {
    const stands = await replay.seek(replay.now(), view);
    return stands.ok ? ok({}) : err({ code: 'cancelled', message: stands.error });
  },
};

/** Play, pause and speed; at the end of a recording that is over, play begins again. */
export const playReplay: Command<'transport.set', ReplayContext> = {
  input: z.object({ playing: z.boolean(), speed: z.number().min(0.25).max(600) }),
  async run({ replay }, _caller, next) {
    const moved = replay.leader ?? replay;
    const { to, from, growing, loop } = moved.state;
    if (next.playing && moved.now() >= to && !growing) await moved.seek(loop?.from ?? from);
    await moved.setTransport(next);
    return ok(next);
  },
};

/** A follower is moved by moving its leader. */
async function goTo(
  replay: ReplaySession,
  time: Millis,
): Promise<Result<{ readonly time: Millis }, WireError>> {
  const { leader } = replay;
  const offsetMs = replay.state.follow?.offsetMs ?? 0;
  const stands = leader ? await leader.seek(time - offsetMs) : await replay.seek(time);
  if (!stands.ok) return err({ code: 'cancelled', message: stands.error });
  return ok({ time: replay.now() });
}

async function nextInstant(context: ReplayContext, step: Step): Promise<Millis | undefined> {
  const { replay } = context;
  const at = replay.now();
  const reading = await context.recording();
  const { by, direction } = step;
  switch (by) {
    case 'minute':
      return at + direction * MINUTE;
    case 'tick':
      return (await reading.nearest({ kinds: ['tick'], at, direction }))?.entry.recordedAt;
    case 'order': {
      const kinds = ['checkpointOrder', 'broadcastOrder', 'warningIssued'] as const;
      return (await reading.nearest({ kinds, at, direction }))?.entry.recordedAt;
    }
    case 'alert':
      return await nextRise(context, at, direction);
    case 'bookmark': {
      const { bookmarks } = await context.reviewMarks();
      return nearest(
        bookmarks.map((mark) => mark.at),
        at,
        direction,
      );
    }
    case 'gap': {
      const { gaps } = await (await context.study()).spans(replay.state);
      return nearest(
        gaps.map(({ from }) => from),
        at,
        direction,
      );
    }
  }
}

/** The instant at which a level was raised; falls and what is unknown are passed over. */
async function nextRise(
  context: ReplayContext,
  from: Millis,
  direction: 1 | -1,
): Promise<Millis | undefined> {
  const reading = await context.recording();
  let at = from;
  for (let looked = 0; looked < MOST_LEVELS; looked++) {
    const found = await reading.nearest({ kinds: ['level'], at, direction });
    if (found?.entry.kind !== 'level') return undefined;
    const { level, since } = found.entry.payload.state;
    if (level !== 'green' && level !== 'unknown' && since <= found.entry.recordedAt) {
      return found.entry.recordedAt;
    }
    at = found.entry.recordedAt;
  }
  return undefined;
}

function nearest(times: readonly Millis[], at: Millis, direction: 1 | -1): Millis | undefined {
  const sorted = times.toSorted((a, b) => a - b);
  return direction === 1 ? sorted.find((time) => time > at) : sorted.findLast((time) => time < at);
}
