import type { z } from 'zod';
import type { Result } from '../../../domain/base/result.ts';
import type { EntryKind } from '../../../domain/session/entry.ts';
import type { Role } from '../../../domain/session/role.ts';
import type {
  InputOf,
  Method,
  OutputOf,
  SeriesPoints,
  WireError,
} from '../../../domain/wire/contract.ts';
import type { LoggedEntry } from '../../../workers/record-port.ts';
import type { MapLayers } from '../map-layers/map-layers.ts';
import type { Session } from '../session.ts';

/** The seat on whose behalf a command runs. */
export interface Caller {
  readonly role: Role;
  /** The name under which the seat took over; orders carry it. */
  operator: string | undefined;
}

/** What commands need beside the session. */
export interface CommandContext {
  readonly session: Session;
  readonly mapLayers: MapLayers;
  readSeries(query: InputOf<'series.read'>): Promise<SeriesPoints>;
  /** The newest `limit` recorded entries of a kind, in order. */
  recent(kind: EntryKind, limit: number): Promise<readonly LoggedEntry[]>;
}

/** One thing a seat can ask for: what it must send, and what is done. The role is checked before. */
export interface Command<M extends Method> {
  /** What it accepts; zod cannot tell absent members from undefined ones, so the contract's type is asserted. */
  readonly input: z.ZodType;
  run(
    context: CommandContext,
    caller: Caller,
    input: InputOf<M>,
  ): Promise<Result<OutputOf<M>, WireError>>;
}

/** The answer to a command that could not be recorded, and so was not carried out. */
export function notRecorded(session: Session): WireError {
  const why = session.recorder.state.message ?? 'the record cannot be written';
  return { code: 'notRecorded', message: `not done, because it could not be recorded: ${why}` };
}

/** The answer to an order from a seat at which nobody has taken over. */
export const NOBODY_TOOK_OVER: WireError = {
  code: 'notPossible',
  message: 'take over by name before giving orders',
};

const turns = new WeakMap<Session, Promise<unknown>>();

/** Orders of one session run one after the other, so that the version each checks still stands when it commits. */
export function inTurn<T>(session: Session, run: () => Promise<T>): Promise<T> {
  const mine = (turns.get(session) ?? Promise.resolve()).then(run);
  turns.set(
    session,
    mine.catch(() => undefined),
  );
  return mine;
}
