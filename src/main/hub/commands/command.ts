import type { z } from 'zod';
import type { Result } from '../../../domain/base/result.ts';
import type { EntryKind } from '../../../domain/session/entry.ts';
import type { ReviewMarks } from '../../../domain/session/review-mark.ts';
import type {
  InputOf,
  Method,
  OutputOf,
  SeriesPoints,
  WireError,
} from '../../../domain/wire/contract.ts';
import type { LoggedEntry } from '../../../workers/record-port.ts';
import type { RecordingReads } from '../../../workers/replay-port.ts';
import type { FindPress } from '../../review/report-press.ts';
import type { Caller } from '../caller.ts';
import type { MapLayers } from '../map-layers/map-layers.ts';
import type { RehearsalDesk } from '../rehearsal/rehearsal-desk.ts';
import type { ReplayDesk } from '../replay/replay-desk.ts';
import type { Session } from '../session.ts';
import type { SessionHost } from '../session-host.ts';
import type { ShownSession } from '../shown-session.ts';

export type { Caller } from '../caller.ts';

/** What the hub offers to the commands of every session. */
export interface Desks {
  readonly host: SessionHost;
  readonly rehearsals: RehearsalDesk;
  readonly replays: ReplayDesk;
  /** Absent where nothing can draw a report: its maps are SVG then. */
  readonly findPress?: FindPress;
}

/** What a command may use, whatever its seat looks at. */
export interface SeatContext extends Desks {
  readonly shown: ShownSession;
  /** Whole path of the file that the session records or shows. */
  readonly eventFile: string;
  readonly mapLayers: Pick<MapLayers, 'read' | 'tile' | 'missing'>;
  /** The recording as a whole: for questions that are answered at once. */
  recording(): Promise<RecordingReads>;
  /** The same for questions that take seconds; no playhead waits behind them. */
  study(): Promise<RecordingReads>;
  /** What reviewers have added to the recording so far. */
  reviewMarks(): Promise<ReviewMarks>;
  readSeries(query: InputOf<'series.read'>): Promise<SeriesPoints>;
}

/** What commands of an operation under way may use. */
export interface CommandContext extends SeatContext {
  readonly session: Session;
  readonly mapLayers: MapLayers;
  /** The newest `limit` recorded entries of a kind, in order. */
  recent(kind: EntryKind, limit: number): Promise<readonly LoggedEntry[]>;
}

/**
 * One thing a seat can ask for: what it must send, and what is done. The role is checked before. One that asks no more
 * of its context than `SeatContext` can be offered to the seats of a replay, too.
 */
export interface Command<M extends Method, C extends SeatContext = CommandContext> {
  /** What it accepts; zod cannot tell absent members from undefined ones, so the contract's type is asserted. */
  readonly input: z.ZodType;
  /** `gone` says that nobody waits for the answer any more: whoever computes for long ends then. */
  run(
    context: C,
    caller: Caller,
    input: InputOf<M>,
    gone: AbortSignal,
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
  says: { key: 'takeOverFirst' },
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
