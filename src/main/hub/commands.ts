import { z } from 'zod';
import type { CheckpointId, OrderId } from '../../domain/base/ids.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { Role } from '../../domain/session/role.ts';
import { CHECKPOINT_MODES } from '../../domain/site/site.ts';
import type { SeriesPoints } from '../../domain/wire/contract.ts';
import {
  type InputOf,
  METHOD_ROLES,
  type Method,
  type OutputOf,
  type WireError,
} from '../../domain/wire/contract.ts';
import type { Session } from './session.ts';

/** The seat on whose behalf a command runs. */
export interface Caller {
  readonly role: Role;
  /** The name under which the seat took over; orders carry it. */
  operator: string | undefined;
}

/** What commands need beside the session. */
export interface CommandContext {
  readonly session: Session;
  readSeries(query: InputOf<'series.read'>): Promise<SeriesPoints>;
}

type SeatMethod = Exclude<Method, 'session.attach'>;
type Handlers = {
  readonly [M in SeatMethod]: (
    context: CommandContext,
    caller: Caller,
    input: InputOf<M>,
  ) => Promise<Result<OutputOf<M>, WireError>>;
};

/** Curves are read at screen width; more points than any screen has are refused. */
const MAX_POINTS = 8_000;

const INPUTS = {
  'operator.takeOver': z.object({ name: z.string().trim().min(1).max(80) }),
  'checkpoint.order': z
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
  'transport.set': z.object({ playing: z.boolean(), speed: z.number().min(0.1).max(120) }),
  'series.read': z.object({
    kind: z.enum(['areaPeople', 'zonePeople']),
    id: z.string().max(100),
    from: z.number(),
    to: z.number(),
    points: z.number().int().min(1).max(MAX_POINTS),
  }),
} as const;

const HANDLERS: Handlers = {
  'operator.takeOver': async ({ session }, caller, { name }) => {
    const seq = await session.commit('operator', { name, role: caller.role, verified: false });
    if (seq === undefined) return err(notRecorded(session));
    caller.operator = name;
    return ok({ name, since: session.now() });
  },
  'checkpoint.order': (context, caller, input) =>
    inTurn(context.session, () => orderCheckpoint(context.session, caller, input)),
  'transport.set': async ({ session }, _caller, input) => {
    if (!session.source.transport) {
      return err({ code: 'notPossible', message: 'the time of this session is not ours to move' });
    }
    session.source.transport.set(input);
    session.note({ kind: 'transport', payload: input, audience: 'all' });
    return ok(input);
  },
  'series.read': async (context, _caller, input) => ok(await context.readSeries(input)),
};

/** Checks role and input of a call, runs it, and answers with a result that can cross the wire. */
export async function runCommand(
  context: CommandContext,
  caller: Caller,
  method: Method,
  input: unknown,
): Promise<Result<unknown, WireError>> {
  if (method === 'session.attach' || !Object.hasOwn(HANDLERS, method)) {
    return err({ code: 'unknownMethod', message: `there is no method "${method}"` });
  }
  const roles = METHOD_ROLES[method];
  if (roles !== 'all' && !roles.includes(caller.role)) {
    return err({ code: 'forbidden', message: `a ${caller.role} seat may not call ${method}` });
  }
  return await check(context, caller, method, input);
}

async function check<M extends SeatMethod>(
  context: CommandContext,
  caller: Caller,
  method: M,
  input: unknown,
): Promise<Result<unknown, WireError>> {
  const checked = INPUTS[method].safeParse(input);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.join('.') ?? '';
    return err({
      code: 'badInput',
      message: `${method}: ${where}: ${issue?.message ?? 'bad input'}`,
    });
  }
  return await HANDLERS[method](context, caller, checked.data as InputOf<M>);
}

async function orderCheckpoint(
  session: Session,
  caller: Caller,
  input: InputOf<'checkpoint.order'>,
): Promise<Result<OutputOf<'checkpoint.order'>, WireError>> {
  if (caller.operator === undefined) {
    return err({ code: 'notPossible', message: 'take over by name before giving orders' });
  }
  const state = session.world.checkpoints[input.checkpoint];
  if (!state) {
    return err({ code: 'badInput', message: `there is no checkpoint "${input.checkpoint}"` });
  }
  // A seat that lost its link repeats its order: it is answered, not given twice.
  if (state.order === input.order) {
    return ok({ version: state.version, recordedAt: state.changedAt ?? session.now() });
  }
  const by = caller.operator;
  if (state.version !== input.sawVersion) {
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

function notRecorded(session: Session): WireError {
  const why = session.recorder.state.message ?? 'the record cannot be written';
  return { code: 'notRecorded', message: `not done, because it could not be recorded: ${why}` };
}

const turns = new WeakMap<Session, Promise<unknown>>();

/** Orders of one session run one after the other, so that the version each checks still stands when it commits. */
function inTurn<T>(session: Session, run: () => Promise<T>): Promise<T> {
  const mine = (turns.get(session) ?? Promise.resolve()).then(run);
  turns.set(
    session,
    mine.catch(() => undefined),
  );
  return mine;
}
