import { z } from 'zod';
import type { DroneId, OrderId } from '../../../domain/base/ids.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { type BroadcastOrder, LONGEST_SPEECH } from '../../../domain/forces/broadcast.ts';
import type { InputOf, OutputOf, WireError } from '../../../domain/wire/contract.ts';
import type { Session } from '../session.ts';
import {
  type Caller,
  type Command,
  type CommandContext,
  inTurn,
  NOBODY_TOOK_OVER,
  notRecorded,
} from './command.ts';
import { recordedBefore } from './recorded-before.ts';

const orderId = z
  .string()
  .min(8)
  .max(64)
  .transform((text) => text as OrderId);
const volumePct = z.number().int().min(0).max(100);

/**
 * A loudspeaker order to a drone. It is committed before it is sent, and answered when it is committed: what becomes
 * of it comes as progress. It is sent once, by the run of the hub that took it; one that was committed just before a
 * crash stays as `ordered` and is not sent by the next run, for minutes later nobody may want it said any more.
 */
export const broadcast: Command<'drone.broadcast'> = {
  input: z.object({
    order: orderId,
    drone: z
      .string()
      .max(200)
      .transform((text) => text as DroneId),
    message: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('speech'),
        text: z.string().trim().min(1).max(LONGEST_SPEECH),
        language: z.enum(['zh', 'en']),
        volumePct,
        repeat: z.boolean(),
      }),
      z.object({
        kind: z.literal('recording'),
        recording: z.string().min(1).max(64),
        volumePct,
        repeat: z.boolean(),
      }),
      z.object({ kind: z.literal('stop') }),
    ]),
    reach: z.enum(['loudspeaker', 'recordOnly']),
    sawOrder: orderId.optional(),
  }),
  run: (context, caller, input) => inTurn(context.session, () => give(context, caller, input)),
};

async function give(
  context: CommandContext,
  caller: Caller,
  input: InputOf<'drone.broadcast'>,
): Promise<Result<OutputOf<'drone.broadcast'>, WireError>> {
  const { session } = context;
  const { order, drone, message, reach } = input;
  const stands = session.world.broadcasts[drone];
  // A seat that lost its link repeats its order: it is answered, not sent twice.
  if (stands?.order === order) return ok({ recordedAt: stands.orderedAt });
  const by = caller.operator;
  const refusal = refusalOf(session, by, input);
  if (by === undefined || refusal) {
    // Another order may have followed before the repeat came: what was given is not refused afterwards.
    const given = await recordedBefore(
      context,
      'broadcastOrder',
      ({ payload }) => payload.order === order,
    );
    return given ? ok({ recordedAt: given.recordedAt }) : err(refusal ?? NOBODY_TOOK_OVER);
  }
  const seq = await session.commit('broadcastOrder', { order, drone, message, by });
  if (seq === undefined) return err(notRecorded(session));
  const recordedAt = session.now();
  if (reach === 'recordOnly') {
    session.note({
      kind: 'broadcastProgress',
      payload: { order, drone, step: 'recordedOnly' },
      audience: 'all',
    });
  } else {
    // Not awaited: a gateway may take seconds, and other orders must not wait for it.
    void send(session, { order, drone, message });
  }
  return ok({ recordedAt });
}

/** Why an order is not given, as things stand; undefined when it is. */
function refusalOf(
  session: Session,
  by: string | undefined,
  { drone, message, reach, sawOrder }: InputOf<'drone.broadcast'>,
): WireError | undefined {
  if (by === undefined) return NOBODY_TOOK_OVER;
  if (!session.world.drones[drone]) {
    return { code: 'badInput', message: `there is no drone "${drone}"` };
  }
  // Real people must not hear what a recording or an exercise made somebody say; silence they may always have.
  if (reach === 'loudspeaker' && message.kind !== 'stop' && session.isExercise) {
    const why = 'this session is not the real thing of now: it can be recorded only';
    return { code: 'notPossible', message: why };
  }
  const stands = session.world.broadcasts[drone];
  if (stands?.order === sawOrder) return undefined;
  const before = stands?.by ?? 'somebody';
  return { code: 'conflict', message: `${before} ordered ${drone} to speak meanwhile` };
}

async function send(session: Session, order: BroadcastOrder): Promise<void> {
  const sent = await session.source
    .broadcast(order)
    .catch((error: unknown) => err(error instanceof Error ? error.message : String(error)));
  if (sent.ok) return;
  session.note({
    kind: 'broadcastProgress',
    payload: { order: order.order, drone: order.drone, step: 'failed', reason: sent.error },
    audience: 'all',
  });
}
