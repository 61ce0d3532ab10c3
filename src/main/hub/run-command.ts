import { err, type Result } from '../../domain/base/result.ts';
import {
  type InputOf,
  METHOD_ROLES,
  type Method,
  type WireError,
} from '../../domain/wire/contract.ts';
import type { Caller } from './caller.ts';
import type { Command, SeatContext } from './commands/command.ts';

/** What an attached seat may call. */
export type SeatMethod = Exclude<Method, 'session.attach'>;

/** What the seats of one kind of session can ask for. */
export type CommandTable<C extends SeatContext> = {
  readonly [M in SeatMethod]?: Command<M, C>;
};

/**
 * Checks role and input of a call, runs it, and answers with a result that can cross the wire. `missing` says why the
 * table has no such command.
 */
export async function runCommand<C extends SeatContext>(
  table: CommandTable<C>,
  missing: (method: Method) => string,
  context: C,
  caller: Caller,
  method: Method,
  input: unknown,
  gone: AbortSignal,
): Promise<Result<unknown, WireError>> {
  if (method === 'session.attach' || !Object.hasOwn(METHOD_ROLES, method)) {
    return err({ code: 'unknownMethod', message: `there is no method "${method}"` });
  }
  const roles = METHOD_ROLES[method];
  if (roles !== 'all' && !roles.includes(caller.role)) {
    return err({ code: 'forbidden', message: `a ${caller.role} seat may not call ${method}` });
  }
  const command = Object.hasOwn(table, method) ? table[method] : undefined;
  if (!command) return err({ code: 'notPossible', message: missing(method) });
  return await checked(command as Command<typeof method, C>, context, caller, method, input, gone);
}

async function checked<M extends SeatMethod, C extends SeatContext>(
  command: Command<M, C>,
  context: C,
  caller: Caller,
  method: M,
  input: unknown,
  gone: AbortSignal,
): Promise<Result<unknown, WireError>> {
  const read = command.input.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    return err({
      code: 'badInput',
      message: `${method}: ${where}: ${issue?.message ?? 'bad input'}`,
    });
  }
  return await command.run(context, caller, read.data as InputOf<M>, gone);
}
