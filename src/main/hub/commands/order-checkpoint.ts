import { z } from 'zod';
import type { CheckpointId, OrderId } from '../../../domain/base/ids.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { CHECKPOINT_MODES } from '../../../domain/site/site.ts';
import type { InputOf, OutputOf, WireError } from '../../../domain/wire/contract.ts';
import {
  type Caller,
  type Command,
  type CommandContext,
  inTurn,
  NOBODY_TOOK_OVER,
  notRecorded,
} from './command.ts';
import { recordedBefore } from './recorded-before.ts';

/** A checkpoint is given another mode; of two who change it at once the second gets a conflict. */
export const orderCheckpoint: Command<'checkpoint.order'> = {
  input: z
    .object({
      order: z
        .string()
        .min(8)
        .max(64)
        .transform((text) => text as OrderId),
      checkpoint: z.string().transform((text) => text as CheckpointId),
      mode: z.enum(CHECKPOINT_MODES),
      meteredPerMinLane: z.number().min(1).max(60).optional(),
      sawVersion: z.number().int().min(0),
    })
    .refine((input) => input.mode !== 'metered' || input.meteredPerMinLane !== undefined, {
      error: 'mode metered needs people per minute and lane',
      path: ['meteredPerMinLane'],
    }),
  async run(context, caller, input) {
    const { session } = context;
    if (caller.role === 'planner' && session.source.kind !== 'rehearsal') {
      const message = 'a planner gives orders in rehearsals alone';
      return err({ code: 'forbidden', message });
    }
    return await inTurn(session, () => give(context, caller, input));
  },
};

async function give(
  context: CommandContext,
  caller: Caller,
  input: InputOf<'checkpoint.order'>,
): Promise<Result<OutputOf<'checkpoint.order'>, WireError>> {
  const { session } = context;
  const state = session.world.checkpoints[input.checkpoint];
  if (!state) {
    return err({ code: 'badInput', message: `there is no checkpoint "${input.checkpoint}"` });
  }
  // A seat that lost its link repeats its order: it is answered, not given twice.
  if (state.order === input.order) {
    return ok({ version: state.version, recordedAt: state.changedAt ?? session.now() });
  }
  const by = caller.operator;
  const isLate = state.version !== input.sawVersion;
  if (by === undefined || isLate) {
    // Another order may have followed before the repeat came: what was given is not refused afterwards.
    const given = await recordedBefore(
      context,
      'checkpointOrder',
      ({ payload }) => payload.order === input.order,
    );
    if (given) return ok({ version: given.payload.version, recordedAt: given.recordedAt });
  }
  if (by === undefined) return err(NOBODY_TOOK_OVER);
  if (isLate) {
    const message = `${input.checkpoint} was changed to ${state.mode} by ${state.changedBy ?? 'the plan'} meanwhile`;
    session.note({
      kind: 'orderRefused',
      payload: { order: input.order, checkpoint: input.checkpoint, by, reason: message },
      audience: 'all',
    });
    return err({ code: 'conflict', message });
  }
  const { sawVersion: _seen, ...order } = input;
  const version = state.version + 1;
  const seq = await session.commit('checkpointOrder', { ...order, by, version });
  if (seq === undefined) return err(notRecorded(session));
  await session.carryOut(input);
  return ok({ version, recordedAt: session.now() });
}
