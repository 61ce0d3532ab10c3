import type { SessionId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { Result } from '../../../domain/base/result.ts';
import type { Plan } from '../../../domain/rehearsal/changed-plan.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import type { InputOf, OutputOf } from '../../../domain/wire/contract.ts';

/** The hub's rehearsals, as commands of its seats ask for them. Errors are in words. */
export interface RehearsalDesk {
  options(input: InputOf<'rehearsal.options'>): Result<OutputOf<'rehearsal.options'>>;
  /** The site and the script of the hub's own event. */
  plan(): Result<Plan>;
  /** Opens a rehearsal as a session of its own, with an event file beside the hub's. */
  start(input: InputOf<'rehearsal.start'>): Promise<Result<SessionId>>;
  /** A rehearsal again from now, with changes, as another session. */
  fork(of: SessionId, input: InputOf<'rehearsal.fork'>, by: string): Promise<Result<SessionId>>;
  jump(session: SessionId, to: Millis, by: string): Promise<Result<Millis>>;
  figures(session: SessionId): Promise<Result<RunFigures>>;
}
